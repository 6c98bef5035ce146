package dev.releasemanager.criteria;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
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
            return quantity.unit().equals(Unit.PERCENT) || quantity.unit().equals(Unit.PERMILLE);
        }

        /** "10 of 10", "1 in 1000". */
        boolean isProportion() {
            return !bare && !factor && (quantity.unit().equals(Unit.ONE) || isShare()) && to - from > 2;
        }

        boolean isZero() {
            return quantity.value().signum() == 0;
        }
    }

    private static final int NO_NOUN = -1;
    private static final int LONGEST = Quantity.DIGITS * 2 + 2;
    private static final Set<String> ARTICLES = Set.of("a", "an", "one");
    /** Ahead of the whole: "45 of the fifty". */
    private static final Set<String> WHOLES = Set.of("the", "every", "all", "our");

    /** Ahead of "one of the seven", which is then each or none of them. */
    private static final Set<String> EACH = Set.of("every", "each", "any", "no", "not");

    /** In percent. */
    private static final Map<String, Integer> FRACTIONS = Map.of("tenth", 10, "fifth", 20, "quarter", 25);

    private static final Set<String> CURRENCY = Set.of("$", "€", "£");

    private static final Set<String> SCORES = Set.of("score", "scores", "rating", "stars", "csat", "grade", "rated");

    /** Of a share that no decimal is: as many digits as somebody would compare. */
    private static final MathContext EXACT_ENOUGH = new MathContext(10, RoundingMode.HALF_EVEN);

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
                : Optional.ofNullable(at(tokens, tokens.size() > 1 && isCurrency(tokens.get(0)) ? 1 : 0))
                        .filter(amount -> amount.to() == tokens.size() && !amount.factor())
                        .map(Amount::quantity);
    }

    private static boolean isCurrency(Token token) {
        return token.isWord() && Lexicon.CURRENCIES.contains(token.key());
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

    /** "a tenth", "a quarter of an hour". */
    private static @Nullable Amount fraction(List<Token> tokens, int from, int article) {
        Integer percents = article + 1 < tokens.size()
                ? FRACTIONS.get(tokens.get(article + 1).key())
                : null;
        if (percents == null) {
            return null;
        }
        BigDecimal part = BigDecimal.valueOf(percents);
        Amount whole = article + 3 < tokens.size() && tokens.get(article + 2).is("of") ? at(tokens, article + 3) : null;
        if (whole != null && whole.isTime()) {
            Quantity unit = whole.quantity();
            boolean hour = unit.unit().equals(Unit.HOUR);
            BigDecimal size = hour ? unit.value().multiply(BigDecimal.valueOf(60)) : unit.value();
            return new Amount(
                    new Quantity(size.multiply(part).movePointLeft(2), hour ? Unit.MINUTE : unit.unit()),
                    false,
                    false,
                    from,
                    whole.to());
        }
        return tokens.get(article + 1).is("quarter")
                        && (article + 2 >= tokens.size()
                                || !tokens.get(article + 2).is("of"))
                ? null
                : new Amount(new Quantity(part, Unit.PERCENT), false, false, from, article + 2);
    }

    /** "an hour", "half an hour", "one day". */
    private static @Nullable Amount article(List<Token> tokens, int from, int article) {
        Amount fraction = fraction(tokens, from, article);
        if (fraction != null) {
            return fraction;
        }
        boolean half = tokens.get(article).is("half");
        int i = half ? article + 1 : article;
        if (half && i < tokens.size() && ARTICLES.contains(tokens.get(i).key())) {
            i++;
        } else if (!half) {
            i++;
        }
        Lexicon.Match<Lexicon.Measured> unit = Lexicon.UNIT_PHRASES.at(tokens, i);
        if (unit == null
                || (!half && unit.value().unit().dimension() != Unit.Dimension.TIME)
                || tokens.get(i).key().length() < 3) {
            return null;
        }
        BigDecimal number = half ? new BigDecimal("0.5") : BigDecimal.ONE;
        return new Amount(unit.value().of(number), false, false, from, i + unit.length());
    }

    /** "$400", "EUR 45 per day": a currency ahead of its number. */
    private static @Nullable Amount money(List<Token> tokens, BigDecimal number, int from, int next) {
        String sign = tokens.get(next - 1).key().substring(0, 1);
        boolean ahead = from > 0
                && tokens.get(from - 1).isWord()
                && Lexicon.CURRENCIES.contains(tokens.get(from - 1).key());
        String symbol =
                CURRENCY.contains(sign) ? sign : ahead ? tokens.get(from - 1).text() : "";
        return Unit.findOther(symbol)
                .map(unit -> perTime(tokens, number, unit, from, next))
                .orElse(null);
    }

    /** "12 mA", "45 EUR per day": in a unit that isn't known. */
    private static @Nullable Amount other(List<Token> tokens, BigDecimal number, int from, int next) {
        Token symbol = tokens.get(next);
        return symbol.isWord()
                ? Unit.findOther(symbol.text())
                        .map(unit -> perTime(tokens, number, unit, from, next + 1))
                        .orElse(null)
                : null;
    }

    private static Amount perTime(List<Token> tokens, BigDecimal number, Unit unit, int from, int next) {
        Lexicon.Match<Lexicon.Measured> rate = Lexicon.UNIT_PHRASES.at(tokens, next);
        Optional<Unit> each = rate == null || rate.value().unit().dimension() != Unit.Dimension.RATE
                ? Optional.empty()
                : Unit.findOther(unit.symbol() + rate.value().unit().symbol());
        return new Amount(
                new Quantity(number, each.orElse(unit)),
                false,
                false,
                from,
                rate == null || each.isEmpty() ? next : next + rate.length());
    }

    private static @Nullable Amount unit(List<Token> tokens, BigDecimal number, int from, int next) {
        Quantity plain = new Quantity(number, Unit.ONE);
        Amount money = money(tokens, number, from, next);
        if (money != null) {
            return money;
        }
        if (next >= tokens.size()) {
            return new Amount(plain, true, false, from, next);
        }
        if (Lexicon.TIMES.contains(tokens.get(next).key()) && tokens.get(next).isWord()) {
            return new Amount(plain, false, true, from, next + 1);
        }
        Lexicon.Match<Lexicon.Measured> unit = Lexicon.UNIT_PHRASES.at(tokens, next);
        boolean watts = tokens.get(next).text().equals("W");
        if (unit != null && !watts && !tokens.get(next).text().equals("US")) {
            Quantity quantity = unit.value().of(number);
            int to = next + unit.length();
            Lexicon.Match<Lexicon.Measured> each = Lexicon.UNIT_PHRASES.at(tokens, to);
            if (each != null
                    && each.length() == 2
                    && quantity.unit().dimension() == Unit.Dimension.SIZE
                    && each.value().unit().dimension() == Unit.Dimension.RATE) {
                return perTime(tokens, number, quantity.unit(), from, to);
            }
            Amount rest =
                    quantity.unit().dimension() == Unit.Dimension.TIME ? smaller(tokens, to, quantity.unit()) : null;
            return rest == null
                    ? new Amount(quantity, false, false, from, to)
                    : new Amount(sum(quantity, rest.quantity()), false, false, from, rest.to());
        }
        boolean points = tokens.get(next).is("points") || tokens.get(next).is("point");
        if (points
                && (isBeside(tokens, next + 1)
                        || (from > 0 && tokens.get(from - 1).is("by")))) {
            return new Amount(new Quantity(number, Unit.PERCENTAGE_POINT), false, false, from, next + 1);
        }
        Amount other = other(tokens, number, from, next);
        if (other != null) {
            return other;
        }
        Lexicon.Match<Lexicon.Measured> days = Lexicon.UNIT_PHRASES.at(tokens, next + 1);
        if (days != null
                && TimeWords.DAY_SORTS.contains(tokens.get(next).key())
                && days.value().unit().dimension() == Unit.Dimension.TIME) {
            return new Amount(days.value().of(number), false, false, from, next + 1 + days.length());
        }
        Amount share = share(tokens, number, from, next);
        if (share != null) {
            return share;
        }
        boolean among = next + 2 < tokens.size()
                && tokens.get(next).isWord()
                && !AMONG.contains(tokens.get(next).key())
                && (tokens.get(next + 1).is("out") || tokens.get(next + 2).is("every"));
        boolean two = next + 3 < tokens.size()
                && tokens.get(next).isWord()
                && tokens.get(next + 1).isWord()
                && !AMONG.contains(tokens.get(next).key())
                && !AMONG.contains(tokens.get(next + 1).key())
                && tokens.get(next + 2).is("out");
        Amount each =
                among ? share(tokens, number, from, next + 1) : two ? share(tokens, number, from, next + 2) : null;
        if (each != null) {
            return new Amount(each.quantity(), false, false, two ? next + 1 : next, from, each.to());
        }
        Lexicon.Match<Lexicon.Measured> rate = Lexicon.UNIT_PHRASES.at(tokens, next + 1);
        if (rate != null
                && tokens.get(next).isWord()
                && rate.value().unit().dimension() == Unit.Dimension.RATE
                && (tokens.get(next + 1).is("per")
                        || tokens.get(next + 1).is("a")
                        || tokens.get(next + 1).is("an"))
                && !TimeWords.SPANNING.contains(tokens.get(next).key())) {
            return new Amount(rate.value().of(number), false, false, next, from, next + 1 + rate.length());
        }
        return new Amount(plain, true, false, from, next);
    }

    /** "2 points under last quarter", "1.5 points more than": of two shares. */
    private static boolean isBeside(List<Token> tokens, int i) {
        return i < tokens.size()
                && (SignWords.HIGHER.contains(tokens.get(i).key())
                        || SignWords.LOWER.contains(tokens.get(i).key()));
    }

    /** The "30 seconds" of "6 minutes 30 seconds"; null if there are none. */
    private static @Nullable Amount smaller(List<Token> tokens, int at, Unit than) {
        int i = at < tokens.size() && tokens.get(at).is("and") ? at + 1 : at;
        Amount rest = i + 1 < tokens.size() && tokens.get(i).number().isPresent() ? at(tokens, i) : null;
        return rest != null && rest.isTime() && rest.quantity().unit().compareTo(than) < 0 ? rest : null;
    }

    private static Quantity sum(Quantity large, Quantity small) {
        BigDecimal factor = large.unit().factor().divide(small.unit().factor());
        return new Quantity(large.value().multiply(factor).add(small.value()), small.unit());
    }

    /** "4.2 out of 5": a mark that was given, and the best one. */
    private static boolean isMark(BigDecimal number, BigDecimal whole) {
        return number.stripTrailingZeros().scale() > 0 && whole.compareTo(BigDecimal.TEN) <= 0;
    }

    /** "review score at least 4 out of 5". */
    private static boolean isScored(List<Token> tokens, int to, BigDecimal whole) {
        boolean best = whole.compareTo(BigDecimal.TEN) == 0 || whole.compareTo(BigDecimal.valueOf(5)) == 0;
        return best && tokens.subList(0, to).stream().anyMatch(token -> SCORES.contains(token.key()));
    }

    /** "1 in 1000". */
    private static @Nullable Amount share(List<Token> tokens, BigDecimal number, int from, int next) {
        if (from > 0 && EACH.contains(tokens.get(from - 1).key())) {
            return null;
        }
        int out = tokens.get(next).is("out") ? next + 1 : next;
        if (out + 1 >= tokens.size() || !AMONG.contains(tokens.get(out).key())) {
            return null;
        }
        int of = out + 1;
        while (of + 1 < tokens.size() && WHOLES.contains(tokens.get(of).key())) {
            of++;
        }
        BigDecimal whole = tokens.get(of)
                .number()
                .orElse(Lexicon.NUMERALS.get(tokens.get(of).key()));
        if (whole == null
                || whole.signum() <= 0
                || number.signum() < 0
                || whole.compareTo(number) < 0
                || Lexicon.UNIT_PHRASES.at(tokens, of + 1) != null
                || (of + 1 < tokens.size() && tokens.get(of + 1).is("of"))
                || (tokens.get(out).is("in")
                        && whole.compareTo(BigDecimal.ONE) > 0
                        && number.compareTo(BigDecimal.ONE) != 0
                        && whole.compareTo(BigDecimal.TEN) < 0)) {
            return null;
        }
        if (out > next && (isMark(number, whole) || isScored(tokens, from, whole))) {
            return new Amount(new Quantity(number, Unit.ONE), false, false, from, of + 1);
        }
        BigDecimal percents =
                number.movePointRight(2).divide(whole, EXACT_ENOUGH).stripTrailingZeros();
        Quantity share = new Quantity(percents.setScale(Math.max(0, percents.scale())), Unit.PERCENT);
        return new Amount(share, false, false, from, of + 1);
    }
}
