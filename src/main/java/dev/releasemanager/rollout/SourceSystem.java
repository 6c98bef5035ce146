package dev.releasemanager.rollout;

import java.time.Duration;
import java.util.Optional;

/**
 * A system that can be asked for what it measures, as the configuration names it.
 *
 * @param address http or https, without a slash at its end
 * @param authorization the name of the environment variable that holds the header's whole value
 * @param timeout for a whole answer
 */
public record SourceSystem(String name, Kind kind, String address, Optional<String> authorization, Duration timeout) {
    /** What it speaks. */
    public enum Kind {
        PROMETHEUS("prometheus"),
        HTTP("http");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The word in the configuration. */
        public String word() {
            return word;
        }
    }
}
