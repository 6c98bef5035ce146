package dev.releasemanager.criteria;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The fields of a form, as somebody filled them in, for those who don't want to write a sentence. */
public sealed interface CriterionFields {
    /** The criterion, or what is wrong with which field. */
    Result result();

    /** A field of the form. */
    enum Field {
        SUBJECT,
        COMPARISON,
        THRESHOLD,
        BASELINE,
        PLACE,
        SPAN,
        WHAT,
        OUTCOME
    }

    /** What became of the fields. */
    sealed interface Result {}

    /** They make a criterion. */
    record Built(Criterion criterion) implements Result {}

    /**
     * They don't.
     *
     * @param byField what is wrong, one sentence for each field
     */
    record Faults(Map<Field, String> byField) implements Result {
        public Faults {
            byField = Map.copyOf(byField);
        }
    }

    /** The word that {@link MeasureFields#comparison} takes besides the signs. */
    String WITHIN = "within";

    /** What {@link MeasureFields#comparison} takes, in the order of a menu. */
    List<String> COMPARISONS = List.of("<", "<=", "=", ">=", ">", WITHIN);

    /**
     * A measure. Blank stands for nothing.
     *
     * @param comparison one of {@link #COMPARISONS}
     * @param threshold number and unit: {@code 250 ms}, {@code 5 %}; with a baseline a share of it, unless the unit says
     *     otherwise: {@code 110 %}, {@code 1.1}
     * @param baseline blank, {@code staging}, {@code before} or another name
     * @param span a time: {@code 30 min}, or a name: {@code the bake}
     */
    record MeasureFields(
            String subject, String comparison, String threshold, String baseline, String place, String span)
            implements CriterionFields {
        @Override
        public Result result() {
            Map<Field, String> faults = new EnumMap<>(Field.class);
            String name = Phrase.clean(subject);
            if (name.isEmpty()) {
                faults.put(Field.SUBJECT, Missing.MEASURE.question());
            }
            Optional<Quantity> number = Quantity.find(threshold);
            if (number.isEmpty()) {
                faults.put(Field.THRESHOLD, "A number with its unit is needed, such as 250 ms or 0.1 %.");
            }
            String sign = Phrase.clean(comparison);
            if (!COMPARISONS.contains(sign)) {
                faults.put(Field.COMPARISON, "One of " + String.join(" ", COMPARISONS) + " is needed.");
            }
            Optional<Baseline> of = Optional.of(Phrase.clean(baseline))
                    .filter(text -> !text.isEmpty())
                    .map(Baseline::new);
            if (sign.equals(WITHIN) && of.isEmpty()) {
                faults.put(Field.BASELINE, "\"within\" needs a baseline: staging or before.");
            }
            Optional<String> where = Optional.of(Phrase.clean(place)).filter(text -> !text.isEmpty());
            Optional<Span> time = Optional.of(Phrase.clean(span))
                    .filter(text -> !text.isEmpty())
                    .map(text -> Quantity.find(text)
                            .filter(each -> each.unit().dimension() == Unit.Dimension.TIME)
                            .<Span>map(Span.Lasting::new)
                            .orElseGet(() -> new Span.Named(text)));
            if (where.isEmpty() && time.isEmpty() && of.isEmpty()) {
                faults.put(Field.PLACE, "A place or a time span is needed: " + Missing.PLACE.question());
                faults.put(Field.SPAN, "A place or a time span is needed: " + Missing.SPAN.question());
            }
            if (!faults.isEmpty()) {
                return new Faults(faults);
            }
            Quantity value = number.orElseThrow();
            if (of.isEmpty() && MeasureReader.lacksUnit(name, value)) {
                return new Faults(Map.of(Field.THRESHOLD, Missing.UNIT.question()));
            }
            return new Built(new Criterion.Measure(name, bound(sign, value, of), where, time));
        }

        private static Bound bound(String sign, Quantity value, Optional<Baseline> of) {
            if (sign.equals(WITHIN)) {
                return new Bound.Around(value, of.orElseThrow());
            }
            Comparison comparison = Comparison.of(sign);
            if (of.isEmpty()) {
                return new Bound.Fixed(comparison, value);
            }
            boolean share = value.unit().dimension() == Unit.Dimension.NUMBER
                    && !value.unit().equals(Unit.PERCENTAGE_POINT);
            return share
                    ? new Bound.Times(comparison, value.base(), of.get())
                    : new Bound.Shifted(comparison, value, of.get());
        }
    }

    /**
     * A check.
     *
     * @param by who or what says so; may be blank
     * @param scope for what; may be blank
     */
    record CheckFields(String what, String by, String outcome, String scope) implements CriterionFields {
        @Override
        public Result result() {
            Map<Field, String> faults = new EnumMap<>(Field.class);
            if (Phrase.clean(what).isEmpty()) {
                faults.put(Field.WHAT, "What is run or looked at?");
            }
            if (Phrase.clean(outcome).isEmpty()) {
                faults.put(Field.OUTCOME, "What must it answer, such as \"is green\" or \"exits 0\"?");
            }
            return faults.isEmpty()
                    ? new Built(new Criterion.Check(what, Optional.of(by), outcome, Optional.of(scope)))
                    : new Faults(faults);
        }
    }
}
