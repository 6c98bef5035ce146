package dev.releasemanager.rollout;

import dev.releasemanager.release.PersonId;
import java.time.Instant;
import java.util.Optional;

/**
 * Something that was asked or said of a flag, while its release goes out or after that (S2).
 *
 * @param by who said it; empty for an asking, which comes by itself, and for what a source has said
 * @param share to how many it is on, in percent; 0 where it isn't
 * @param seen what was seen, or why; blank where nothing was to be said
 * @param link where that can be looked at; blank if nowhere
 */
public record FlagMark(String flag, Kind kind, Optional<PersonId> by, int share, String seen, String link, Instant at) {
    public static final int SEEN_LIMIT = 500;
    public static final int LINK_LIMIT = 1_000;

    /** What happened to it. */
    public enum Kind {
        /** Its moment has come, and its person was asked to switch it on. */
        ASKED("asked"),
        /** Not now: it stays dark until somebody says that it is on. */
        POSTPONED("postponed"),
        ON("on"),
        /** It was looked at by its check, and it does what it should. */
        WORKS("works"),
        FAILS("fails"),
        /** Its source was asked for its check, and gave no value that can be judged: a person looks. */
        UNSEEN("unseen"),
        OFF("off");

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
            throw new IllegalArgumentException("no such thing is said of a flag: " + word);
        }
    }
}
