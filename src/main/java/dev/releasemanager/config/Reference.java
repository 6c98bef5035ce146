package dev.releasemanager.config;

import java.util.Locale;

/**
 * A person, user group or channel of the workspace as the file names it, not yet looked up in Slack.
 *
 * @param form how it is named, which says how it can be looked up
 * @param text as written, with its {@code @} or {@code #}
 */
public record Reference(Form form, String text) {

    /** The ways to name somebody or something. */
    public enum Form {
        /** A person's handle, {@code @olga}. */
        PERSON_HANDLE,
        /** A person's e-mail address; looking it up needs the scope users:read.email. */
        PERSON_EMAIL,
        /** A person's id, {@code U…} or {@code W…}. */
        PERSON_ID,
        /** A user group's handle, {@code @payments-eng}. */
        GROUP_HANDLE,
        /** A user group's id, {@code S…}. */
        GROUP_ID,
        /** A channel's name, {@code #payments}. */
        CHANNEL_NAME,
        /** A channel's id, {@code C…} or {@code G…}. */
        CHANNEL_ID
    }

    public boolean isPerson() {
        return form == Form.PERSON_HANDLE || form == Form.PERSON_EMAIL || form == Form.PERSON_ID;
    }

    public boolean isGroup() {
        return form == Form.GROUP_HANDLE || form == Form.GROUP_ID;
    }

    public boolean isChannel() {
        return form == Form.CHANNEL_NAME || form == Form.CHANNEL_ID;
    }

    /** The text without its {@code @} or {@code #}, in lower case but for ids: what a look-up compares. */
    public String key() {
        return switch (form) {
            case PERSON_HANDLE, GROUP_HANDLE, CHANNEL_NAME -> text.substring(1).toLowerCase(Locale.ROOT);
            case PERSON_EMAIL -> text.toLowerCase(Locale.ROOT);
            case PERSON_ID, GROUP_ID, CHANNEL_ID -> text;
        };
    }

    boolean isSameAs(Reference other) {
        return form == other.form && key().equals(other.key());
    }
}
