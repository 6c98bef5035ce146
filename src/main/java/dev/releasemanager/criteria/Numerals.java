package dev.releasemanager.criteria;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Numbers written in words, of one word or several: "sixty", "thirty-one", "two thousand", "one and a half". */
final class Numerals {
    private static final Map<String, Integer> TENS = Map.of(
            "twenty", 20, "thirty", 30, "forty", 40, "fifty", 50, "sixty", 60, "seventy", 70, "eighty", 80, "ninety",
            90);

    private static final Map<String, Long> SCALES =
            Map.of("dozen", 12L, "hundred", 100L, "thousand", 1_000L, "million", 1_000_000L);

    private Numerals() {}

    /** The same tokens, each number in words made one token over the same letters; a single small one stays a word. */
    static List<Token> joined(List<Token> tokens) {
        List<Token> joined = new ArrayList<>();
        for (int i = 0; i < tokens.size(); ) {
            int from = i;
            BigDecimal value = null;
            BigDecimal part = null;
            boolean article = tokens.get(i).is("a") && i + 1 < tokens.size() && isScale(tokens.get(i + 1));
            int next = article ? i + 1 : i;
            if (article) {
                part = BigDecimal.ONE;
            }
            while (next < tokens.size()) {
                Token token = tokens.get(next);
                BigDecimal small = small(token, part);
                if (isScale(token) && (part != null || next == from)) {
                    BigDecimal scale = BigDecimal.valueOf(SCALES.get(token.key()));
                    part = (part == null ? BigDecimal.ONE : part).multiply(scale);
                    value = scale.intValue() > 100 ? (value == null ? part : value.add(part)) : value;
                    part = scale.intValue() > 100 ? BigDecimal.ZERO : part;
                } else if (small != null) {
                    part = part == null ? small : part.add(small);
                } else if (!(token.is("and") && isAddition(tokens, next, part))) {
                    break;
                }
                next++;
            }
            boolean half = part != null && isHalf(tokens, next);
            BigDecimal whole = value == null ? part : part == null ? value : value.add(part);
            if (half && whole != null) {
                whole = whole.add(new BigDecimal("0.5"));
                next += 3;
            }
            boolean several = next > from + 1
                    || !Lexicon.NUMERALS.containsKey(tokens.get(from).key());
            if (whole == null || !several || tokens.get(from).number().isPresent() && next == from + 1) {
                joined.add(tokens.get(from));
                i = from + 1;
            } else {
                String text = whole.toPlainString();
                joined.add(new Token(
                        Token.Kind.NUMBER,
                        text,
                        text,
                        Optional.of(whole),
                        tokens.get(from).start(),
                        tokens.get(next - 1).end()));
                i = next;
            }
        }
        return List.copyOf(joined);
    }

    private static boolean isScale(Token token) {
        return token.isWord() && SCALES.containsKey(token.key());
    }

    /** A number below a hundred that may follow what there is; null if it can't. */
    private static BigDecimal small(Token token, BigDecimal part) {
        BigDecimal number = below100(token);
        if (number == null || part == null || token.kind() != Token.Kind.WORD) {
            return part == null ? number : null;
        }
        int last = part.remainder(BigDecimal.valueOf(100)).intValue();
        boolean units = last >= 20 && last % 10 == 0 && number.intValue() < 10 && number.intValue() > 0;
        boolean behindScale = part.scale() <= 0 && last == 0 && (part.signum() == 0 || part.intValue() >= 100);
        return units || behindScale ? number : null;
    }

    private static BigDecimal below100(Token token) {
        if (token.isQuoted()) {
            return null;
        }
        if (token.number().isPresent()) {
            return token.number().get();
        }
        String key = token.key();
        if (TENS.containsKey(key)) {
            return BigDecimal.valueOf(TENS.get(key));
        }
        int dash = key.indexOf('-');
        Integer tens = dash < 0 ? null : TENS.get(key.substring(0, dash));
        BigDecimal units = Lexicon.NUMERALS.get(dash < 0 ? key : key.substring(dash + 1));
        if (dash >= 0) {
            return tens == null || units == null || units.intValue() > 9 ? null : units.add(BigDecimal.valueOf(tens));
        }
        return units;
    }

    /** "one hundred and five". */
    private static boolean isAddition(List<Token> tokens, int and, BigDecimal part) {
        return part != null
                && part.intValue() >= 100
                && and + 1 < tokens.size()
                && tokens.get(and + 1).isWord()
                && below100(tokens.get(and + 1)) != null
                && SCALES.containsKey(tokens.get(and - 1).key());
    }

    /** "and a half". */
    private static boolean isHalf(List<Token> tokens, int i) {
        return i + 2 < tokens.size()
                && tokens.get(i).is("and")
                && tokens.get(i + 1).is("a")
                && tokens.get(i + 2).is("half");
    }
}
