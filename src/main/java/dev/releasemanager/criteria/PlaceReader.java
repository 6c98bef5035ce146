package dev.releasemanager.criteria;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Finds where a clause measures: the best of its prepositional phrases, addresses and environments. */
final class PlaceReader {
    /** An environment is a place whatever stands before it; a name is one rather than a word. */
    private static final int ENVIRONMENT_PHRASE = 6;

    private static final int NAMED_PHRASE = 5;
    private static final int PHRASE = 4;
    private static final int ENVIRONMENT = 3;
    private static final int ADDRESS = 2;
    private static final int COMPONENT = 1;
    private static final int NO_PLACE = 0;

    /** Tokens of a place that stands between commas. */
    private static final int LONGEST_PIECE = 4;

    /** A phrase that could be the place: its text begins behind preposition and articles. */
    private record Candidate(int rank, int from, int text, int to) {}

    private final Clause clause;
    private final List<Token> tokens;
    private final Roles roles;

    PlaceReader(Roles roles) {
        this.roles = roles;
        this.clause = roles.clause();
        this.tokens = clause.tokens();
    }

    /**
     * @param boundTo behind the bound: from there on phrases that follow each other are one place
     * @param spanned whether the time is known, so that "for" a component isn't needed as the place
     */
    Optional<PlacePart> find(int boundTo, boolean spanned) {
        Candidate best = null;
        for (int i = 0; i < tokens.size(); i++) {
            Candidate next = roles.isUsed(i) ? null : at(i, boundTo);
            best = next != null && (best == null || next.rank() > best.rank()) ? next : best;
        }
        if (best == null || best.rank() == NO_PLACE || (clause.is(best.from(), "for") && spanned)) {
            return Optional.empty();
        }
        int start = start(best, boundTo);
        int end = end(best, boundTo);
        int text = behindArticles(start < best.from() ? start + 1 : best.text());
        roles.use(start, end);
        return Optional.of(new PlacePart(clause.text(text, end), !isListAt(text, end)));
    }

    private @Nullable Candidate at(int i, int boundTo) {
        if (clause.isOneOf(i, Lexicon.PLACING)) {
            int text = behindArticles(i + 1);
            int to = text;
            while (to < tokens.size() && (!roles.endsPhrase(to) || clause.is(to, "on-call"))) {
                to++;
            }
            return new Candidate(to > text ? rank(i, text, to) : NO_PLACE, i, text, to);
        }
        if (clause.isPath(i)) {
            return new Candidate(ADDRESS, i, i, i + 1);
        }
        if (i > boundTo - 1 && clause.isOneOf(i - 1, Lexicon.PARTING)) {
            int to = i;
            while (to < tokens.size() && !roles.endsPhrase(to) && !clause.isOneOf(to, Lexicon.PARTING)) {
                to++;
            }
            boolean piece = to == tokens.size()
                    || tokens.get(to).kind() == Token.Kind.MARK
                    || roles.isUsed(to)
                    || clause.isOneOf(to, Lexicon.PARTING);
            if (piece && to - i <= LONGEST_PIECE && clause.hasName(i, to)) {
                return new Candidate(ADDRESS, i, i, to);
            }
        }
        return clause.isOneOf(i, Lexicon.ENVIRONMENTS) ? new Candidate(ENVIRONMENT, i, i, i + 1) : null;
    }

    private int rank(int preposition, int from, int to) {
        if (clause.hasOneOf(from, to, Lexicon.ENVIRONMENTS)) {
            return ENVIRONMENT_PHRASE;
        }
        int nowhere = from;
        while (nowhere < to && clause.isOneOf(nowhere, Lexicon.NOWHERE)) {
            nowhere++;
        }
        if (nowhere == to) {
            return NO_PLACE;
        }
        boolean name = clause.hasName(from, to);
        if (clause.isOneOf(preposition, Lexicon.SELDOM_PLACING)) {
            return name ? ADDRESS : NO_PLACE;
        }
        if (clause.is(preposition, "for")) {
            return name ? PHRASE : COMPONENT;
        }
        return name ? NAMED_PHRASE : PHRASE;
    }

    private int behindArticles(int i) {
        int next = i;
        while (clause.isOneOf(next, Lexicon.ARTICLES)) {
            next++;
        }
        return next;
    }

    /** "in the checkout funnel on canary": what leads up to the place belongs to it. */
    private int start(Candidate best, int boundTo) {
        int start = best.from();
        while (start > boundTo
                && !roles.isUsed(start - 1)
                && tokens.get(start - 1).kind() != Token.Kind.MARK) {
            start--;
        }
        while (start < best.from() && !clause.isOneOf(start, Lexicon.PLACING)) {
            start++;
        }
        return start;
    }

    /** "on canary for premium accounts": so does what follows it. */
    private int end(Candidate best, int boundTo) {
        int end = best.to();
        while (best.from() >= boundTo
                && end < tokens.size()
                && !roles.isUsed(end)
                && tokens.get(end).kind() != Token.Kind.MARK
                && (end > best.to() || clause.isOneOf(end, Lexicon.PLACING))) {
            end++;
        }
        return end;
    }

    /** Whether it is a list that somebody keeps, and could be opened: a board, a milestone, something with a name. */
    private boolean isListAt(int from, int to) {
        return clause.hasName(from, to)
                || (clause.hasOneOf(from, to, Lexicon.ARTEFACTS) && !clause.hasOneOf(from, to, Lexicon.LOGS))
                || clause.hasOneOf(from, to, Lexicon.LISTS);
    }
}
