package dev.releasemanager.criteria;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Numbers written in words, of one word or several: "sixty", "thirty-one", "two thousand", "one and a half". */
final class Numerals {
    private static final Map<String, Integer> TENS = Map.of(
            "twenty", 20, "thirty", 30, "forty", 40, "fifty", 50, "sixty", 60, "seventy", 70, "eighty", 80, "ninety",
            90);

    private static final Map<String, Integer> SCALES =
            Map.of("dozen", 12, "hundred", 100, "thousand", 1_000, "million", 1_000_000);

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal HALF = new BigDecimal("0.5");

    private final List<Token> tokens;
    private int next;
    private boolean begun;
    private BigDecimal thousands = BigDecimal.ZERO;
    private BigDecimal rest = BigDecimal.ZERO;

    private Numerals(List<Token> tokens, int from) {
        this.tokens = tokens;
        this.next = from;
    }

    /** The same tokens, each number in words made one token over the same letters; a single small one stays a word. */
    static List<Token> joined(List<Token> tokens) {
        List<Token> joined = new ArrayList<>();
        for (int i = 0; i < tokens.size(); ) {
            Numerals number = new Numerals(tokens, i);
            number.read();
            boolean several = number.next > i + 1;
            boolean large = number.next == i + 1
                    && tokens.get(i).isWord()
                    && !Lexicon.NUMERALS.containsKey(tokens.get(i).key());
            joined.add(several || large ? number.token(i) : tokens.get(i));
            i = Math.max(i + 1, number.next);
        }
        return List.copyOf(joined);
    }

    private Token token(int from) {
        BigDecimal value = thousands.add(rest);
        String text = value.toPlainString();
        return new Token(
                Token.Kind.NUMBER,
                text,
                text,
                Optional.of(value),
                tokens.get(from).start(),
                tokens.get(next - 1).end());
    }

    private void read() {
        if (tokens.get(next).is("a") && scale(next + 1) > 0) {
            next++;
        }
        while (next < tokens.size()) {
            int scale = scale(next);
            BigDecimal small = small(tokens.get(next));
            if (scale > 0) {
                multiply(scale);
            } else if (small != null && fits(small)) {
                rest = rest.add(small);
                begun = true;
            } else if (!isAnd()) {
                break;
            }
            next++;
        }
        if (begun && isHalf()) {
            rest = rest.add(HALF);
            next += 3;
        }
    }

    private void multiply(int scale) {
        BigDecimal scaled = (begun ? rest : BigDecimal.ONE).multiply(BigDecimal.valueOf(scale));
        boolean large = scale > HUNDRED.intValue();
        thousands = large ? thousands.add(scaled) : thousands;
        rest = large ? BigDecimal.ZERO : scaled;
        begun = true;
    }

    /** Zero if there is none. */
    private int scale(int i) {
        return i < tokens.size() && tokens.get(i).isWord()
                ? SCALES.getOrDefault(tokens.get(i).key(), 0)
                : 0;
    }

    /** Whether it may follow what was read: nothing yet, "thirty", or a whole number of hundreds. */
    private boolean fits(BigDecimal small) {
        if (!begun) {
            return true;
        }
        int below = rest.remainder(HUNDRED).intValue();
        boolean units = below >= 20 && below % 10 == 0 && small.intValue() < 10 && small.signum() > 0;
        boolean hundreds = below == 0 && rest.add(thousands).compareTo(HUNDRED) >= 0;
        return rest.scale() <= 0 && (units || hundreds);
    }

    /** A number below a hundred in words, or one in digits that begins; null if it is anything else. */
    private @Nullable BigDecimal small(Token token) {
        if (token.number().isPresent()) {
            return begun ? null : token.number().get();
        }
        if (!token.isWord()) {
            return null;
        }
        int dash = token.key().indexOf('-');
        Integer tens = TENS.get(dash < 0 ? token.key() : token.key().substring(0, dash));
        BigDecimal units =
                Lexicon.NUMERALS.get(dash < 0 ? token.key() : token.key().substring(dash + 1));
        if (dash < 0) {
            return tens == null ? units : BigDecimal.valueOf(tens);
        }
        return tens == null || units == null || units.intValue() > 9 ? null : units.add(BigDecimal.valueOf(tens));
    }

    /** The "and" of "one hundred and five". */
    private boolean isAnd() {
        return begun
                && tokens.get(next).is("and")
                && scale(next - 1) > 0
                && next + 1 < tokens.size()
                && tokens.get(next + 1).isWord()
                && small(tokens.get(next + 1)) != null;
    }

    /** "and a half". */
    private boolean isHalf() {
        return next + 2 < tokens.size()
                && tokens.get(next).is("and")
                && tokens.get(next + 1).is("a")
                && tokens.get(next + 2).is("half");
    }
}
