package dev.releasemanager.rehearsal.blockkit;

/** Text objects and the confirmation dialog (reference/block-kit/composition-objects). */
final class Texts {
    private static final String TEXT_MAX = "text.max_length";

    private Texts() {}

    /** A {@code plain_text} object, where mrkdwn isn't allowed. */
    static Rule plain(int max) {
        return Fields.of()
                .need("type", Rules.oneOf("plain_text"))
                .need("text", Rules.string(Limits.of("text.min_length"), max))
                .may("emoji", Rules.BOOLEAN);
    }

    static Rule plain(String limit) {
        return plain(Limits.of(limit));
    }

    /** A {@code plain_text} or {@code mrkdwn} object. */
    static Kinds any(int max) {
        Rule text = Rules.string(Limits.of("text.min_length"), max);
        return new Kinds()
                .with("plain_text", Fields.of().need("text", text).may("emoji", Rules.BOOLEAN))
                .with("mrkdwn", Fields.of().need("text", text).may("verbatim", Rules.BOOLEAN));
    }

    static Kinds any(String limit) {
        return any(Limits.of(limit));
    }

    static Kinds any() {
        return any(TEXT_MAX);
    }

    /** The dialog that asks "are you sure?". Its text may be mrkdwn, as in the page's own example. */
    static Rule confirm() {
        return Fields.of()
                .need("title", plain("confirmation.title.max_length"))
                .need("text", any("confirmation.text.max_length"))
                .need("confirm", plain("confirmation.confirm.max_length"))
                .need("deny", plain("confirmation.deny.max_length"))
                .may("style", Rules.oneOf("primary", "danger"));
    }
}
