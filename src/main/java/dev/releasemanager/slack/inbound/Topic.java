package dev.releasemanager.slack.inbound;

import com.slack.api.bolt.response.Response;
import dev.releasemanager.coordination.Intent;
import dev.releasemanager.release.ReleaseKey;
import java.util.Map;

/**
 * One part of what people can do: the words of the command, the buttons and the modals that belong together. Each name
 * belongs to one topic. Thread-safe.
 */
interface Topic {
    /** By the subcommand's word, each with its line in {@link Subcommands}. */
    default Map<String, Spoken> subcommands() {
        return Map.of();
    }

    /** By what the button asks for. */
    default Map<String, Clicked> clicks() {
        return Map.of();
    }

    /** By the modal's callback id. */
    default Map<String, Submitted> submissions() {
        return Map.of();
    }

    /** What a subcommand does. */
    @FunctionalInterface
    interface Spoken {
        /** @param rest what was said after the key */
        Response answer(ReleaseKey key, String rest, Gesture gesture);
    }

    /** What a button does. */
    @FunctionalInterface
    interface Clicked {
        void act(String value, Gesture gesture);
    }

    /** What a modal does when it is submitted. */
    @FunctionalInterface
    interface Submitted {
        Response answer(ReleaseKey key, Submission submission);
    }

    /**
     * A modal that was submitted.
     *
     * @param intent answers through the address of the click that opened the modal, if there is one
     */
    record Submission(Typed typed, Memory memory, Intent intent, Gesture gesture) {
        /** For an act that is answered by the view drawn next, not through the address of the first click. */
        Intent quiet() {
            return intent.quiet();
        }
    }
}
