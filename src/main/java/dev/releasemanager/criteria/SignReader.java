package dev.releasemanager.criteria;

import dev.releasemanager.criteria.Amounts.Amount;
import dev.releasemanager.criteria.Roles.Sign;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds the comparisons of a clause, with the negation that turns one into its opposite. */
final class SignReader {
    /** Tokens back from a sign, to its negation: "must not ever be over". */
    private static final int NEGATION_REACH = 4;

    private final Clause clause;
    private final List<Token> tokens;
    private final Roles roles;

    SignReader(Roles roles) {
        this.roles = roles;
        this.clause = roles.clause();
        this.tokens = clause.tokens();
    }

    void find() {
        for (int i = 0; i < tokens.size(); ) {
            Sign sign = roles.isUsed(i) ? null : at(i);
            if (sign == null) {
                i++;
            } else {
                roles.add(sign);
                i = sign.to();
            }
        }
    }

    private @Nullable Sign at(int i) {
        Lexicon.Match<Comparison> match = matchAt(i);
        if (match == null) {
            return null;
        }
        int to = i + match.length();
        Comparison comparison = match.value();
        int same = clause.is(to, "or") && clause.isOneOf(to + 1, Lexicon.ARTICLES) ? to + 2 : to + 1;
        if (clause.is(to, "or") && (clause.is(same, "equal") || clause.is(same, "same"))) {
            comparison = comparison == Comparison.LESS ? Comparison.AT_MOST : Comparison.AT_LEAST;
            to = clause.is(same + 1, "to") || clause.is(same + 1, "as") ? same + 2 : same + 1;
        } else if (clause.isOneOf(to, SignWords.EQUALLING)) {
            to += clause.is(to + 1, "to") ? 2 : 1;
        }
        for (int back = i - 1; back >= 0 && back >= i - NEGATION_REACH; back--) {
            if (roles.isNegation(back)) {
                return new Sign(comparison.negated(), back, to);
            }
            boolean denied = back == i - 1 && back > 0 && isVerb(back) && isDenial(back - 1);
            if (denied) {
                continue;
            }
            if (!clause.isOneOf(back, Lexicon.LINKS)
                    || clause.is(back, "by")
                    || clause.isOneOf(back, Lexicon.ARTICLES)) {
                break;
            }
        }
        return new Sign(clause.is(0, "never") ? comparison.negated() : comparison, i, to);
    }

    /** Rather than how much: "not noticeably above". */
    private boolean isVerb(int i) {
        return tokens.get(i).isWord()
                && !clause.isOneOf(i, SignWords.DEGREES)
                && !clause.isOneOf(i, Lexicon.ARTICLES)
                && !tokens.get(i).key().endsWith("ly");
    }

    /** "hasn't dipped under", "never sinks below": of the verb, and so of the sign behind it. */
    private boolean isDenial(int i) {
        return clause.is(i, "not")
                || clause.is(i, "never")
                || tokens.get(i).key().endsWith("n't");
    }

    /** "below 450 mA, over 100 bursts": how many were looked at, for the bound stands elsewhere. */
    private boolean isSample(Amount amount) {
        boolean noun =
                amount.to() < tokens.size() && tokens.get(amount.to()).isWord() && !roles.endsPhrase(amount.to());
        if (noun && hasAround()) {
            return true;
        }
        return noun && roles.signs().stream().anyMatch(sign -> roles.amountAfter(sign.to()) != null);
    }

    /** "7.2 s ± 0.3 s". */
    private boolean hasAround() {
        for (Token token : tokens) {
            if (token.is("±")) {
                return true;
            }
        }
        return false;
    }

    /** "15 % better than". */
    private boolean isBehindAmount(int end) {
        for (int i = Math.max(0, end - 3); i < end; i++) {
            Amount amount = Amounts.at(tokens, i);
            if (amount != null && amount.to() == end) {
                return true;
            }
        }
        return false;
    }

    /** Behind these "over" is how much, even of a time. */
    private static final Set<String> TAKING = Set.of(
            "take", "takes", "took", "last", "lasts", "need", "needs", "be", "is", "are", "go", "goes", "going", "rise",
            "rises", "rising");

    private Lexicon.@Nullable Match<Comparison> matchAt(int i) {
        Lexicon.Match<Comparison> match = SignWords.SIGNS.at(tokens, i);
        if (clause.is(i, "under") && clause.is(i + 1, "control") && !clause.is(i + 2, "group")) {
            return null;
        }
        if (match != null) {
            return match;
        }
        boolean noun = clause.is(i + 2, "than") && tokens.get(i + 1).isWord() && i > 0;
        if (noun && clause.isOneOf(i, SignWords.MORE_OF)) {
            return new Lexicon.Match<>(Comparison.GREATER, 3);
        }
        if (noun && clause.isOneOf(i, SignWords.LESS_OF)) {
            return new Lexicon.Match<>(Comparison.LESS, 3);
        }
        if (clause.is(i, "better")
                && clause.is(i + 1, "than")
                && (i == 0 || Amounts.at(tokens, i - 1) == null)
                && isBehindAmount(i)) {
            return new Lexicon.Match<>(roles.worse() == Comparison.GREATER ? Comparison.LESS : Comparison.GREATER, 2);
        }
        if (clause.isOneOf(i, SignWords.BEATING) && roles.amountAfter(i + 1) == null) {
            return new Lexicon.Match<>(roles.worse() == Comparison.GREATER ? Comparison.LESS : Comparison.GREATER, 1);
        }
        if (clause.is(i, "worse") && clause.is(i + 1, "than")) {
            return new Lexicon.Match<>(roles.worse(), 2);
        }
        boolean comparative = clause.is(i + 1, "than")
                && tokens.get(i).isWord()
                && tokens.get(i).key().endsWith("er")
                && !clause.isOneOf(i, SignWords.NO_COMPARATIVES);
        if (comparative) {
            boolean less = clause.isOneOf(i, SignWords.LESSER);
            return new Lexicon.Match<>(less ? Comparison.LESS : Comparison.GREATER, 2);
        }
        if (clause.is(i, "past") && Amounts.at(tokens, i + 1) != null) {
            return new Lexicon.Match<>(Comparison.GREATER, 1);
        }
        Amount over = clause.is(i, "over") ? roles.amountAfter(i + 1) : null;
        if (over != null && over.bare() && isSample(over)) {
            return null;
        }
        boolean taken = clause.isOneOf(i - 1, TAKING);
        return over == null || (over.isTime() && !taken) ? null : new Lexicon.Match<>(Comparison.GREATER, 1);
    }
}
