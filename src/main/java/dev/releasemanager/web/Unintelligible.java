package dev.releasemanager.web;

import org.jspecify.annotations.Nullable;

/** A body, rightly signed or not, that can't be read; the message says why in words that may go back to the sender. */
final class Unintelligible extends Exception {
    Unintelligible(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
