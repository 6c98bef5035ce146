package dev.releasemanager.picture;

import dev.releasemanager.criteria.Bound;
import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.criteria.Quantity;
import dev.releasemanager.criteria.Unit;
import dev.releasemanager.rollout.Observation;
import dev.releasemanager.rollout.Series.Standing;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One measure through a bake, as it is drawn.
 *
 * @param words the criterion as it is worded
 * @param unit of all numbers; of values in another dimension nothing is drawn
 * @param values in the order of time; no number where nothing was seen, so that no line leads over it
 * @param out those of them that are out of the bounds
 * @param gaps when nothing was seen
 */
record SeriesPanel(
        String words,
        Unit unit,
        List<Value> values,
        List<Value> out,
        List<Instant> gaps,
        Bound.Edges edges,
        Optional<BigDecimal> baseline) {
    record Value(Instant at, double number) {
        boolean isSeen() {
            return !Double.isNaN(number);
        }
    }

    /** Empty for what has no numbers: a check. */
    static Optional<SeriesPanel> of(Standing standing) {
        if (!(standing.condition() instanceof Criterion.Measure measure)) {
            return Optional.empty();
        }
        Unit unit = unitOf(measure, standing);
        Optional<Quantity> baseline = standing.baseline().flatMap(Observation::quantity);
        List<Instant> gaps = new ArrayList<>();
        standing.observations().stream()
                .filter(observation -> observation.quantity().isEmpty())
                .forEach(observation -> gaps.add(observation.at()));
        return Optional.of(new SeriesPanel(
                measure.text(),
                unit,
                values(standing.observations(), unit),
                values(standing.out(), unit),
                gaps,
                measure.bound().edges(unit, baseline),
                baseline.flatMap(seen -> seen.in(unit))));
    }

    /** The bound's own, for it is what people have in mind. */
    private static Unit unitOf(Criterion.Measure measure, Standing standing) {
        return measure.bound() instanceof Bound.Fixed fixed
                ? fixed.value().unit()
                : standing.observations().stream()
                        .flatMap(observation -> observation.quantity().stream())
                        .map(Quantity::unit)
                        .findFirst()
                        .orElse(Unit.ONE);
    }

    private static List<Value> values(List<Observation> observations, Unit unit) {
        List<Value> values = new ArrayList<>();
        for (Observation observation : observations) {
            double number = observation
                    .quantity()
                    .flatMap(quantity -> quantity.in(unit))
                    .map(BigDecimal::doubleValue)
                    .orElse(Double.NaN);
            values.add(new Value(observation.at(), number));
        }
        return values;
    }
}
