package dev.releasemanager.web;

import java.util.Locale;

/** The two types of body that Slack sends. */
final class MediaTypes {
    private MediaTypes() {}

    static boolean isJson(String contentType) {
        return is(contentType, "application/json");
    }

    static boolean isForm(String contentType) {
        return is(contentType, "application/x-www-form-urlencoded");
    }

    private static boolean is(String contentType, String wanted) {
        int parameters = contentType.indexOf(';');
        String type = parameters < 0 ? contentType : contentType.substring(0, parameters);
        return type.strip().toLowerCase(Locale.ROOT).equals(wanted);
    }
}
