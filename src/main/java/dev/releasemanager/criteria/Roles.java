package dev.releasemanager.criteria;

import dev.releasemanager.criteria.Amounts.Amount;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which tokens of a clause are taken: each plays one part, so what one reader has used the next passes over. It also keeps
 * the two parts by which the others find their borders, the baseline and the signs.
 */
final class Roles {
    /** "at most", "must not exceed": from its first token (a negation, if there is one) to behind its last. */
    record Sign(Comparison comparison, int from, int to) {}

    /**
     * What the measure is compared with, from its first token to behind its last.
     *
     * @param named whether the sentence says which one; "the baseline" alone doesn't
     */
    record Reference(Baseline baseline, boolean named, int from, int to) {}

    /** Tokens that may stand between a sign and its number. */
    private static final int BEFORE_NUMBER = 4;

    private final Clause clause;
    private final List<Token> tokens;
    private final boolean[] used;
    private final List<Sign> signs = new ArrayList<>();
    private @Nullable Reference reference;

    Roles(Clause clause) {
        this.clause = clause;
        this.tokens = clause.tokens();
        this.used = new boolean[tokens.size()];
    }

    Clause clause() {
        return clause;
    }

    @Nullable
    Reference reference() {
        return reference;
    }

    void compareWith(Reference found) {
        reference = found;
        use(found.from(), found.to());
    }

    /** What isn't compared with after all, is part of what is measured: "distribution v13 vs v14 under 0.1". */
    void release() {
        if (reference != null) {
            Arrays.fill(used, reference.from(), Math.min(reference.to(), used.length), false);
        }
    }

    /** In the order of the clause. */
    List<Sign> signs() {
        return signs;
    }

    void add(Sign sign) {
        signs.add(sign);
    }

    boolean isInBrackets(int i) {
        int open = 0;
        for (int k = 0; k < i; k++) {
            open += clause.is(k, "(") ? 1 : clause.is(k, ")") ? -1 : 0;
        }
        return open > 0;
    }

    boolean isUsed(int i) {
        return used[i];
    }

    void use(int from, int to) {
        Arrays.fill(used, Math.max(0, from), Math.min(to, used.length), true);
    }

    boolean isNegation(int i) {
        return clause.isOneOf(i, Lexicon.NEGATIONS)
                || (tokens.get(i).isWord() && tokens.get(i).key().endsWith("n't"));
    }

    /** What "worse than" means of what this clause measures. */
    Comparison worse() {
        boolean higher = false;
        boolean known = false;
        for (int i = 0; i < tokens.size() && !(known && clause.isOneOf(i, PlaceWords.PLACING)); i++) {
            boolean better = clause.isOneOf(i, Lexicon.BETTER_WHEN_HIGHER);
            boolean either = better || clause.isOneOf(i, Lexicon.TIMED);
            higher = either ? better : higher;
            known |= either;
        }
        return higher ? Comparison.LESS : Comparison.GREATER;
    }

    /** The number of a sign that ends there; null if something else comes first. */
    @Nullable
    Amount amountAfter(int from) {
        for (int i = from; i < tokens.size() && i <= from + BEFORE_NUMBER; i++) {
            boolean standing = clause.is(i, "one")
                    && clause.is(i - 1, "the")
                    && (clause.isOneOf(i + 1, PlaceWords.PLACING) || clause.is(i + 1, "of"));
            Amount amount = standing ? null : Amounts.at(tokens, i);
            if (standing) {
                return null;
            }
            boolean date = amount != null
                    && amount.bare()
                    && clause.isOneOf(amount.to(), TimeWords.MONTHS)
                    && Character.isUpperCase(tokens.get(amount.to()).text().charAt(0));
            if (date) {
                return null;
            }
            if (amount != null) {
                return amount;
            }
            if (clause.isOneOf(i, Lexicon.CURRENCIES)) {
                continue;
            }
            if (clause.is(i, "once") || clause.is(i, "twice")) {
                Quantity often = new Quantity(BigDecimal.valueOf(clause.is(i, "once") ? 1 : 2), Unit.ONE);
                return new Amount(often, false, false, i, i + 1);
            }
            if (!clause.isOneOf(i, Lexicon.AROUND_NUMBERS)) {
                return null;
            }
        }
        return null;
    }

    /** Whether this amount is the one that {@link #amountAfter} finds. */
    boolean isAmountAfter(int from, Amount amount) {
        Amount after = amountAfter(from);
        return after != null && after.from() == amount.from();
    }
    /** Whether the baseline stands there, and has a name. */
    boolean isReferenceAt(int from) {
        int i = from;
        while (clause.isOneOf(i, Lexicon.ARTICLES)
                || clause.isOneOf(i, STANDING_IN)
                || (clause.is(i, "of") && clause.isOneOf(i - 1, SignWords.THAT))) {
            i++;
        }
        return reference != null && reference.named() && i >= reference.from() && i < reference.to();
    }

    /** Ahead of that in which the other is measured: "than for version 6.1". */
    private static final Set<String> STANDING_IN = Set.of("in", "for", "on", "at");

    boolean isWithinSign(int i) {
        for (Sign sign : signs) {
            if (i >= sign.from() && i < sign.to()) {
                return true;
            }
        }
        return false;
    }

    /** Whether a token can't be part of a name or a noun phrase that began before it. */
    boolean endsPhrase(int i) {
        if (!used[i] && tokens.get(i).text().equals("May") && i > 0) {
            return false;
        }
        return used[i]
                || (tokens.get(i).kind() == Token.Kind.MARK && !tokens.get(i).is("%"))
                || clause.isOneOf(i, PlaceWords.PLACING)
                || clause.isOneOf(i, TimeWords.SPANNING)
                || clause.isOneOf(i, Lexicon.ENDING_PHRASES)
                || isNegation(i)
                || isWithinSign(i);
    }

    /** Whether something is named there that has an extent or a share, so that its number needs a unit. */
    boolean isExtent(int from, int to) {
        return clause.hasOneOf(from, to, Lexicon.EXTENTS) || clause.hasOneOf(from, to, Lexicon.SHARES);
    }
}
