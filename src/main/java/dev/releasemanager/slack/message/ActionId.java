package dev.releasemanager.slack.message;

/**
 * How a choice's act is spelled as the id of its button: {@code answer_ready} the first time in a block,
 * {@code answer_ready:2}, {@code answer_ready:3} for the following ones, because Slack wants ids unique in their block.
 * Listeners match by {@link #act}.
 */
public final class ActionId {
    private ActionId() {}

    /** @param occurrence counted from 1 within the block */
    public static String of(String act, int occurrence) {
        return occurrence == 1 ? act : act + ":" + occurrence;
    }

    /** The act of a button's id: what stands before the first colon. */
    public static String act(String actionId) {
        int colon = actionId.indexOf(':');
        return colon < 0 ? actionId : actionId.substring(0, colon);
    }
}
