package dev.releasemanager.rollout;

import dev.releasemanager.release.PersonId;
import java.time.Instant;

/**
 * What somebody said of a component in a stage.
 *
 * @param version the version or commit; empty where it is only being deployed and none is known
 * @param note why it failed; empty for the others
 */
public record Mark(String component, Kind kind, String version, String note, PersonId by, Instant at) {
    public static final int VERSION_LIMIT = 100;
    public static final int NOTE_LIMIT = 1_000;

    /** What happened to it. */
    public enum Kind {
        BEGUN("begun"),
        DEPLOYED("deployed"),
        VERIFIED("verified"),
        FAILED("failed");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The name in the store. */
        public String word() {
            return word;
        }

        public static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.word.equals(word)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no such mark: " + word);
        }
    }
}
