package dev.releasemanager.web;

import java.util.Locale;

/** What Slack can send. The names in lower case are the values of the metrics' tag, so that a sender can't make up more. */
enum SlackRequestKind {
    BLOCK_ACTIONS("block_actions"),
    BLOCK_SUGGESTION("block_suggestion"),
    SHORTCUT("shortcut"),
    MESSAGE_SHORTCUT("message_action"),
    VIEW_SUBMISSION("view_submission"),
    VIEW_CLOSED("view_closed"),
    EVENT("event_callback"),
    URL_VERIFICATION("url_verification"),
    /** Slack tells that it withholds events of this workspace for a minute. */
    RATE_LIMITED("app_rate_limited"),
    COMMAND(""),
    SSL_CHECK(""),
    /** Well formed, and nothing that this program knows. */
    UNKNOWN(""),
    /** Not read, because it was refused before, or couldn't be. */
    UNREAD("");

    private final String type;

    SlackRequestKind(String type) {
        this.type = type;
    }

    /** The kind of a payload with this "type", {@link #UNKNOWN} if there is none. */
    static SlackRequestKind ofType(String type) {
        if (!type.isEmpty()) {
            for (SlackRequestKind kind : values()) {
                if (kind.type.equals(type)) {
                    return kind;
                }
            }
        }
        return UNKNOWN;
    }

    /** Whether a person did this, in a form field called "payload". */
    boolean isInteraction() {
        return switch (this) {
            case BLOCK_ACTIONS, BLOCK_SUGGESTION, SHORTCUT, MESSAGE_SHORTCUT, VIEW_SUBMISSION, VIEW_CLOSED -> true;
            case EVENT, URL_VERIFICATION, RATE_LIMITED, COMMAND, SSL_CHECK, UNKNOWN, UNREAD -> false;
        };
    }

    String tag() {
        return name().toLowerCase(Locale.ROOT);
    }
}
