package dev.releasemanager.criteria;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What became of a sentence. */
public sealed interface Reading {
    /**
     * It says what is to be true, and how that is seen.
     *
     * @param further what else the same sentence demands: "p50 under 80 ms and p99 under 400 ms on canary"
     */
    record Understood(Criterion criterion, List<Criterion> further) implements Reading {
        public Understood {
            further = List.copyOf(further);
        }

        /** The criterion and the further ones, in the order of the sentence. */
        public List<Criterion> all() {
            return Stream.concat(Stream.of(criterion), further.stream()).toList();
        }
    }

    /**
     * It can't be found true or false.
     *
     * @param missing in the order of asking; never empty. {@link Missing#PLACE} with {@link Missing#SPAN} asks for one of
     *     the two.
     * @param rewrite what was said, completed from the component's usual metrics; in angle brackets what nobody but the
     *     author knows. Empty if nothing sensible can be proposed.
     */
    record Vague(List<Missing> missing, Optional<String> rewrite) implements Reading {
        public Vague {
            missing = List.copyOf(missing);
        }
    }
}
