package dev.releasemanager.criteria;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A run of tokens of one sentence, and what can be said of a token by its looks. */
record Clause(String sentence, List<Token> tokens) {
    Clause {
        tokens = List.copyOf(tokens);
    }

    /** "A/B" and "I/O" are words. */
    private static final int SHORT = 4;

    int size() {
        return tokens.size();
    }

    Token at(int i) {
        return tokens.get(i);
    }

    /** Whether there is such a token and it is this word. */
    boolean is(int i, String word) {
        return i >= 0 && i < tokens.size() && tokens.get(i).is(word);
    }

    boolean isOneOf(int i, Set<String> words) {
        return i >= 0
                && i < tokens.size()
                && !tokens.get(i).isQuoted()
                && words.contains(tokens.get(i).key());
    }

    boolean hasOneOf(int from, int to, Set<String> words) {
        for (int i = from; i < to; i++) {
            if (isOneOf(i, words)) {
                return true;
            }
        }
        return false;
    }

    Clause part(int from, int to) {
        return new Clause(sentence, tokens.subList(from, to));
    }

    /** The rest of it, ahead of the one token and from the other on. */
    Clause without(int from, int to) {
        List<Token> rest = new ArrayList<>(tokens.subList(0, from));
        rest.addAll(tokens.subList(to, tokens.size()));
        return new Clause(sentence, rest);
    }

    /** As it was written, from one token up to another. */
    String text(int from, int to) {
        if (from >= to) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (int i = from; i < to; i++) {
            Token token = tokens.get(i);
            text.append(i == from ? "" : sentence.substring(tokens.get(i - 1).end(), token.start()));
            boolean simple = token.isQuoted() && token.text().indexOf('\'') < 0;
            text.append(simple ? "'" + token.text() + "'" : sentence.substring(token.start(), token.end()));
        }
        return Phrase.clean(text.toString());
    }

    boolean isPath(int i) {
        if (i >= tokens.size()) {
            return false;
        }
        Token token = tokens.get(i);
        String key = token.key();
        return token.isWord()
                && key.length() > 1
                && ((key.startsWith("/") && !Lexicon.UNITS.containsKey(key))
                        || key.startsWith("./")
                        || key.startsWith("http://")
                        || key.startsWith("https://")
                        || isHost(key));
    }

    private static boolean isHost(String address) {
        String key = address.split("/", 2)[0];
        int dot = key.indexOf('.');
        int last = key.lastIndexOf('.');
        return dot > 0
                && last != dot
                && key.length() - last > 2
                && key.chars().skip(last + 1L).allMatch(Character::isLetter)
                && Character.isLetter(key.charAt(0));
    }

    /** Whether it looks like the name of one particular thing: quoted, an identifier, a key, a tool, a proper name. */
    boolean isName(int i) {
        if (i >= tokens.size()) {
            return false;
        }
        Token token = tokens.get(i);
        if (token.isQuoted()) {
            return true;
        }
        String text = token.text();
        if (!token.isWord() || text.length() < 2 || Lexicon.COMMON_CAPITALS.contains(token.key())) {
            return false;
        }
        if (isPath(i) || CheckWords.TOOLS.contains(token.key())) {
            return true;
        }
        boolean letter = false;
        boolean digit = false;
        boolean joint = false;
        boolean innerCapital = false;
        for (int k = 0; k < text.length(); k++) {
            char c = text.charAt(k);
            letter |= Character.isLetter(c);
            digit |= Character.isDigit(c);
            joint |= "-_#.:@".indexOf(c) >= 0 || (c == '/' && text.length() > SHORT);
            innerCapital |= k > 0 && Character.isUpperCase(c) && Character.isLetterOrDigit(text.charAt(k - 1));
        }
        boolean capital = Character.isUpperCase(text.charAt(0)) && i > 0;
        boolean code = digit && (letter || joint) && !isSeverity(token.key());
        return code || (joint && letter) || innerCapital || capital;
    }

    /** P1, Sev2, 5xx: a class of things, not one. */
    private static boolean isSeverity(String key) {
        return (key.length() <= 4 && (key.startsWith("p") || key.startsWith("sev") || key.endsWith("xx")))
                || key.startsWith("p9");
    }

    /** EOD, ETL: more often a sort of thing than one of them. */
    boolean isAbbreviation(int i) {
        String text = tokens.get(i).text();
        return !tokens.get(i).isQuoted()
                && text.length() <= SHORT
                && text.chars().allMatch(Character::isUpperCase);
    }

    /** A name that nobody would take for a word: nightly-e2e-eu, orders_daily, fct2. */
    boolean isIdentifier(int i) {
        String text = tokens.get(i).text();
        int dashes = 0;
        boolean digit = false;
        boolean joint = false;
        for (int k = 0; k < text.length(); k++) {
            char c = text.charAt(k);
            dashes += c == '-' ? 1 : 0;
            digit |= Character.isDigit(c);
            joint |= "-/:#".indexOf(c) >= 0;
        }
        boolean code = text.indexOf('_') > 0 || dashes > 1 || (digit && joint);
        return code && tokens.get(i).isWord() && isName(i);
    }

    /** PAY-311, #482, CHG0031245. */
    boolean isTicket(int i) {
        Token token = tokens.get(i);
        String text = token.text();
        if (!token.isWord() || text.length() < 2) {
            return false;
        }
        if (text.charAt(0) == '#') {
            return text.chars().skip(1).allMatch(Character::isDigit);
        }
        int letters = 0;
        while (letters < text.length() && Character.isUpperCase(text.charAt(letters))) {
            letters++;
        }
        int digits = letters < text.length() && text.charAt(letters) == '-' ? letters + 1 : letters;
        return letters >= 2
                && digits < text.length()
                && (digits > letters || text.length() - digits >= 4)
                && text.chars().skip(digits).allMatch(Character::isDigit);
    }

    boolean hasName(int from, int to) {
        for (int i = from; i < to; i++) {
            if (isName(i)) {
                return true;
            }
        }
        return false;
    }
}
