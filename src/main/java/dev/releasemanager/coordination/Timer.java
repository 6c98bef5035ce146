package dev.releasemanager.coordination;

import dev.releasemanager.release.ReleaseKey;
import java.time.Instant;

/**
 * Something to look at again at a moment of release time. Whoever handles it re-reads the truth and does nothing if it is
 * stale; acts never take timers back.
 *
 * @param round the checkpoint that it belongs to
 * @param detail what else it needs to know, such as which reminder it is; blank if nothing
 */
public record Timer(ReleaseKey release, Kind kind, int round, Instant dueAt, String detail) {
    /** What has come due. */
    public enum Kind {
        CHECKPOINT_OPENS("checkpoint_opens"),
        REMINDER("reminder"),
        DEADLINE("deadline"),
        /** The stated time of a rollback's step is over; the round is its number, the detail when it was asked for. */
        ROLLBACK_STEP("rollback_step"),
        /** A stage's bake is over; the round is the run's number, the detail the bake's. */
        BAKE_ENDS("bake_ends"),
        /** Something is to be looked at in a bake; the round is the run's number, the detail the bake's. */
        OBSERVATION("observation"),
        /** A completed release can't be rolled back any more. */
        WINDOW_CLOSES("window_closes"),
        /** A review is still open; the detail is when it was opened. */
        REVIEW_REMINDER("review_reminder"),
        /** The ticket of a completed release is still open; the detail is since when its owner is asked to close it. */
        TICKET_REMINDER("ticket_reminder"),
        /** A flag is still dark; the round is its activation's number, the detail when its person was asked. */
        FLAG_REMINDER("flag_reminder"),
        /** A review of another release was closed; the detail names that release and who closed it. */
        LESSONS_JOIN("lessons_join");

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
            throw new IllegalArgumentException("no such timer: " + word);
        }
    }
}
