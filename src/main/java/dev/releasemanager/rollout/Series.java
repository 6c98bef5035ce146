package dev.releasemanager.rollout;

import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.criteria.Judgement;
import dev.releasemanager.criteria.Quantity;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Everything that was seen for one condition through a bake, in the order of time.
 *
 * @param baseline what its baseline was seen to be, if it has one or one is shown beside it; it may be a
 *     {@link Observation.Nothing}
 */
public record Series(Criterion condition, List<Observation> observations, Optional<Observation> baseline) {
    public Series {
        observations = observations.stream()
                .sorted(Comparator.comparing(Observation::at))
                .toList();
    }

    /**
     * Judges a bake, exactly (H5): out of its bounds once is failed; otherwise anything that is missing is no judgement;
     * only what was seen at every moment, and within its bounds each time, is passed.
     *
     * @param cadence the moments at which it was to be seen
     * @param until the bake's end
     */
    public Standing judge(Cadence cadence, Instant from, Instant until) {
        return judge(cadence, from, until, until);
    }

    /**
     * Judges the part of a bake that is over. A pass of it is none of the bake.
     *
     * @param now later moments aren't asked for yet
     */
    public Standing judge(Cadence cadence, Instant from, Instant until, Instant now) {
        List<Instant> asked = cadence.moments(from, until).stream()
                .filter(moment -> !moment.isAfter(now))
                .toList();
        List<Observation> inside = asked.isEmpty() ? List.of() : between(asked.get(0), until);
        Set<Instant> seenAt = new HashSet<>();
        inside.forEach(observation -> seenAt.add(observation.at()));
        List<Observation> all = new ArrayList<>(inside);
        asked.stream()
                .filter(moment -> !seenAt.contains(moment))
                .forEach(moment -> all.add(Observation.none(moment, Gap.NOT_TAKEN, "", "")));
        return standing(all, asked.size());
    }

    /**
     * Judges what a person looked at: one look is enough, if it is made once a full span lies inside the stage; each has to
     * be within the bounds.
     */
    public Standing judgeStated(Cadence cadence, Instant from, Instant until) {
        return standing(between(cadence.first(from, until), until), 1);
    }

    private List<Observation> between(Instant first, Instant last) {
        return observations.stream()
                .filter(observation ->
                        !observation.at().isBefore(first) && !observation.at().isAfter(last))
                .toList();
    }

    private Standing standing(List<Observation> seen, int asked) {
        Optional<Quantity> against = baseline.flatMap(Observation::quantity);
        List<Observation> sorted =
                seen.stream().sorted(Comparator.comparing(Observation::at)).toList();
        List<Observation> out = new ArrayList<>();
        List<Observation> unjudged = new ArrayList<>();
        for (Observation observation : sorted) {
            switch (observation.judge(condition, against)) {
                case PASSED -> {}
                case FAILED -> out.add(observation);
                case NO_JUDGEMENT -> unjudged.add(observation);
            }
        }
        Judgement result;
        if (!out.isEmpty()) {
            result = Judgement.FAILED;
        } else {
            result = unjudged.isEmpty() && !sorted.isEmpty() ? Judgement.PASSED : Judgement.NO_JUDGEMENT;
        }
        return new Standing(condition, result, asked, sorted, out, unjudged, baseline);
    }

    /**
     * How a condition stands after a bake, or so far in one, with its figures.
     *
     * @param asked at how many moments it was to be seen
     * @param observations all that was judged, with one of {@link Gap#NOT_TAKEN} for each moment that was missed
     * @param out those out of the bounds
     * @param unjudged those that say nothing: nothing seen, or nothing to compare it with
     */
    public record Standing(
            Criterion condition,
            Judgement result,
            int asked,
            List<Observation> observations,
            List<Observation> out,
            List<Observation> unjudged,
            Optional<Observation> baseline) {
        public Standing {
            observations = List.copyOf(observations);
            out = List.copyOf(out);
            unjudged = List.copyOf(unjudged);
        }

        /** When it left its bounds; empty if it never did. */
        public Optional<Observation> firstOut() {
            return out.stream().findFirst();
        }

        /** Why there is no judgement, as it began; empty if everything could be judged, or no moment has come yet. */
        public Optional<Observation> firstUnjudged() {
            return unjudged.stream().findFirst();
        }

        /** The newest value or answer. */
        public Optional<Observation> newest() {
            return observations.stream()
                    .filter(observation -> observation.gap().isEmpty())
                    .reduce((before, after) -> after);
        }

        public Optional<Quantity> lowest() {
            return quantities().stream().min(Standing::order);
        }

        public Optional<Quantity> highest() {
            return quantities().stream().max(Standing::order);
        }

        /** Values of another dimension than the first aren't among them: they are no more and no less. */
        private List<Quantity> quantities() {
            List<Quantity> all = observations.stream()
                    .flatMap(observation -> observation.quantity().stream())
                    .toList();
            return all.stream()
                    .filter(quantity -> quantity.compare(all.get(0)).isPresent())
                    .toList();
        }

        private static int order(Quantity one, Quantity other) {
            return one.compare(other).orElse(0);
        }
    }
}
