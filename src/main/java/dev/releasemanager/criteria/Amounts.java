package dev.releasemanager.criteria;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Numbers with their units, in the many ways in which they are written. */
final class Amounts {
    /**
     * A number found in a sentence.
     *
     * @param bare without a unit
     * @param factor "1.2x", "0.9 times"
     * @param noun the token of what is counted between number and rate ("5 errors per minute"); -1 if there is none
     * @param from its first token
     * @param to behind its last
     */
    record Amount(Quantity quantity, boolean bare, boolean factor, int noun, int from, int to) {
        Amount(Quantity quantity, boolean bare, boolean factor, int from, int to) {
            this(quantity, bare, factor, NO_NOUN, from, to);
        }

        boolean isTime() {
            return quantity.unit().dimension() == Unit.Dimension.TIME;
        }

        boolean isShare() {
            return quantity.unit() == Unit.PERCENT || quantity.unit() == Unit.PERMILLE;
        }

        /** "10 of 10", "1 in 1000". */
        boolean isProportion() {
            return !bare && !factor && quantity.unit() == Unit.ONE && to - from > 2;
        }

        boolean isZero() {
            return quantity.value().signum() == 0;
        }
    }

    private static final int NO_NOUN = -1;
    private static final int LONGEST = Quantity.DIGITS * 2 + 2;
    private static final Set<String> ARTICLES = Set.of("a", "an", "one");
    private static final Set<String> AMONG = Set.of("in", "of");

    private Amounts() {}

    /** {@code -12.5}; no exponent, no separators. Empty if it is anything else, or longer than a {@link Quantity} takes. */
    static Optional<BigDecimal> plainNumber(String text) {
        int i = text.startsWith("-") ? 1 : 0;
        boolean digits = false;
        boolean point = false;
        for (; i < text.length() && text.length() <= LONGEST; i++) {
            char c = text.charAt(i);
            if (c >= '0' && c <= '9') {
                digits = true;
            } else if (c == '.' && digits && !point && i + 1 < text.length()) {
                point = true;
            } else {
                return Optional.empty();
            }
        }
        return digits && text.length() <= LONGEST
                ? Optional.of(new BigDecimal(text)).filter(Quantity::fits)
                : Optional.empty();
    }

    /** The whole text as one quantity. */
    static Optional<Quantity> whole(String text) {
        List<Token> tokens = Tokenizer.tokens(text);
        return tokens.isEmpty()
                ? Optional.empty()
                : Optional.ofNullable(at(tokens, 0))
                        .filter(amount -> amount.to() == tokens.size() && !amount.factor())
                        .map(Amount::quantity);
    }

    /** The amount that begins at this token, or null. */
    static @Nullable Amount at(List<Token> tokens, int from) {
        int i = from;
        while (i < tokens.size() && (tokens.get(i).is("±") || tokens.get(i).is("~"))) {
            i++;
        }
        if (i >= tokens.size() || tokens.get(i).isQuoted()) {
            return null;
        }
        Token token = tokens.get(i);
        if (ARTICLES.contains(token.key()) || token.is("half")) {
            Amount time = article(tokens, from, i);
            if (time != null || !token.is("one")) {
                return time;
            }
        }
        BigDecimal number = token.number().orElse(Lexicon.NUMERALS.get(token.key()));
        if (number == null) {
            return null;
        }
        return unit(tokens, number, from, i + 1);
    }

    /** "an hour", "half an hour", "one day". */
    private static @Nullable Amount article(List<Token> tokens, int from, int article) {
        boolean half = tokens.get(article).is("half");
        int i = half ? article + 1 : article;
        if (half && i < tokens.size() && ARTICLES.contains(tokens.get(i).key())) {
            i++;
        } else if (!half) {
            i++;
        }
        Lexicon.Match<Lexicon.Measured> unit = Lexicon.UNIT_PHRASES.at(tokens, i);
        if (unit == null
                || unit.value().unit().dimension() != Unit.Dimension.TIME
                || tokens.get(i).key().length() < 3) {
            return null;
        }
        BigDecimal number = half ? new BigDecimal("0.5") : BigDecimal.ONE;
        return new Amount(unit.value().of(number), false, false, from, i + unit.length());
    }

    private static @Nullable Amount unit(List<Token> tokens, BigDecimal number, int from, int next) {
        Quantity plain = new Quantity(number, Unit.ONE);
        if (next >= tokens.size()) {
            return new Amount(plain, true, false, from, next);
        }
        if (Lexicon.TIMES.contains(tokens.get(next).key()) && tokens.get(next).isWord()) {
            return new Amount(plain, false, true, from, next + 1);
        }
        Lexicon.Match<Lexicon.Measured> unit = Lexicon.UNIT_PHRASES.at(tokens, next);
        if (unit != null) {
            Quantity quantity = unit.value().of(number);
            return new Amount(quantity, false, false, from, next + unit.length());
        }
        Lexicon.Match<Lexicon.Measured> days = Lexicon.UNIT_PHRASES.at(tokens, next + 1);
        if (days != null
                && Lexicon.DAY_SORTS.contains(tokens.get(next).key())
                && days.value().unit().dimension() == Unit.Dimension.TIME) {
            return new Amount(days.value().of(number), false, false, from, next + 1 + days.length());
        }
        Amount share = share(tokens, number, from, next);
        if (share != null) {
            return share;
        }
        Lexicon.Match<Lexicon.Measured> rate = Lexicon.UNIT_PHRASES.at(tokens, next + 1);
        if (rate != null
                && tokens.get(next).isWord()
                && rate.value().unit().dimension() == Unit.Dimension.RATE
                && (tokens.get(next + 1).is("per") || tokens.get(next + 1).is("a"))) {
            return new Amount(rate.value().of(number), false, false, next, from, next + 1 + rate.length());
        }
        return new Amount(plain, true, false, from, next);
    }

    /** "1 in 1000". */
    private static @Nullable Amount share(List<Token> tokens, BigDecimal number, int from, int next) {
        int out = tokens.get(next).is("out") ? next + 1 : next;
        if (out + 1 >= tokens.size() || !AMONG.contains(tokens.get(out).key())) {
            return null;
        }
        BigDecimal whole = tokens.get(out + 1).number().orElse(null);
        if (whole == null
                || whole.signum() <= 0
                || number.signum() < 0
                || whole.compareTo(number) < 0
                || Lexicon.UNIT_PHRASES.at(tokens, out + 2) != null) {
            return null;
        }
        MathContext exactEnough = new MathContext(Quantity.DIGITS - 2, RoundingMode.HALF_EVEN);
        Quantity share = new Quantity(
                number.divide(whole, exactEnough).setScale(Quantity.DIGITS, RoundingMode.HALF_EVEN), Unit.ONE);
        return new Amount(share, false, false, from, out + 2);
    }
}
