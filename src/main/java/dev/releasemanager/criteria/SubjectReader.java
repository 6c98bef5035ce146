package dev.releasemanager.criteria;

import dev.releasemanager.criteria.BoundPart.Trait;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds what a clause measures: what is left over when all other parts are found. */
final class SubjectReader {
    private static final Set<String> BEING = Set.of("is", "are", "be", "stays", "stay", "remains", "remain", ":");

    private final Clause clause;
    private final List<Token> tokens;
    private final Roles roles;

    SubjectReader(Roles roles) {
        this.roles = roles;
        this.clause = roles.clause();
        this.tokens = clause.tokens();
    }

    /** Empty if what is left is nothing that has a number. */
    Optional<String> find(@Nullable BoundPart bound) {
        return bound == null ? withoutBound() : withBound(bound);
    }

    private Optional<String> withoutBound() {
        int end = 0;
        while (end < tokens.size() && (!roles.endsPhrase(end) || words(0, end).isEmpty())) {
            end++;
        }
        boolean measure = roles.isExtent(0, end) || isCounted(end);
        return Optional.of(words(0, end)).filter(text -> measure && !text.isEmpty());
    }

    private Optional<String> withBound(BoundPart bound) {
        String before = words(0, bound.from());
        String behind = words(bound.to(), tokens.size(), ",");
        boolean demanded = before.startsWith("to ") && !behind.isEmpty();
        before = demanded ? "" : before;
        String subject = before.isEmpty() ? behind : before;
        if (!before.isEmpty() && !behind.isEmpty()) {
            int verb = verbOfCount(bound);
            boolean thing = bound.is(Trait.COUNTED)
                    || !isMeasured(0, bound.from())
                    || (verb > 0 && bound.is(Trait.BARE) && !roles.isUsed(bound.to()));
            String counting = verb > 0 ? words(0, verb) : before;
            boolean by = clause.is(bound.from() - 1, "by")
                    && bound.from() > 1
                    && tokens.get(bound.from() - 2).key().endsWith("ed");
            boolean doing =
                    (by || clause.is(bound.from() - 1, "with")) && bound.is(Trait.BARE) && !roles.isUsed(bound.to());
            subject = doing
                    ? behind + " (" + before + ")"
                    : thing && !counting.isEmpty() ? behind + " of " + counting : before + " (" + behind + ")";
        }
        boolean counts = bound.noun() >= 0
                && !subject.isEmpty()
                && isMeasured(0, bound.from())
                && !subject.contains(tokens.get(bound.noun()).text());
        subject = counts ? withBracket(subject, tokens.get(bound.noun()).text()) : subject;
        boolean lasting = bound.bound() instanceof Bound.Fixed fixed
                && fixed.value().unit().dimension() == Unit.Dimension.TIME
                && !roles.isExtent(0, bound.from())
                && clause.hasOneOf(0, bound.from(), Lexicon.LASTING);
        boolean relative = bound.bound().baseline().isPresent();
        String growing = relative ? growing(subject) : subject;
        subject = growing;
        boolean measured = isMeasured(0, tokens.size());
        if (!measured && bound.noun() >= 0) {
            return Optional.of(tokens.get(bound.noun()).text());
        }
        return measured && !subject.isEmpty()
                ? Optional.of(bound.prefix() + (lasting ? lasting(subject, isVerbOf(bound)) : subject))
                : Optional.empty();
    }

    /** "increase of p95 latency", compared with a baseline: the latency itself is. */
    private static String growing(String subject) {
        for (String growth :
                List.of("increase of ", "increase in ", "rise of ", "rise in ", "growth of ", "growth in ")) {
            if (subject.toLowerCase(Locale.ROOT).startsWith(growth)) {
                return subject.substring(growth.length());
            }
        }
        return subject;
    }

    private static String withBracket(String subject, String more) {
        return subject.endsWith(")")
                ? subject.substring(0, subject.length() - 1) + ", " + more + ")"
                : subject + " (" + more + ")";
    }

    /** "the scan finds 0 critical CVEs": where the verb is whose object is counted; zero if there is none. */
    private int verbOfCount(BoundPart bound) {
        int last = bound.from() - 1;
        while (last > 0 && (roles.isUsed(last) || clause.is(last, "with"))) {
            last--;
        }
        boolean ending = clause.is(last + 1, "with")
                && last > 0
                && (clause.isOneOf(last, Lexicon.LASTING) || clause.isOneOf(last, Lexicon.SUCCEEDING));
        if (ending) {
            return last;
        }
        boolean verb = last > 0
                && !clause.isOneOf(last, Lexicon.LINKS)
                && !clause.isOneOf(last, Lexicon.STANDING_TO)
                && (Verbs.isFinite(clause, last) || clause.isOneOf(last, CheckWords.TELLS));
        return verb ? last : 0;
    }

    /** Whether something is named that systems count or score. */
    boolean isCounted() {
        return isCounted(tokens.size());
    }

    private boolean isCounted(int to) {
        return clause.hasOneOf(0, to, Lexicon.COUNTED)
                || clause.hasOneOf(0, to, Lexicon.PLAIN)
                || clause.hasOneOf(0, to, Lexicon.BETTER_WHEN_HIGHER);
    }

    /** "Homepage loads" is measured as "Homepage load time", "Login takes" as "Login time". */
    private static String lasting(String subject, boolean verbLast) {
        int space = subject.lastIndexOf(' ');
        String verb = subject.substring(space + 1).toLowerCase(Locale.ROOT);
        if (space < 0 || !verbLast || !Lexicon.LASTING.contains(verb)) {
            return subject + " time";
        }
        String thing = subject.substring(0, space);
        while (thing.indexOf(' ') > 0 && Lexicon.LINKS.contains(thing.substring(thing.lastIndexOf(' ') + 1))) {
            thing = thing.substring(0, thing.lastIndexOf(' '));
        }
        boolean telling = verb.endsWith("s") && Lexicon.TELLING.contains(verb.substring(0, verb.length() - 1));
        return thing + (telling ? " " + verb.substring(0, verb.length() - 1) : "") + " time";
    }

    /** "DB migration dry run takes": there the verb is "takes". */
    private boolean isVerbOf(BoundPart bound) {
        int last = bound.from() - 1;
        return !clause.is(last, "takes") && !clause.is(last, "take") && !clause.isOneOf(last, BEING);
    }

    /** Whether something is left that isn't just a word for the thing as a whole. */
    boolean isMeasured(int from, int to) {
        boolean lasting = clause.hasOneOf(0, tokens.size(), Lexicon.LASTING);
        for (int i = from; i < to; i++) {
            if (!roles.isUsed(i)
                    && tokens.get(i).kind() != Token.Kind.MARK
                    && tokens.get(i).kind() != Token.Kind.NUMBER
                    && !clause.isOneOf(i, Lexicon.LINKS)
                    && !clause.isOneOf(i, PlaceWords.PLACING)
                    && (!clause.isOneOf(i, Lexicon.NO_MEASURE) || lasting)) {
                return true;
            }
        }
        return false;
    }

    /** The words that play no other part, without the links at both ends. */
    String words(int from, int to) {
        return words(from, to, "");
    }

    /** @param gap behind a word, where others that play a part stood between it and the next */
    private String words(int from, int to, String gap) {
        List<String> words = new ArrayList<>();
        int first = from;
        int last = to;
        while (first < last && isTrimmed(first, true)) {
            first++;
        }
        boolean taking = false;
        while (last > first && !taking && isTrimmed(last - 1, false)) {
            last--;
            taking = clause.is(last, "takes") || clause.is(last, "take");
        }
        for (int i = first; i < last; i++) {
            Token token = tokens.get(i);
            int closed = behindComparison(i, to);
            if (closed > i) {
                words.add(clause.text(i, closed));
                i = closed - 1;
            } else if (!roles.isUsed(i) && !isMark(i) && !isLeftOver(i, last)) {
                boolean behindGap = !words.isEmpty() && (roles.isUsed(i - 1) || clause.is(i - 1, ","));
                if (behindGap) {
                    words.set(words.size() - 1, words.get(words.size() - 1) + gap);
                }
                words.add(token.isQuoted() ? "'" + token.text() + "'" : token.text());
            }
        }
        return String.join(" ", words);
    }

    /** A preposition whose phrase plays another part. */
    private boolean isLeftOver(int i, int to) {
        return clause.isOneOf(i, PlaceWords.PLACING) && i + 1 < to && roles.isUsed(i + 1);
    }

    /** Behind "(> 1 s)", of which no part plays another part; where it begins if it is none. */
    private int behindComparison(int open, int to) {
        boolean sign = false;
        for (int i = open; clause.is(open, "(") && i < to && (!roles.isUsed(i) || roles.isWithinSign(i)); i++) {
            sign |= SignWords.SIGNS.at(tokens, i) != null;
            if (clause.is(i, ")")) {
                return sign ? i + 1 : open;
            }
        }
        return open;
    }

    private boolean isTrimmed(int i, boolean leading) {
        if (roles.isUsed(i) || isMark(i)) {
            return true;
        }
        return leading
                ? clause.isOneOf(i, Lexicon.OPENINGS)
                        || clause.is(i, "never")
                        || clause.is(i, "does")
                        || clause.is(i, "do")
                : (clause.isOneOf(i, Lexicon.LINKS)
                                && !tokens.get(i).text().equals("May")
                                && !clause.is(i, "value")
                                && !clause.is(i, "values"))
                        || clause.isOneOf(i, PlaceWords.PLACING)
                        || clause.isOneOf(i, Lexicon.CLOSINGS)
                        || roles.isNegation(i);
    }

    private boolean isMark(int i) {
        if (roles.isWithinSign(i)) {
            return false;
        }
        return clause.isOneOf(i, Lexicon.PARTING)
                || (tokens.get(i).kind() == Token.Kind.MARK && !tokens.get(i).is("%"));
    }
}
