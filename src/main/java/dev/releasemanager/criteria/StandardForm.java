package dev.releasemanager.criteria;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Reads the standard form, and nothing else: what {@link Criterion#text()} writes. One pass over the words; a misfit ends
 * it.
 */
final class StandardForm {
    private record Word(String text, boolean quoted) {
        boolean is(String plain) {
            return !quoted && text.equals(plain);
        }

        boolean isOneOf(Set<String> plain) {
            return !quoted && plain.contains(text);
        }
    }

    private final List<Word> words;
    private int next;

    private StandardForm(List<Word> words) {
        this.words = words;
    }

    static Optional<Criterion> parse(String text) {
        return words(Phrase.clean(text)).map(StandardForm::new).flatMap(form -> Optional.ofNullable(form.criterion()));
    }

    private @Nullable Criterion criterion() {
        if (words.size() > 1 && words.get(0).is("check") && words.get(1).quoted()) {
            return check();
        }
        return measure();
    }

    private @Nullable Criterion check() {
        next = 1;
        String what = words.get(next++).text();
        Optional<String> by = Optional.empty();
        if (at(word -> word.is("by")) && next + 1 < words.size()) {
            next++;
            by = Optional.of(words.get(next++).text());
        }
        String outcome = piece(Set.of("for"));
        Optional<String> scope = Optional.empty();
        if (at(word -> word.is("for"))) {
            next++;
            scope = Optional.of(piece(Set.of()));
        }
        return next == words.size() && !outcome.isEmpty() ? new Criterion.Check(what, by, outcome, scope) : null;
    }

    private @Nullable Criterion measure() {
        String subject = piece(Phrase.SIGNS);
        Bound bound = next < words.size() ? bound() : null;
        if (bound == null) {
            return null;
        }
        Optional<String> place = Optional.empty();
        if (at(word -> word.is("in") || word.is("on"))) {
            next++;
            place = Optional.of(piece(Set.of("over", "during")));
        }
        Optional<Span> span = Optional.empty();
        if (at(word -> word.is("during"))) {
            next++;
            span = Optional.of(new Span.Named(piece(Set.of())));
        } else if (at(word -> word.is("over"))) {
            next++;
            Quantity time = quantity();
            if (time == null || time.unit().dimension() != Unit.Dimension.TIME) {
                return null;
            }
            span = Optional.of(new Span.Lasting(time));
        }
        return next == words.size() ? new Criterion.Measure(subject, bound, place, span) : null;
    }

    private @Nullable Bound bound() {
        Word sign = words.get(next++);
        if (sign.is("within")) {
            Quantity tolerance = quantity();
            Baseline of = tolerance != null && accept("of") ? baseline() : null;
            return tolerance == null || of == null ? null : new Bound.Around(tolerance, of);
        }
        Optional<Comparison> comparison = Arrays.stream(Comparison.values())
                .filter(each -> sign.is(each.sign()))
                .findFirst();
        Quantity value = quantity();
        if (comparison.isEmpty() || value == null) {
            return null;
        }
        if (value.unit().equals(Unit.ONE) && accept("times")) {
            Baseline of = baseline();
            return of == null ? null : new Bound.Times(comparison.get(), value.value(), of);
        }
        boolean below = accept("below");
        if (below || accept("above")) {
            Baseline of = baseline();
            Quantity by = below ? new Quantity(value.value().negate(), value.unit()) : value;
            return of == null ? null : new Bound.Shifted(comparison.get(), by, of);
        }
        return new Bound.Fixed(comparison.get(), value);
    }

    private @Nullable Baseline baseline() {
        if (accept("before")) {
            return Baseline.BEFORE;
        }
        if (next >= words.size()) {
            return null;
        }
        String name = piece(Set.of("baseline", "in", "on", "over", "during"));
        return accept("baseline") ? new Baseline(name) : null;
    }

    private @Nullable Quantity quantity() {
        if (next >= words.size() || words.get(next).quoted()) {
            return null;
        }
        BigDecimal number = Amounts.plainNumber(words.get(next).text()).orElse(null);
        if (number == null) {
            return null;
        }
        next++;
        for (Unit unit : Unit.values()) {
            if (!unit.equals(Unit.ONE) && accept(unit.symbol())) {
                return new Quantity(number, unit);
            }
        }
        Optional<Unit> other = next < words.size() && !words.get(next).quoted()
                ? Unit.findOther(words.get(next).text())
                : Optional.empty();
        if (other.isPresent()) {
            next++;
        }
        return new Quantity(number, other.orElse(Unit.ONE));
    }

    /** A quoted piece, or the words up to one of those that end it. */
    private String piece(Set<String> ends) {
        if (at(Word::quoted)) {
            return words.get(next++).text();
        }
        List<String> plain = new ArrayList<>();
        while (next < words.size() && !words.get(next).isOneOf(ends)) {
            if (words.get(next).quoted()) {
                return "";
            }
            plain.add(words.get(next++).text());
        }
        return String.join(" ", plain);
    }

    private boolean accept(String plain) {
        boolean accepted = at(word -> word.is(plain));
        if (accepted) {
            next++;
        }
        return accepted;
    }

    private boolean at(Predicate<Word> claim) {
        return next < words.size() && claim.test(words.get(next));
    }

    /** Empty if a quote isn't closed, or stands within a word. */
    private static Optional<List<Word>> words(String text) {
        List<Word> words = new ArrayList<>();
        int i = 0;
        while (i < text.length()) {
            StringBuilder word = new StringBuilder();
            boolean quoted = text.charAt(i) == '"';
            if (quoted) {
                i++;
                while (i < text.length() && text.charAt(i) != '"') {
                    if (text.charAt(i) == '\\' && i + 1 < text.length()) {
                        i++;
                    }
                    word.append(text.charAt(i++));
                }
                i++;
                if (i > text.length() || (i < text.length() && text.charAt(i) != ' ')) {
                    return Optional.empty();
                }
            } else {
                while (i < text.length() && text.charAt(i) != ' ') {
                    word.append(text.charAt(i++));
                }
            }
            words.add(new Word(word.toString(), quoted));
            i++;
        }
        return Optional.of(words);
    }
}
