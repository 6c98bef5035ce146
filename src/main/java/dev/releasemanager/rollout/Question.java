package dev.releasemanager.rollout;

import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.release.ReleaseKey;
import java.time.Duration;
import java.time.Instant;

/**
 * What a source is asked.
 *
 * @param component what the condition is about; blank if it is about the release as a whole
 * @param stage its name
 * @param share of production that the stage reaches, in percent
 * @param at the moment that the answer is to speak of: the end of the span. It may have passed
 * @param span how far it reaches back, more than zero
 * @param standpoint whether it is asked for what ships, or for what ran before it
 */
public record Question(
        ReleaseKey release,
        String component,
        Criterion condition,
        String stage,
        int share,
        Instant at,
        Duration span,
        Standpoint standpoint) {
    /** Which side of a comparison is asked for. */
    public enum Standpoint {
        /** What the stage serves. */
        STAGE("stage"),
        /** Production ahead of the stage, as a baseline. */
        BEFORE("before");

        private final String word;

        Standpoint(String word) {
            this.word = word;
        }

        /** The name in the store. */
        public String word() {
            return word;
        }

        /** @throws IllegalArgumentException if there is no such word */
        public static Standpoint of(String word) {
            for (Standpoint standpoint : values()) {
                if (standpoint.word.equals(word)) {
                    return standpoint;
                }
            }
            throw new IllegalArgumentException("no such standpoint: " + word);
        }
    }
    /** The same, asked of another moment. */
    public Question at(Instant other) {
        return new Question(release, component, condition, stage, share, other, span, standpoint);
    }
}
