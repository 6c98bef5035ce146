package dev.releasemanager.rollback;

import dev.releasemanager.criteria.Bound;
import dev.releasemanager.criteria.Comparison;
import dev.releasemanager.criteria.Criteria;
import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.criteria.Missing;
import dev.releasemanager.criteria.Reading;
import dev.releasemanager.criteria.Usual;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Triggers in the grammar of criteria (M4): in one standard form, or what a vague one lacks with a rewrite. */
public final class TriggerWording {
    private TriggerWording() {}

    /**
     * What became of a line: exactly one of the two is there.
     *
     * @param condition in standard form
     * @param fault what to tell the person who wrote it
     */
    public record Read(Optional<String> condition, Optional<String> fault) {}

    /** @param usual what is usually measured of what ships, with the bounds that are to hold */
    public static Read read(String line, Usual usual) {
        Reading reading = Criteria.read(line, crossed(usual));
        if (reading instanceof Reading.Understood understood) {
            return understood.further().isEmpty()
                    ? new Read(Optional.of(understood.criterion().text()), Optional.empty())
                    : fault("“" + shown(line) + "” says several things; write each on a line of its own: "
                            + String.join(
                                    " / ",
                                    Stream.concat(Stream.of(understood.criterion()), understood.further().stream())
                                            .map(Criterion::text)
                                            .toList())
                            + ".");
        }
        Reading.Vague vague = (Reading.Vague) reading;
        String questions =
                String.join(" ", vague.missing().stream().map(Missing::question).toList());
        return fault("“" + shown(line) + "” can't be measured. " + questions
                + vague.rewrite()
                        .map(rewrite -> " Write it like: " + rewrite.replace(" < …", " > …"))
                        .orElse(" Write it like: error rate of checkout-api > 1 % over 5 min"));
    }

    private static Read fault(String words) {
        return new Read(Optional.empty(), Optional.of(words));
    }

    /** What starts a rollback is the crossing of a bound that is to hold. */
    private static Usual crossed(Usual usual) {
        List<Criterion.Measure> crossed = usual.measures().stream()
                .flatMap(measure -> measure.bound() instanceof Bound.Fixed fixed
                        ? Stream.of(new Criterion.Measure(
                                measure.subject(),
                                new Bound.Fixed(crossing(fixed.comparison()), fixed.value()),
                                measure.place(),
                                measure.span()))
                        : Stream.empty())
                .toList();
        return new Usual(crossed);
    }

    private static Comparison crossing(Comparison toHold) {
        return switch (toHold) {
            case LESS, AT_MOST, EQUAL -> Comparison.GREATER;
            case AT_LEAST, GREATER -> Comparison.LESS;
        };
    }

    private static String shown(String line) {
        return line.codePointCount(0, line.length()) > 80
                ? line.substring(0, line.offsetByCodePoints(0, 79)) + "…"
                : line;
    }
}
