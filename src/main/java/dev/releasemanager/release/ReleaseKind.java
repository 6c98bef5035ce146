package dev.releasemanager.release;

import java.util.Locale;
import java.util.Optional;

/** Which way a release goes; the kind changes times and stages, never the gate (H3). */
public enum ReleaseKind {
    REGULAR("regular"),
    HOTFIX("hotfix"),
    TRAIN("train");

    private final String word;

    ReleaseKind(String word) {
        this.word = word;
    }

    /** The dictionary's word: in chat, in the configuration and in the store. */
    public String word() {
        return word;
    }

    public static Optional<ReleaseKind> find(String word) {
        for (ReleaseKind kind : values()) {
            if (kind.word.equals(word.strip().toLowerCase(Locale.ROOT))) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
