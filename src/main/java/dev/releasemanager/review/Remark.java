package dev.releasemanager.review;

import dev.releasemanager.release.PersonId;
import java.time.Instant;

/** What somebody has written down for a review. */
public record Remark(Kind kind, String text, PersonId by, Instant at) {
    public static final int TEXT_LIMIT = 1_000;

    /** What it is. */
    public enum Kind {
        /** What was found out. */
        FINDING("finding"),
        /** A question of why, parked while the rollback ran. */
        QUESTION("question");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        public static Kind of(String word) {
            for (Kind kind : values()) {
                if (kind.word.equals(word)) {
                    return kind;
                }
            }
            throw new IllegalArgumentException("no such remark: " + word);
        }
    }
}
