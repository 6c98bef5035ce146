package dev.releasemanager.criteria;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a sentence into tokens, in one pass. Invisible characters and pictures part words and are dropped; so is what makes
 * a line an item of a list (a dash, a box to tick, "1.").
 */
final class Tokenizer {
    private static final String MARKS = "<>=≤≥±%‰";
    private static final String OPENING = "\"'`“‘«„";
    private static final String CLOSING = "\"'`”’»“";
    private static final String LEADING = "([{";
    private static final String TRAILING = ".,;:!?)]}\"'`”’»";
    /** Shorter than a {@link Quantity} takes, so that weeks can be made into days, and percents into factors. */
    private static final int WHOLE_DIGITS = 18;

    /** Characters between a function's brackets. */
    private static final int LONGEST_CALL = 200;

    private static final int DECIMALS = 24;
    private static final String CURRENCY = "$€£";

    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    /** Kinds of quotes of which no closing one is left, so that none is looked for twice. */
    private final Set<Integer> unclosed = new HashSet<>();

    private Tokenizer(String text) {
        this.text = text;
    }

    static List<Token> tokens(String sentence) {
        Tokenizer tokenizer = new Tokenizer(sentence);
        tokenizer.run();
        return Numerals.joined(withoutIdioms(withoutListItem(tokenizer.tokens)));
    }

    private void run() {
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            if (isGap(c)) {
                i += Character.charCount(c);
            } else {
                int closed = OPENING.indexOf(c) >= 0 ? closing(i, OPENING.indexOf(c)) : -1;
                if (closed > 0) {
                    add(Token.Kind.QUOTED, i + 1, closed, i, closed + 1);
                    i = closed + 1;
                } else if (MARKS.indexOf(c) >= 0 || LEADING.indexOf(c) >= 0 || TRAILING.indexOf(c) >= 0) {
                    int end = i + 1;
                    while ("<>=".indexOf(c) >= 0 && end < text.length() && "<>=".indexOf(text.charAt(end)) >= 0) {
                        end++;
                    }
                    add(Token.Kind.MARK, i, end, i, end);
                    i = end;
                } else {
                    i = chunk(i);
                }
            }
        }
    }

    private static boolean isGap(int c) {
        return Character.isWhitespace(c)
                || Character.isSpaceChar(c)
                || Phrase.isInvisible(c)
                || (Character.getType(c) == Character.OTHER_SYMBOL && c != '°');
    }

    /** Where the quote at {@code start} closes; -1 if it is an apostrophe, or never does. */
    private int closing(int start, int kind) {
        if (unclosed.contains(kind)) {
            return -1;
        }
        char close = CLOSING.charAt(kind);
        int end = text.indexOf(close, start + 1);
        while (end >= 0 && close != '`' && end + 1 < text.length() && Character.isLetterOrDigit(text.charAt(end + 1))) {
            end = text.indexOf(close, end + 1);
        }
        if (end < 0) {
            unclosed.add(kind);
        }
        return end == start + 1 ? -1 : end;
    }

    /** A run without gaps: a word, a number with or without its unit, an address, an option of a command. */
    private int chunk(int start) {
        boolean whole = text.startsWith("http://", start)
                || text.startsWith("https://", start)
                || text.startsWith("/", start)
                || text.startsWith("./", start)
                || text.startsWith("--", start);
        int end = start;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            if (end > start && c == '(' && isCall(start, end)) {
                end = closed(end);
                continue;
            }
            if (end > start && c == '{' && text.indexOf('}', end) > 0) {
                end = text.indexOf('}', end) + 1;
                continue;
            }
            if (isGap(c) || (!whole && MARKS.indexOf(c) >= 0) || c == '`' || c == '"') {
                break;
            }
            end += Character.charCount(c);
        }
        int last = end;
        while (last > start + 1
                && TRAILING.indexOf(text.charAt(last - 1)) >= 0
                && !isPossessive(start, last)
                && !(text.charAt(last - 1) == '}' && text.substring(start, last).indexOf('{') >= 0)
                && !(text.charAt(last - 1) == ')' && text.substring(start, last).indexOf('(') >= 0)) {
            last--;
        }
        word(start, last);
        for (int i = last; i < end; i++) {
            add(Token.Kind.MARK, i, i + 1, i, i + 1);
        }
        return end;
    }

    /** "the citizens' portal". */
    private boolean isPossessive(int start, int last) {
        return "'’".indexOf(text.charAt(last - 1)) >= 0
                && last > start + 3
                && text.charAt(last - 2) == 's'
                && last < text.length()
                && text.charAt(last) == ' ';
    }

    /** rate(…), count(*): a query's function, of which brackets, gaps and signs are part. */
    private boolean isCall(int start, int bracket) {
        return text.substring(start, bracket).chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '_')
                && Character.isLetter(text.charAt(start))
                && closed(bracket) > bracket;
    }

    /** Behind the bracket that closes this one; where this one is if none does. */
    private int closed(int bracket) {
        int open = 0;
        for (int i = bracket; i < Math.min(text.length(), bracket + LONGEST_CALL); i++) {
            open += text.charAt(i) == '(' ? 1 : text.charAt(i) == ')' ? -1 : 0;
            if (open == 0) {
                return i + 1;
            }
        }
        return bracket;
    }

    private void word(int start, int end) {
        if ("~≈".indexOf(text.charAt(start)) >= 0 && end > start + 1 && Character.isDigit(text.charAt(start + 1))) {
            add(Token.Kind.MARK, start, start + 1, start, start + 1);
            word(start + 1, end);
            return;
        }
        int from = CURRENCY.indexOf(text.charAt(start)) >= 0 && end > start + 1 ? start + 1 : start;
        int digits = from;
        while (digits < end && isNumeric(digits, from)) {
            digits++;
        }
        String rest = text.substring(digits, end).toLowerCase(Locale.ROOT);
        if (rest.startsWith("-") && rest.length() > 1) {
            rest = rest.substring(1);
        }
        Optional<BigDecimal> number = rest.startsWith("xx") ? Optional.empty() : number(text.substring(from, digits));
        Optional<Integer> exponent = exponent(rest);
        if (exponent.isPresent()) {
            number = number.map(mantissa -> mantissa.scaleByPowerOfTen(exponent.get()));
            digits = end;
            rest = "";
        }
        if (rest.equals("k") && number.isPresent()) {
            number = number.map(thousands -> thousands.scaleByPowerOfTen(3));
            digits = end;
            rest = "";
        }
        boolean codes = rest.equals("s")
                && digits == start + 3
                && "45".indexOf(text.charAt(start)) >= 0
                && (text.charAt(start + 1) == '0' || text.startsWith("429", start))
                && text.charAt(start + 2) != '0'
                && !isBehindSign();
        if (codes) {
            add(Token.Kind.WORD, start, end, start, end);
            return;
        }
        boolean other = number.isPresent()
                && !rest.isEmpty()
                && Unit.findOther(text.substring(end - rest.length(), end)).isPresent();
        if (number.isPresent()
                && (rest.isEmpty() || other || Lexicon.UNITS.containsKey(rest) || Lexicon.TIMES.contains(rest))) {
            tokens.add(new Token(
                    Token.Kind.NUMBER,
                    text.substring(from, digits),
                    text.substring(start, digits),
                    number,
                    start,
                    digits));
            if (!rest.isEmpty()) {
                add(Token.Kind.WORD, end - rest.length(), end, digits, end);
            }
            return;
        }
        int range = rangeDash(start, end);
        if (range > 0) {
            word(start, range);
            add(Token.Kind.WORD, range, range + 1, range, range + 1);
            word(range + 1, end);
            return;
        }
        int dash = text.indexOf('-', start);
        if (dash > start
                && dash < end - 1
                && Lexicon.NUMERALS.containsKey(text.substring(start, dash).toLowerCase(Locale.ROOT))
                && Lexicon.UNITS.containsKey(text.substring(dash + 1, end).toLowerCase(Locale.ROOT))) {
            add(Token.Kind.WORD, start, dash, start, dash);
            add(Token.Kind.WORD, dash + 1, end, dash + 1, end);
            return;
        }
        add(Token.Kind.WORD, start, end, start, end);
    }

    /** "below 404s" is a time, "HTTP 404s" aren't. */
    private boolean isBehindSign() {
        int last = tokens.size() - 1;
        return last >= 0
                && (SignWords.SIGNS.at(tokens, last) != null
                        || TimeWords.SPANNING.contains(tokens.get(last).key())
                        || tokens.get(last).is("than"));
    }

    /** The dash of "8–14" and "95–100ms"; -1 if it is another sort of word. A hyphen may as well join a name. */
    private int rangeDash(int start, int end) {
        int dash = text.indexOf('–', start);
        return dash > start
                        && dash < end - 1
                        && Character.isDigit(text.charAt(start))
                        && Character.isDigit(text.charAt(dash + 1))
                ? dash
                : -1;
    }

    /** The "e-3" behind a number; of one digit. */
    private static Optional<Integer> exponent(String rest) {
        int sign = rest.startsWith("e-") ? 2 : 1;
        boolean small = rest.startsWith("e") && rest.length() > sign && rest.length() <= sign + 1;
        return small && rest.chars().skip(sign).allMatch(c -> c >= '0' && c <= '9')
                ? Optional.of(Integer.parseInt(rest.substring(sign)) * (sign == 2 ? -1 : 1))
                : Optional.empty();
    }

    private boolean isNumeric(int i, int from) {
        char c = text.charAt(i);
        return (c >= '0' && c <= '9')
                || c == '.'
                || c == ','
                || ((c == '-' || c == '+')
                        && i == from
                        && i + 1 < text.length()
                        && Character.isDigit(text.charAt(i + 1)));
    }

    /** With a point or a comma before the decimals, and commas between thousands. Empty if it is no number. */
    static Optional<BigDecimal> number(String text) {
        int point = text.lastIndexOf('.');
        int comma = text.lastIndexOf(',');
        String plain = text.startsWith("+") ? text.substring(1) : text;
        if (comma >= 0 && point < 0 && !isThousands(text)) {
            plain = text.indexOf(',') == comma ? plain.replace(',', '.') : "";
        } else if (comma > point && point >= 0) {
            plain = plain.replace(".", "").replace(',', '.');
        } else {
            plain = plain.replace(",", "");
        }
        return Amounts.plainNumber(plain)
                .filter(number -> number.scale() <= DECIMALS && number.precision() - number.scale() <= WHOLE_DIGITS);
    }

    private static boolean isThousands(String text) {
        String[] groups = text.split(",", -1);
        boolean whole = groups[0].length() >= 1 && groups[0].length() <= 3 && !groups[0].startsWith("0");
        for (int i = 1; i < groups.length; i++) {
            whole &= groups[i].length() == 3;
        }
        return whole;
    }

    private void add(Token.Kind kind, int textStart, int textEnd, int start, int end) {
        String written = text.substring(textStart, textEnd);
        String key = written.toLowerCase(Locale.ROOT).replace('’', '\'');
        tokens.add(new Token(kind, written, key, Optional.empty(), start, end));
    }

    /** Ways to say "none": "not a single one". */
    private static final Lexicon.Phrases<String> NONE = Lexicon.Phrases.of(
            List.of(
                    "not a single one",
                    "not one single one",
                    "not even one",
                    "not any",
                    "none at all",
                    "none whatsoever"),
            "none");

    /** Ways to say "no": "not a single error". */
    private static final Lexicon.Phrases<String> NO = Lexicon.Phrases.of(
            List.of(
                    "not a single",
                    "not one",
                    "not one single",
                    "no single",
                    "not any of",
                    "none of the",
                    "not even a single",
                    "neither"),
            "no");

    private static final Lexicon.Phrases<String> MAKES =
            Lexicon.Phrases.of(List.of("make up", "makes up", "made up"), "makes");

    private static final Lexicon.Phrases<String> TAKES =
            Lexicon.Phrases.of(List.of("take up", "takes up", "took up"), "takes");

    private static final Lexicon.Phrases<String> NEVER =
            Lexicon.Phrases.of(List.of("at no point", "at no time", "on no account", "in no case"), "never");

    private static String text(List<Token> tokens) {
        return tokens.stream().map(Token::text).collect(Collectors.joining(" "));
    }

    /** "3 % up on the June average": above it; null if it is something else. */
    private static @Nullable Token beside(List<Token> tokens, int i) {
        boolean on = i > 1 && i + 2 < tokens.size() && tokens.get(i + 1).is("on");
        boolean amount = on
                && (tokens.get(i - 1).number().isPresent()
                        || tokens.get(i - 2).number().isPresent());
        String key = tokens.get(i).is("up") ? "above" : tokens.get(i).is("down") ? "below" : "";
        return amount && !key.isEmpty()
                ? new Token(
                        Token.Kind.WORD,
                        key,
                        key,
                        Optional.empty(),
                        tokens.get(i).start(),
                        tokens.get(i + 1).end())
                : null;
    }

    /** "twice yesterday's", "half of last week's": so many times what follows; null if it is none. */
    private static @Nullable Token multiple(List<Token> tokens, int i) {
        boolean twice = tokens.get(i).is("twice") || tokens.get(i).is("double");
        boolean half = tokens.get(i).is("half");
        int of = i + 1 < tokens.size() && tokens.get(i + 1).is("of") ? i + 2 : i + 1;
        if (of >= tokens.size() || !(twice || half)) {
            return null;
        }
        Token next = tokens.get(of);
        boolean known = next.is("the")
                || next.is("that")
                || next.is("those")
                || next.is("what")
                || next.key().endsWith("'s")
                || SignWords.FORMER.contains(next.key());
        String number = twice ? "2" : "0.5";
        return known && next.isWord()
                ? new Token(
                        Token.Kind.NUMBER,
                        number,
                        number,
                        number(number),
                        tokens.get(i).start(),
                        tokens.get(i).end())
                : null;
    }

    /** Several words that mean one become one, over the same letters. */
    private static List<Token> withoutIdioms(List<Token> tokens) {
        List<Token> plain = new ArrayList<>();
        for (int i = 0; i < tokens.size(); ) {
            Lexicon.Match<String> idiom = NONE.at(tokens, i);
            idiom = idiom == null ? NO.at(tokens, i) : idiom;
            idiom = idiom == null ? NEVER.at(tokens, i) : idiom;
            idiom = idiom == null ? MAKES.at(tokens, i) : idiom;
            idiom = idiom == null ? TAKES.at(tokens, i) : idiom;
            Token multiple = multiple(tokens, i);
            if (multiple != null) {
                plain.add(multiple);
                plain.add(
                        new Token(Token.Kind.WORD, "times", "times", Optional.empty(), multiple.end(), multiple.end()));
                i += tokens.get(i + 1).is("of") ? 2 : 1;
                continue;
            }
            boolean nil = tokens.get(i).is("nil")
                    && i + 1 < tokens.size()
                    && tokens.get(i + 1).isWord()
                    && !PlaceWords.PLACING.contains(tokens.get(i + 1).key());
            if (nil) {
                plain.add(new Token(
                        Token.Kind.WORD,
                        "zero",
                        "zero",
                        Optional.empty(),
                        tokens.get(i).start(),
                        tokens.get(i).end()));
                i++;
                continue;
            }
            Token beside = beside(tokens, i);
            if (beside != null) {
                plain.add(beside);
                i += 2;
                continue;
            }
            int behind = idiom == null ? i : i + idiom.length();
            boolean alone = idiom != null
                    && idiom.value().equals("no")
                    && (behind >= tokens.size()
                            || tokens.get(behind).kind() == Token.Kind.MARK
                            || PlaceWords.PLACING.contains(tokens.get(behind).key())
                            || TimeWords.SPANNING.contains(tokens.get(behind).key()));
            boolean comparing = idiom != null
                    && i + idiom.length() < tokens.size()
                    && tokens.get(i + idiom.length()).is("than");
            if (idiom == null || comparing) {
                plain.add(tokens.get(i++));
            } else {
                int start = tokens.get(i).start();
                String text = text(tokens.subList(i, i + idiom.length()));
                i += idiom.length();
                plain.add(new Token(
                        Token.Kind.WORD,
                        text,
                        alone ? "none" : idiom.value(),
                        Optional.empty(),
                        start,
                        tokens.get(i - 1).end()));
            }
        }
        return List.copyOf(plain);
    }

    private static final Set<String> BULLETS = Set.of("-", "*", "•", "–", "—", "[", "]", "x", "[x]", "[]", ".", ")");

    private static List<Token> withoutListItem(List<Token> tokens) {
        int first = 0;
        if (tokens.size() > 2
                && tokens.get(0).kind() == Token.Kind.NUMBER
                && tokens.get(1).kind() == Token.Kind.MARK
                && BULLETS.contains(tokens.get(1).key())) {
            first = 2;
        }
        if (tokens.size() > 4
                && tokens.get(0).is("[")
                && tokens.get(2).is("]")
                && tokens.get(1).isWord()
                && tokens.get(1).text().indexOf('-') > 0) {
            first = 3;
        }
        while (first < tokens.size() && BULLETS.contains(tokens.get(first).key())) {
            first++;
        }
        int last = tokens.size();
        while (last > first + 1
                && tokens.get(last - 1).kind() == Token.Kind.MARK
                && ENDS.contains(tokens.get(last - 1).key())) {
            last--;
        }
        return List.copyOf(tokens.subList(first, last));
    }

    private static final Set<String> ENDS = Set.of(".", "!", ";");
}
