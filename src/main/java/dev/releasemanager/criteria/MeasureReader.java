package dev.releasemanager.criteria;

import dev.releasemanager.criteria.Amounts.Amount;
import dev.releasemanager.criteria.BoundPart.Trait;
import dev.releasemanager.criteria.Roles.Reference;
import dev.releasemanager.criteria.Roles.Sign;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parts of a measure in a clause, each by its own reader: baseline, signs, time, bound, place; what is left over
 * is the subject. Then it judges which are missing.
 */
final class MeasureReader {
    /** What was found; a part that wasn't is empty. */
    record Parts(
            Optional<String> subject,
            Optional<Bound> bound,
            Optional<Bound> upper,
            Optional<String> place,
            Optional<Span> span,
            List<Missing> missing,
            String said) {
        /** None if a part is missing, two of a range. */
        List<Criterion> measures() {
            return missing.isEmpty() ? told() : List.of();
        }

        /**
         * Of what there is one of, wherever it is measured: it has a name of its own, or is told so closely that it says itself
         * where it is. None if more is missing than where and over what time.
         */
        List<Criterion> measuresOfOne() {
            Clause of = new Clause(subject.orElse(""), Tokenizer.tokens(subject.orElse("")));
            Particulars particulars = new Particulars(of);
            boolean counted = bound.filter(Parts::isZero).isPresent();
            boolean told = particulars.isDescribed() && !counted && !Opinions.isVoiced(of);
            return NOWHERE.containsAll(missing) && (told || particulars.hasUnique()) ? told() : List.of();
        }

        private static boolean isZero(Bound bound) {
            return bound instanceof Bound.Fixed fixed && fixed.value().value().signum() == 0;
        }

        private static final Set<Missing> NOWHERE = EnumSet.of(Missing.PLACE, Missing.SPAN);

        private List<Criterion> told() {
            return bound.isPresent() && subject.isPresent()
                    ? Stream.of(bound, upper)
                            .flatMap(Optional::stream)
                            .<Criterion>map(each -> new Criterion.Measure(subject.orElseThrow(), each, place, span))
                            .toList()
                    : List.of();
        }
    }

    private final Clause clause;
    private final Roles roles;
    private final SubjectReader subjects;

    MeasureReader(Clause clause) {
        this.clause = clause;
        this.roles = new Roles(clause);
        this.subjects = new SubjectReader(roles);
    }

    /** With the place and the time that the rest of the sentence gives to all its clauses. */
    Parts read(Optional<String> givenPlace, Optional<Span> givenSpan) {
        findComparisons();
        SpanReader spans = new SpanReader(roles);
        Optional<Span> ownSpan = spans.find();
        BoundPart bound = new BoundReader(roles).find();
        if (bound != null && bound.bound().baseline().isEmpty()) {
            roles.release();
        }
        int boundTo = bound == null ? clause.size() : bound.to();
        Optional<PlacePart> place = spans.environment()
                .map(PlacePart::environment)
                .or(() -> new PlaceReader(roles).find(boundTo, ownSpan.isPresent()))
                .or(() -> spans.seldomEnvironment().map(PlacePart::environment))
                .or(() -> givenPlace.map(given -> new PlacePart(given, PlaceWords.ENVIRONMENTS.contains(given))));
        Optional<Span> span = ownSpan.or(() -> givenSpan);
        if (place.isEmpty() && span.isEmpty() && bound != null) {
            span = spans.wholeOf(bound);
        }
        Optional<String> subject = subjects.find(bound);
        if (place.isEmpty() && span.isEmpty() && bound != null && !bound.is(Trait.COMPARED) && isOwnPlace(bound)) {
            place = clause.hasOneOf(0, bound.from(), Lexicon.SIZED) ? Optional.empty() : ownPlace(bound.from());
        }
        return new Parts(
                subject,
                Optional.ofNullable(bound).map(BoundPart::bound),
                Optional.ofNullable(bound).flatMap(BoundPart::upper),
                place.map(PlacePart::text),
                span,
                missing(subject, bound, place, span),
                subjects.words(0, clause.size()));
    }

    /** Where signs with a number begin and their numbers end. */
    static List<int[]> extents(Clause clause) {
        MeasureReader reader = new MeasureReader(clause);
        reader.findComparisons();
        List<int[]> extents = new ArrayList<>();
        for (int i = 0; i < clause.size(); i++) {
            Amount zero = isStart(clause, i) ? Amounts.at(clause.tokens(), i) : null;
            if (zero != null && zero.bare() && zero.isZero()) {
                extents.add(new int[] {i, zero.to()});
            }
        }
        for (Sign sign : reader.roles.signs()) {
            Amount amount = reader.roles.amountAfter(sign.to());
            if (amount != null) {
                extents.add(new int[] {sign.from(), amount.to()});
            }
        }
        extents.sort(Comparator.comparingInt(extent -> extent[0]));
        return extents;
    }

    /** Whether there are two comparisons, one from below and one from above, of numbers of a kind. */
    static boolean isRange(Clause clause) {
        MeasureReader reader = new MeasureReader(clause);
        reader.findComparisons();
        List<Sign> signs = reader.roles.signs();
        Amount first = signs.size() == 2 ? reader.roles.amountAfter(signs.get(0).to()) : null;
        Amount second =
                first == null ? null : reader.roles.amountAfter(signs.get(1).to());
        return first != null
                && second != null
                && signs.get(0).comparison().isUpper()
                        != signs.get(1).comparison().isUpper()
                && first.quantity().unit().isComparableWith(second.quantity().unit());
    }

    /** "Suite X: 0 failures and p95 < 2 s": where a number may stand by itself. */
    private static boolean isStart(Clause clause, int i) {
        return i == 0 || clause.is(i - 1, ":") || clause.isOneOf(i - 1, Lexicon.JOINTS_OF_DEMANDS);
    }

    /** Whether this number says nothing of this subject without a unit: a latency of 200. */
    static boolean lacksUnit(String subject, Quantity number) {
        Amount amount = new Amount(number, number.unit().equals(Unit.ONE), false, 0, 0);
        MeasureReader reader = new MeasureReader(new Clause(subject, Tokenizer.tokens(subject)));
        int end = reader.clause.size();
        return reader.lacksUnit(BoundPart.fixed(Comparison.EQUAL, amount, end, end));
    }

    private void findComparisons() {
        Reference reference = new BaselineReader(roles).find();
        if (reference != null) {
            roles.compareWith(reference);
        }
        new SignReader(roles).find();
    }

    private List<Missing> missing(
            Optional<String> subject, @Nullable BoundPart bound, Optional<PlacePart> place, Optional<Span> span) {
        Set<Missing> missing = EnumSet.noneOf(Missing.class);
        boolean needed = bound != null
                && bound.is(Trait.NEEDS_MEASURE)
                && ((roles.reference() == null && !isEquality(bound)) || !isComparable(subject.orElse("")));
        boolean speed = bound != null
                && bound.is(Trait.NEEDS_MEASURE)
                && clause.hasOneOf(bound.from(), bound.to(), SignWords.SPEEDS)
                && !roles.isExtent(0, clause.size())
                && subject.orElse("").indexOf(' ') < 0;
        if (subject.isEmpty() || speed || (bound != null && needed && !isMeasure(bound))) {
            missing.add(Missing.MEASURE);
        }
        if (bound == null) {
            missing.add(Missing.NUMBER);
        } else if (lacksUnit(bound)) {
            missing.add(Missing.UNIT);
        }
        if (isNowhere(bound, place) && span.isEmpty()) {
            missing.add(Missing.PLACE);
            missing.add(Missing.SPAN);
        }
        return List.copyOf(missing);
    }

    private static boolean isEquality(BoundPart bound) {
        return bound.bound() instanceof Bound.Times times && times.comparison() == Comparison.EQUAL;
    }

    /** "funnel completion", "returns due to 'wrong item'": of two words, and none that only stands for the whole. */
    private static boolean isComparable(String subject) {
        Clause of = new Clause(subject, Tokenizer.tokens(subject));
        return of.size() > 1 && !of.hasOneOf(0, of.size(), Lexicon.NO_MEASURE);
    }

    /** Whether the subject is by itself something that has a number. */
    private boolean isMeasure(BoundPart bound) {
        return roles.isExtent(0, clause.size())
                || subjects.isCounted()
                || clause.hasOneOf(0, bound.from(), Lexicon.FIGURES)
                || clause.hasOneOf(0, bound.from(), Lexicon.SIZED);
    }

    /** What is measured is a time, a share or a size, and nothing says in what. */
    private boolean lacksUnit(BoundPart bound) {
        int behind = bound.to();
        while (behind < clause.size() && roles.isUsed(behind)) {
            behind++;
        }
        boolean noun = behind < clause.size()
                && (behind == bound.to() || isOr(bound.to()))
                && clause.at(behind).isWord()
                && !roles.endsPhrase(behind);
        boolean bracketed = clause.is(bound.from() - 1, ")");
        boolean ratio = clause.hasOneOf(0, bound.from(), Lexicon.RATIOS)
                && bound.bound() instanceof Bound.Fixed fixed
                && fixed.value().value().scale() > 0;
        return bound.is(Trait.BARE)
                && !noun
                && !ratio
                && !bracketed
                && isExtent(bound.from())
                && !clause.hasOneOf(0, bound.from(), Lexicon.PLAIN)
                && !clause.hasOneOf(0, bound.from(), Lexicon.UNIT_IN_SUBJECT);
    }

    /** "response codes", "disk alerts" are counted; a response, a disk have an extent. */
    private boolean isExtent(int to) {
        for (int i = 0; i < to; i++) {
            boolean plural = i + 1 < to
                    && clause.at(i + 1).isWord()
                    && clause.at(i + 1).key().endsWith("s")
                    && !roles.isUsed(i + 1)
                    && !roles.endsPhrase(i + 1)
                    && !roles.isExtent(i + 1, i + 2)
                    && !Verbs.isFinite(clause, i + 1)
                    && !clause.isOneOf(i + 1, Lexicon.LINKS);
            if (roles.isExtent(i, i + 1) && !plural) {
                return true;
            }
        }
        return false;
    }

    private boolean isOr(int i) {
        return clause.is(i, "or") || clause.is(i, "and");
    }

    private boolean isNowhere(@Nullable BoundPart bound, Optional<PlacePart> place) {
        if (bound != null && (bound.is(Trait.COMPARED) || isOwnPlace(bound))) {
            return false;
        }
        boolean listed = bound != null
                && bound.is(Trait.LISTED)
                && clause.hasOneOf(0, clause.size(), PlaceWords.LISTED)
                && !roles.isExtent(0, clause.size());
        return place.isEmpty() || (listed && place.get().environment());
    }

    /** What has a name of its own: there it is measured. */
    private Optional<PlacePart> ownPlace(int to) {
        for (int i = 0; i < to; i++) {
            boolean named = clause.isName(i) || (i == 0 && clause.isOneOf(i, CheckWords.COMMANDS));
            if (named && !clause.isOneOf(i, CheckWords.TOOLS)) {
                return Optional.of(new PlacePart(clause.text(i, i + 1), false));
            }
        }
        return Optional.empty();
    }

    /**
     * Whether a measure that was written in the standard form is complete by itself: its subject is something that has a
     * number, its number has a unit where it needs one, and it says where or over what time.
     */
    static boolean isComplete(Criterion.Measure measure) {
        String subject = measure.subject();
        MeasureReader of = new MeasureReader(new Clause(subject, Tokenizer.tokens(subject)));
        boolean unit = !(measure.bound() instanceof Bound.Fixed fixed) || !lacksUnit(subject, fixed.value());
        boolean placed = SAMPLE.matcher(subject).find()
                || measure.bound().baseline().isPresent()
                || measure.place().filter(PlaceReader::isPlace).isPresent();
        return unit && (placed || measure.span().isPresent()) && of.subjects.isMeasured(0, of.clause.size());
    }

    /** In the standard form of {@link #isOfSample}. */
    private static final Pattern SAMPLE = Pattern.compile("\\([0-9]{2,} [a-z].*\\)$");

    /** "at least 99.9 % of 2 million replayed cases", "unsealed on 3 of 3 nodes": it says itself of how many. */
    private boolean isOfSample(BoundPart bound) {
        int of = clause.isOneOf(bound.to() + 1, Lexicon.ARTICLES) ? bound.to() + 2 : bound.to() + 1;
        Amount whole = clause.is(bound.to(), "of") ? Amounts.at(clause.tokens(), of) : null;
        return whole != null
                && whole.bare()
                && whole.quantity().value().compareTo(BigDecimal.TEN) > 0
                && whole.to() < clause.size()
                && clause.at(whole.to()).isWord();
    }

    /** How long a job or a command takes is seen in its run. */
    private boolean isNamedRun(BoundPart bound) {
        if (BoundReader.reached(clause, bound.from()) > 0 && clause.hasName(0, bound.from())) {
            return true;
        }
        return bound.bound() instanceof Bound.Fixed fixed
                && fixed.value().unit().dimension() == Unit.Dimension.TIME
                && clause.hasOneOf(0, bound.from(), Lexicon.LASTING)
                && (clause.isOneOf(0, CheckWords.COMMANDS)
                        || (clause.hasOneOf(0, bound.from(), CheckWords.ARTEFACTS) && hasIdentifier(bound.from())));
    }

    private boolean hasCommandInBrackets() {
        for (int i = 1; i + 1 < clause.size(); i++) {
            if (clause.is(i, "(") && clause.isOneOf(i + 1, CheckWords.COMMANDS)) {
                return true;
            }
        }
        return false;
    }

    /** "per day", "after the change". */
    private boolean isGrowthOverTime(BoundPart bound) {
        boolean each = bound.bound() instanceof Bound.Fixed fixed
                && fixed.value().unit().symbol().indexOf('/') > 0;
        return each || clause.is(bound.to(), "per") || clause.is(bound.to(), "after") || clause.is(bound.to(), "since");
    }

    private static boolean isZero(BoundPart bound) {
        return bound.bound() instanceof Bound.Fixed fixed
                && fixed.value().value().signum() == 0;
    }

    private boolean hasIdentifier(int to) {
        for (int i = 0; i < to; i++) {
            if (clause.at(i).isQuoted() || clause.isIdentifier(i) || clause.isTicket(i)) {
                return true;
            }
        }
        return false;
    }

    /** The key of a project, in which a list is kept. */
    private boolean isInNamedList() {
        if (clause.hasOneOf(0, clause.size(), CheckWords.ARTEFACTS) && hasIdentifier(clause.size())) {
            return true;
        }
        boolean listed = false;
        for (int i = 0; i < clause.size(); i++) {
            if (listed && clause.isAbbreviation(i) && clause.isName(i)) {
                return true;
            }
            listed |= clause.isOneOf(i, PlaceWords.LISTED);
        }
        return false;
    }

    /** The age or a setting of something named, and the size of something built, are the same wherever they are looked at. */
    private boolean isOwnPlace(BoundPart bound) {
        boolean standing = (bound.is(Trait.BARE) && clause.hasOneOf(0, bound.from(), Lexicon.STANDING))
                || (isZero(bound) && clause.isOneOf(bound.from() - 1, Lexicon.CONTAINING));
        return ((standing || clause.hasOneOf(0, bound.from(), Lexicon.CONFIGURED)) && clause.hasName(0, bound.from()))
                || isNamedRun(bound)
                || hasCommandInBrackets()
                || (roles.reference() != null
                        && roles.reference().named()
                        && bound.bound().baseline().isEmpty()
                        && clause.hasOneOf(0, bound.from(), Lexicon.DISTANCES))
                || (clause.hasOneOf(0, bound.from(), Lexicon.LESS) && clause.hasName(0, bound.from()))
                || isOfSample(bound)
                || (bound.prefix().endsWith(" of ") && clause.hasName(0, bound.from()) && isGrowthOverTime(bound))
                || (isZero(bound) && clause.hasOneOf(0, clause.size(), PlaceWords.LISTED) && isInNamedList())
                || (clause.isOneOf(bound.to(), TimeWords.AGED) && clause.hasName(0, bound.from()))
                || (bound.bound() instanceof Bound.Fixed fixed
                        && fixed.value().unit().dimension() == Unit.Dimension.SIZE
                        && clause.hasOneOf(0, bound.from(), Lexicon.SIZED));
    }
}
