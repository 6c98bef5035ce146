package dev.releasemanager.rehearsal.blockkit;

/** Modals and the Home tab (reference/views). */
final class Views {
    static final Rule MODAL = view("modal", Blocks.IN_MODAL)
            .need("title", Texts.plain("view.title.max_length"))
            .may("clear_on_close", Rules.BOOLEAN)
            .may("notify_on_close", Rules.BOOLEAN)
            .may("submit_disabled", Rules.BOOLEAN)
            .also(Payload::submitForInput);

    /** A Home tab shows no title, but Slack's own examples carry one. */
    static final Rule HOME = view("home", Blocks.IN_HOME).may("title", Texts.plain("view.title.max_length"));

    private Views() {}

    private static Fields view(String type, Kinds blocks) {
        return Fields.of()
                .need("type", Rules.oneOf(type))
                .need(
                        "blocks",
                        Rules.list(Limits.of("view.blocks.min_items"), Limits.of("view.blocks.max_items"), blocks)
                                .and(Payload::uniqueBlockIds)
                                .and(Payload::oneFocus))
                .may("submit", Texts.plain("view.submit.max_length"))
                .may("close", Texts.plain("view.close.max_length"))
                .may("private_metadata", Rules.upTo(Limits.of("view.private_metadata.max_length")))
                .may("callback_id", Rules.upTo(Limits.of("view.callback_id.max_length")))
                .may("external_id", Rules.upTo(Limits.EXTERNAL_ID));
    }
}
