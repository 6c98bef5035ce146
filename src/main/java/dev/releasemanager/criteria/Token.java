package dev.releasemanager.criteria;

import java.math.BigDecimal;
import java.util.Optional;

/**
 * A piece of a sentence.
 *
 * @param text as it was written; of something quoted, what is between the quotes
 * @param key in lower case, for looking up
 * @param number its value, of a {@link Kind#NUMBER}
 * @param start where it begins in the sentence
 * @param end behind its last character
 */
record Token(Kind kind, String text, String key, Optional<BigDecimal> number, int start, int end) {
    enum Kind {
        WORD,
        NUMBER,
        QUOTED,
        /** A comparison's sign, a comma, a colon, a bracket. */
        MARK
    }

    boolean is(String word) {
        return kind != Kind.QUOTED && key.equals(word);
    }

    boolean isWord() {
        return kind == Kind.WORD;
    }

    boolean isQuoted() {
        return kind == Kind.QUOTED;
    }
}
