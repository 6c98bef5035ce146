package dev.releasemanager.criteria;

import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a vague sentence could have said: its own parts, the missing ones from what is usually measured of the component,
 * and {@link #BLANK} for what nobody but its author knows. A sentence with a blank in it is never understood.
 */
final class Rewrite {
    static final String BLANK = "…";

    private Rewrite() {}

    static Optional<String> of(MeasureReader.Parts said, boolean claim, String sentence, Usual usual) {
        Optional<Criterion.Measure> like = like(said, usual);
        if (claim && like.isEmpty()) {
            return check(sentence);
        }
        Optional<Criterion.Measure> model =
                like.or(() -> usual.measures().stream().findFirst().filter(first -> said.subject()
                        .isEmpty()));
        Optional<String> subject =
                said.subject().map(Opinions::without).or(() -> model.map(Criterion.Measure::subject));
        if (subject.isEmpty()) {
            return check(sentence);
        }
        boolean told = said.bound().isEmpty()
                && subject.get().chars().filter(c -> c == ' ').count() > MOST_GAPS;
        boolean counted =
                said.bound().isEmpty() && COUNTED.matcher(subject.get()).find();
        if (told || counted) {
            return check(sentence);
        }
        if (subject.get().length() > LONGEST) {
            return Optional.empty();
        }
        boolean unit = said.missing().contains(Missing.UNIT);
        String bound = said.bound()
                .map(found -> unit ? withUnit(found, model) : found.text())
                .orElseGet(() -> model.map(each -> each.bound().text()).orElse("< " + BLANK));
        boolean placed = said.place().isPresent() || said.span().isPresent();
        Optional<String> place =
                said.place().or(() -> placed ? Optional.empty() : model.flatMap(Criterion.Measure::place));
        Optional<Span> span = said.span().or(() -> placed ? Optional.empty() : model.flatMap(Criterion.Measure::span));
        boolean open = place.isEmpty() && span.isEmpty() && said.missing().contains(Missing.PLACE);
        return Optional.of(Phrase.subject(subject.get())
                + " " + bound
                + place.map(text -> Phrase.preposition(text) + Phrase.place(text))
                        .orElse(open ? " in " + BLANK : "")
                + span.map(Phrase::span).orElse(open ? " over " + BLANK : ""));
    }

    private static final Pattern COUNTED = Pattern.compile(" [0-9]+ ");

    private static final int LONGEST = 200;

    /** Between the words of what is measured; with more it is a statement. */
    private static final int MOST_GAPS = 6;

    /** With what was said in brackets, so that its author sees what the check is to prove. */
    static Optional<String> check(String sentence) {
        String what = Phrase.clean(sentence).replace("\"", "'").replace(BLANK, "");
        return what.isBlank() || what.length() > LONGEST
                ? Optional.empty()
                : Optional.of("check \"" + BLANK + "\" by " + BLANK + " is green (" + what + ")");
    }

    private static String withUnit(Bound bound, Optional<Criterion.Measure> model) {
        String unit = model.map(Criterion.Measure::bound)
                .filter(Bound.Fixed.class::isInstance)
                .map(fixed -> ((Bound.Fixed) fixed).value().unit().symbol())
                .filter(symbol -> !symbol.isEmpty())
                .orElse(BLANK);
        return bound.text() + " " + unit;
    }

    /** The usual measure that shares most words with what was said to be measured; the first of equals. */
    private static Optional<Criterion.Measure> like(MeasureReader.Parts said, Usual usual) {
        Set<String> words = words(said.said());
        Optional<Criterion.Measure> best = Optional.empty();
        long most = 0;
        for (Criterion.Measure measure : usual.measures()) {
            long shared =
                    words(measure.subject()).stream().filter(words::contains).count();
            if (shared > most) {
                best = Optional.of(measure);
                most = shared;
            }
        }
        return best;
    }

    private static Set<String> words(String text) {
        return Stream.of(text.toLowerCase(Locale.ROOT).split(" "))
                .filter(word -> word.length() > 2)
                .map(word -> word.endsWith("s") ? word.substring(0, word.length() - 1) : word)
                .collect(Collectors.toSet());
    }
}
