package dev.releasemanager.criteria;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a sentence: into clauses, each of them as a measure or as a check. */
final class Reader {
    private static final Set<String> CLAIMS =
            Set.of("ready", "done", "complete", "place", "known", "written", "prepared");

    /** Tokens. What is longer is an essay; the bound also keeps reading within milliseconds, whatever is pasted. */
    private static final int LONGEST = 300;

    private Reader() {}

    private static final Set<String> STOPPING = Set.of(
            "stop",
            "abort",
            "reject",
            "refuse",
            "halt",
            "rollback",
            "roll",
            "revert",
            "no-go",
            "nogo",
            "pause",
            "not",
            "don't",
            "never");

    static Reading readTrigger(String sentence, Usual usual) {
        return read(sentence, usual);
    }

    /** "Stop the rollout if p95 is above 800 ms" demands of a criterion that it is at most that. */
    static Reading readCriterion(String sentence, Usual usual) {
        Reading reading = read(sentence, usual);
        if (!(reading instanceof Reading.Understood understood) || condition(Tokenizer.tokens(sentence)) == 0) {
            return reading;
        }
        List<Criterion> demanded = new ArrayList<>();
        for (Criterion each : understood.all()) {
            Optional<Criterion> opposite = opposite(each);
            if (opposite.isEmpty() || understood.all().size() > 1) {
                return new Reading.Vague(List.of(Missing.NUMBER), Optional.empty());
            }
            demanded.add(opposite.get());
        }
        return new Reading.Understood(demanded.get(0), List.of());
    }

    private static Optional<Criterion> opposite(Criterion criterion) {
        if (criterion instanceof Criterion.Check check) {
            return Verbs.denied(check.outcome())
                    .map(outcome -> new Criterion.Check(check.what(), check.by(), outcome, check.scope()));
        }
        return criterion instanceof Criterion.Measure measure
                ? measure.bound()
                        .opposite()
                        .map(bound -> new Criterion.Measure(measure.subject(), bound, measure.place(), measure.span()))
                : Optional.empty();
    }

    /** How many tokens "stop the rollout if" or "we go ahead only if" takes. */
    private static int opening(List<Token> tokens) {
        int condition = condition(tokens);
        int demand = demand(tokens);
        if (condition == 0 && demand > 0) {
            return demand;
        }
        boolean going = false;
        for (int i = 0;
                i < Math.min(tokens.size(), 10)
                        && condition == 0
                        && (going || tokens.get(i).isWord());
                i++) {
            Token token = tokens.get(i);
            going |= GOING.contains(token.key());
            if (going && (token.is("if") || token.is("when") || token.is("once") || token.is("provided"))) {
                return i + (i + 1 < tokens.size() && tokens.get(i + 1).is("that") ? 2 : 1);
            }
        }
        return condition;
    }

    /** "Have Treasury see that", "see to it that", "reject the launch unless": a demand in so many words. */
    private static int demand(List<Token> tokens) {
        boolean demanding =
                !tokens.isEmpty() && DEMANDING.contains(tokens.get(0).key());
        boolean stopping = !tokens.isEmpty() && STOPPING.contains(tokens.get(0).key());
        for (int i = 1; i < Math.min(tokens.size(), 7); i++) {
            if (!tokens.get(i).isWord()
                    || Lexicon.NUMERALS.containsKey(tokens.get(i).key())) {
                return 0;
            }
            if ((demanding && tokens.get(i).is("that"))
                    || (stopping && tokens.get(i).is("unless"))) {
                return i + 1;
            }
        }
        return 0;
    }

    private static final Set<String> DEMANDING = Set.of(
            "have", "see", "make", "ensure", "verify", "confirm", "check", "expect", "require", "demand", "prove");

    private static final Set<String> GOING = Set.of(
            "go", "proceed", "continue", "launch", "promote", "advance", "ship", "widen", "open", "expand", "only");

    /** How many tokens "stop the rollout if" takes; zero if the sentence doesn't begin so. */
    private static int condition(List<Token> tokens) {
        boolean stopping = false;
        for (int i = 0; i < Math.min(tokens.size(), 8); i++) {
            Token token = tokens.get(i);
            if (!token.isWord()) {
                return 0;
            }
            stopping |= STOPPING.contains(token.key()) && token.isWord();
            if (stopping && (token.is("if") || token.is("when") || token.is("once"))) {
                return i + 1;
            }
        }
        return 0;
    }

    private static Reading read(String sentence, Usual usual) {
        List<Token> tokens = Tokenizer.tokens(sentence);
        Clause clause = new Clause(sentence, tokens.subList(opening(tokens), tokens.size()));
        if (clause.size() > LONGEST) {
            return new Reading.Vague(
                    List.of(Missing.MEASURE, Missing.NUMBER, Missing.PLACE, Missing.SPAN), Optional.empty());
        }
        Optional<List<String>> each = Thresholds.split(sentence, clause);
        if (each.isPresent()) {
            return ofEach(each.get(), usual);
        }
        Reading natural = orClaim(withoutReason(clause, usual).orElseGet(() -> natural(clause, usual)), clause);
        String firm = Hedges.without(sentence, clause.tokens());
        if (firm.length() < sentence.length()) {
            return hedged(firm, natural, usual);
        }
        if (natural instanceof Reading.Understood understood && Opinions.isIn(clause)) {
            return new Reading.Vague(List.of(inDoubt(understood)), Rewrite.check(sentence));
        }
        if (sentence.contains(Rewrite.BLANK)) {
            return natural instanceof Reading.Vague
                    ? natural
                    : new Reading.Vague(List.of(Missing.PROOF), Optional.empty());
        }
        return StandardForm.parse(sentence)
                .filter(criterion -> criterion.text().equals(Phrase.clean(sentence)))
                .filter(criterion -> isMeant(criterion, natural, tokens.get(0).start() == 0))
                .<Reading>map(criterion -> new Reading.Understood(criterion, List.of()))
                .orElse(natural);
    }

    /** What lacks a part of a measure may still be a claim that somebody can look up; but a number without its unit is none. */
    private static Reading orClaim(Reading natural, Clause clause) {
        boolean open =
                natural instanceof Reading.Vague vague && !vague.missing().contains(Missing.UNIT);
        Criterion.Check claim = open ? new ClaimReader(clause).find() : null;
        return claim == null || !isSaidOf(claim) ? natural : new Reading.Understood(claim, List.of());
    }

    /** Of a sentence that gives several thresholds at once; none of them are guessed. */
    private static Reading ofEach(List<String> sentences, Usual usual) {
        List<Criterion> all = new ArrayList<>();
        for (String sentence : sentences) {
            if (!(read(sentence, usual) instanceof Reading.Understood understood)) {
                return read(sentence, usual);
            }
            all.addAll(understood.all());
        }
        return all.isEmpty()
                ? new Reading.Vague(List.of(Missing.NUMBER), Optional.empty())
                : new Reading.Understood(all.get(0), all.subList(1, all.size()));
    }

    /** What it would say without its hedges is what it could say: that is proposed. */
    private static Reading hedged(String firm, Reading natural, Usual usual) {
        Reading said = read(firm, usual);
        if (said instanceof Reading.Understood understood) {
            return new Reading.Vague(
                    List.of(inDoubt(understood)),
                    Optional.of(understood.criterion().text()));
        }
        boolean quoting = ((Reading.Vague) said)
                .rewrite()
                .filter(text -> text.startsWith("check "))
                .isPresent();
        return quoting && natural instanceof Reading.Vague ? natural : said;
    }

    /** What isn't said firmly enough of something that has all its parts. */
    private static Missing inDoubt(Reading.Understood said) {
        return said.criterion() instanceof Criterion.Measure ? Missing.NUMBER : Missing.PROOF;
    }

    /**
     * Whether the standard form was written: then its own borders between the parts count.
     *
     * @param plain whether nothing stands ahead of it that makes it an item of a list
     */
    private static boolean isMeant(Criterion standard, Reading natural, boolean plain) {
        if (standard instanceof Criterion.Check check) {
            List<Token> outcome = Tokenizer.tokens(check.outcome());
            boolean read = natural instanceof Reading.Understood;
            return !check.what().isEmpty()
                    && (read
                            || isSaidOf(check)
                            || CheckWords.OUTCOME_PHRASES.at(outcome, 0) != null
                            || (outcome.size() > 1 && CheckWords.OUTCOME_PHRASES.at(outcome, 1) != null));
        }
        if (standard instanceof Criterion.Measure linked
                && (endsWithLink(linked.subject()) || linked.subject().endsWith(":"))
                && natural instanceof Reading.Understood) {
            return false;
        }
        boolean placed = standard instanceof Criterion.Measure measure
                && (PlaceWords.PLACING.contains(first(measure.subject()).toLowerCase(Locale.ROOT))
                        || saysMore(natural, measure));
        if (standard instanceof Criterion.Measure written && plain && !placed && MeasureReader.isComplete(written)) {
            return true;
        }
        return natural instanceof Reading.Understood understood
                && understood.further().isEmpty()
                && standard instanceof Criterion.Measure written
                && !saysMore(natural, written)
                && (!(understood.criterion() instanceof Criterion.Measure read)
                        || !Phrase.subject(written.subject()).equals(written.subject())
                        || first(read.subject()).equals(first(written.subject())));
    }

    /** "in the UK for 48 hours": a time that only reads as part of the place. */
    private static boolean saysMore(Reading natural, Criterion.Measure written) {
        return natural instanceof Reading.Understood understood
                && understood.further().isEmpty()
                && understood.criterion() instanceof Criterion.Measure read
                && (isTimeInPlace(read, written) || isPlaceInSubject(read, written));
    }

    private static boolean isTimeInPlace(Criterion.Measure read, Criterion.Measure written) {
        return written.span().isEmpty()
                && written.place().isPresent()
                && read.span().filter(Span.Lasting.class::isInstance).isPresent();
    }

    /** "open blockers in milestone 18.3 = 0". */
    private static boolean isPlaceInSubject(Criterion.Measure read, Criterion.Measure written) {
        String place = read.place().orElse("");
        return written.place().isEmpty()
                && !place.isEmpty()
                && Stream.of(" in ", " on ", " at ", " in the ", " on the ", " at the ", " for ", " across ")
                        .anyMatch(each -> written.subject().contains(each + place));
    }

    /** "p95 must be < 2 s" says "must be" of no subject. */
    private static boolean endsWithLink(String subject) {
        String last = subject.substring(subject.lastIndexOf(' ') + 1);
        return LINKING.contains(last);
    }

    private static final Set<String> LINKING =
            Set.of("be", "is", "are", "stays", "stay", "remains", "remain", "must", "should", "shall");

    /** Whether what is looked at and its outcome are a check in a sentence of their own, too. */
    private static boolean isSaidOf(Criterion.Check check) {
        String said = check.what() + " " + check.outcome();
        String who = check.by().map(by -> said + " by " + by).orElse(said);
        String active = check.by()
                .map(by -> by + " " + check.outcome() + " " + check.what()
                        + check.scope().map(scope -> " in " + scope).orElse(""))
                .orElse(said);
        String where = check.scope().map(scope -> said + " in " + scope).orElse(said);
        String answer = "\"" + check.what() + "\" " + check.outcome();
        boolean command = new Naming(new Clause(answer, Tokenizer.tokens(answer))).isRunnable(1);
        return isCheck(who) || isCheck(active) || isCheck(said) || isCheck(where) || (command && isCheck(answer));
    }

    private static boolean isCheck(String said) {
        Clause clause = new Clause(said, Tokenizer.tokens(said));
        return new CheckReader(clause).find() != null || new ClaimReader(clause).find() != null;
    }

    private static String first(String subject) {
        return subject.split(" ", 2)[0];
    }

    /** What is demanded behind "because …,", if that is complete by itself. */
    private static Optional<Reading> withoutReason(Clause clause, Usual usual) {
        int comma = clause.isOneOf(0, Lexicon.REASONING) ? 1 : clause.size();
        while (comma < clause.size() && !clause.is(comma, ",")) {
            comma++;
        }
        return comma + 1 >= clause.size()
                ? Optional.empty()
                : Optional.of(natural(clause.part(comma + 1, clause.size()), usual))
                        .filter(Reading.Understood.class::isInstance);
    }

    private static Reading natural(Clause clause, Usual usual) {
        CheckReader checks = new CheckReader(clause);
        if (new Naming(clause).isCommandLine()) {
            Criterion.Check command = checks.find();
            if (command != null) {
                return new Reading.Understood(command, List.of());
            }
        }
        if (clause.hasOneOf(1, clause.size(), CheckWords.EXITING)) {
            Criterion.Check exiting = checks.find();
            if (exiting != null) {
                return new Reading.Understood(exiting, List.of());
            }
        }
        Criterion.Check behindColon = commandBehindColon(clause);
        if (behindColon != null) {
            return new Reading.Understood(behindColon, List.of());
        }
        List<MeasureReader.Parts> parts = measures(clause);
        List<Criterion> measures = new ArrayList<>();
        for (MeasureReader.Parts each : parts) {
            measures.addAll(each.measures());
        }
        if (parts.stream().allMatch(each -> each.missing().isEmpty())) {
            return new Reading.Understood(measures.get(0), measures.subList(1, measures.size()));
        }
        Criterion.Check bracketed = inBrackets(clause);
        Criterion.Check check = bracketed == null ? checks.find() : bracketed;
        if (check != null) {
            return new Reading.Understood(check, List.of());
        }
        Optional<Reading> within = withinColon(clause);
        if (within.isPresent()) {
            return within.get();
        }
        List<Criterion> ofOne = parts.size() == 1 ? parts.get(0).measuresOfOne() : List.of();
        if (!ofOne.isEmpty()) {
            return new Reading.Understood(ofOne.get(0), ofOne.subList(1, ofOne.size()));
        }
        MeasureReader.Parts first = parts.stream()
                .filter(each -> !each.missing().isEmpty())
                .findFirst()
                .orElseThrow();
        boolean claim = first.bound().isEmpty() && first.subject().isEmpty() && isClaim(clause);
        List<Missing> missing = claim ? List.of(Missing.PROOF) : first.missing();
        return new Reading.Vague(missing, Rewrite.of(first, claim, clause.sentence(), usual));
    }

    /** "tests pass", "QA signed off", "runbook updated": that something is so, but not who says it. */
    private static boolean isClaim(Clause clause) {
        for (int i = 0; i < clause.size(); i++) {
            Token token = clause.at(i);
            boolean participle =
                    token.isWord() && token.key().length() > 3 && token.key().endsWith("ed");
            if (participle
                    || (i > 0 && CheckWords.OUTCOME_PHRASES.at(clause.tokens(), i) != null)
                    || clause.isOneOf(i, CheckWords.ARTEFACTS)
                    || clause.isOneOf(i, CLAIMS)) {
                return true;
            }
        }
        return false;
    }

    /** One for each sign with its number, cut at the joint between them; place and time are shared. */
    private static List<MeasureReader.Parts> measures(Clause clause) {
        Optional<String> place = Optional.empty();
        Clause rest = clause;
        int colon = colon(clause);
        if (colon > 0) {
            boolean stated = clause.isOneOf(colon + 1, Lexicon.NONE)
                    || SignWords.SIGNS.at(clause.tokens(), colon + 1) != null
                    || Amounts.at(clause.tokens(), colon + 1) != null;
            boolean comparing = new BaselineReader(new Roles(clause.part(0, colon))).find() != null;
            Clause behind = clause.part(colon + 1, clause.size());
            boolean bounded = isOfWhatStandsAhead(clause, colon)
                    || MeasureReader.extents(behind).stream().limit(1).anyMatch(extent -> isLed(behind, extent[0]));
            boolean placing = !stated
                    && !bounded
                    && !comparing
                    && !isExtent(clause, colon)
                    && (clause.hasOneOf(0, colon, PlaceWords.ENVIRONMENTS)
                            || clause.hasOneOf(0, colon, PlaceWords.PLACING)
                            || clause.hasOneOf(0, colon, TimeWords.PERIODS)
                            || clause.hasOneOf(0, colon, Set.of("cold", "load", "stress", "scenario")));
            if (placing) {
                place = Optional.of(clause.text(0, colon));
            }
            rest = placing ? clause.part(colon + 1, clause.size()) : clause;
        }
        List<int[]> extents = MeasureReader.extents(rest);
        List<Integer> cuts = new ArrayList<>();
        cuts.add(0);
        for (int i = 1; i < extents.size(); i++) {
            int joint = -1;
            boolean zero = Amounts.at(rest.tokens(), extents.get(i - 1)[0]) != null;
            Set<String> joints = zero ? Lexicon.JOINTS_OF_DEMANDS : Lexicon.JOINTS;
            for (int k = extents.get(i - 1)[1]; k < extents.get(i)[0]; k++) {
                if (rest.isOneOf(k, joints) && !rest.is(k, ":")) {
                    joint = k;
                }
            }
            if (joint > 0) {
                cuts.add(joint);
            }
        }
        cuts.add(rest.size());
        List<Clause> range = bothEnds(rest, extents);
        List<Clause> clauses = new ArrayList<>(range);
        for (int i = 1; i < cuts.size() && range.isEmpty(); i++) {
            int from = cuts.get(i - 1) + (i > 1 ? 1 : 0);
            Clause part = rest.part(from, cuts.get(i));
            boolean same = i > 1 && extents.stream().anyMatch(extent -> extent[0] == from);
            clauses.add(
                    same && SignWords.SIGNS.at(part.tokens(), 0) != null && !hasSubject(part)
                            ? rest.part(0, cuts.get(i)).without(extents.get(0)[0], from)
                            : part);
        }
        if (clauses.size() == 1) {
            MeasureReader.Parts parts = new MeasureReader(clauses.get(0)).read(place, Optional.empty());
            boolean elsewhere = place.isPresent() && !parts.place().equals(place) && !isSentence(clause, colon);
            MeasureReader.Parts whole =
                    elsewhere ? new MeasureReader(clause).read(Optional.empty(), Optional.empty()) : parts;
            return List.of(whole.missing().isEmpty() && isSame(whole, parts) ? whole : parts);
        }
        Optional<Span> span = Optional.empty();
        for (Clause each : clauses) {
            MeasureReader.Parts parts = new MeasureReader(each).read(Optional.empty(), Optional.empty());
            place = place.or(parts::place);
            span = span.or(parts::span);
        }
        List<MeasureReader.Parts> read = new ArrayList<>();
        for (Clause each : clauses) {
            read.add(new MeasureReader(each).read(place, span));
        }
        return read;
    }

    /** "No card numbers in the logs: …" says something by itself. */
    private static boolean isSentence(Clause clause, int to) {
        for (int i = 1; i < to; i++) {
            if (Verbs.isFinite(clause, i) || clause.isOneOf(i, CheckWords.PREDICATING)) {
                return true;
            }
        }
        return clause.isOneOf(0, CheckWords.QUANTIFYING);
    }

    /** Whether only the subject says more. */
    private static boolean isSame(MeasureReader.Parts one, MeasureReader.Parts other) {
        return one.bound().equals(other.bound())
                && one.upper().equals(other.upper())
                && one.place().equals(other.place())
                && one.span().equals(other.span());
    }

    /** "Matchmaking wait, NA-East: median below 25 s": behind the colon only a statistic of it, or nothing, is bounded. */
    private static boolean isOfWhatStandsAhead(Clause clause, int colon) {
        Clause behind = clause.part(colon + 1, clause.size());
        int from = behind.isOneOf(0, PlaceReader.QUANTILES) ? 1 : 0;
        return !clause.hasOneOf(0, colon, CheckWords.ARTEFACTS)
                && MeasureReader.extents(behind).stream()
                        .limit(1)
                        .anyMatch(extent -> extent[0] >= from
                                && !isNoun(behind, extent[1])
                                && isLed(behind.part(from, behind.size()), extent[0] - from));
    }

    private static boolean isNoun(Clause clause, int i) {
        return i < clause.size()
                && clause.at(i).isWord()
                && !clause.isOneOf(i, PlaceWords.PLACING)
                && !clause.isOneOf(i, TimeWords.SPANNING)
                && !clause.isOneOf(i, Lexicon.LINKS);
    }

    /** "down to under 50": nothing stands ahead of the bound that is measured. */
    private static boolean isLed(Clause clause, int bound) {
        int i = 0;
        while (i < bound) {
            Lexicon.Match<SignWords.Move> move = SignWords.MOVES.at(clause.tokens(), i);
            if (move == null && !clause.isOneOf(i, Lexicon.LINKS) && !clause.is(i, "to")) {
                return false;
            }
            i += move == null ? 1 : move.length();
        }
        return true;
    }

    /** "Time from order to mail: median below 2 min": what is measured stands ahead of the colon. */
    private static boolean isExtent(Clause clause, int to) {
        return new Roles(clause).isExtent(0, to) && !clause.hasOneOf(0, to, PlaceWords.ENVIRONMENTS);
    }

    /** "no fewer than 4,800 and no more than 5,200 people": two bounds of one thing; none if they aren't. */
    private static List<Clause> bothEnds(Clause clause, List<int[]> extents) {
        if (extents.size() != 2) {
            return List.of();
        }
        int joint = extents.get(0)[1];
        int[] second = extents.get(1);
        boolean adjoining = (clause.is(joint, "and") || clause.is(joint, "but"))
                && second[0] == joint + 1
                && MeasureReader.isRange(clause);
        return adjoining
                ? List.of(clause.without(joint, second[1]), clause.without(extents.get(0)[0], second[0]))
                : List.of();
    }

    /** Whether what is measured stands behind the number: "and no more than 0.1 % errors". */
    private static boolean hasSubject(Clause clause) {
        return new MeasureReader(clause)
                .read(Optional.empty(), Optional.empty())
                .subject()
                .isPresent();
    }

    /** "Usability test: at least 8 of 10 …": what stands before the colon is the place, if the rest lacks nothing else. */
    private static Optional<Reading> withinColon(Clause clause) {
        int colon = colon(clause);
        boolean source = colon > 0
                && (colon > 1
                        || clause.hasOneOf(0, colon, CheckWords.ARTEFACTS)
                        || clause.hasOneOf(0, colon, CheckWords.TOOLS)
                        || clause.hasName(0, colon));
        if (!source) {
            return Optional.empty();
        }
        Clause behind = clause.part(colon + 1, clause.size());
        if (isOfWhatStandsAhead(clause, colon)) {
            return Optional.empty();
        }
        MeasureReader.Parts parts =
                new MeasureReader(behind).read(Optional.of(clause.text(0, colon)), Optional.empty());
        List<Criterion> measures = parts.measures();
        return measures.isEmpty()
                ? Optional.empty()
                : Optional.of(new Reading.Understood(measures.get(0), measures.subList(1, measures.size())));
    }

    /** "Saves of 1.8 load in 1.9 (job savegame-compat green)": how it is seen stands in brackets. */
    private static Criterion.@Nullable Check inBrackets(Clause clause) {
        int open = 1;
        while (open < clause.size() && !clause.is(open, "(")) {
            open++;
        }
        int close = open + 1;
        while (close < clause.size() && !clause.is(close, ")")) {
            close++;
        }
        if (close != clause.size() - 1) {
            return null;
        }
        Criterion.Check seen = new CheckReader(clause.part(open + 1, close)).find();
        return seen == null || seen.scope().isPresent()
                ? seen
                : new Criterion.Check(seen.what(), seen.by(), seen.outcome(), Optional.of(clause.text(0, open)));
    }

    /** "Every pod is ready: kubectl get deploy api shows 6/6". */
    private static Criterion.@Nullable Check commandBehindColon(Clause clause) {
        int colon = colon(clause);
        Clause behind = clause.part(colon + 1, clause.size());
        boolean seen = colon > 0 && (new Naming(behind).isCommandLine() || isSentence(clause, colon));
        Criterion.Check check = seen ? new CheckReader(behind).find() : null;
        return check == null || check.scope().isPresent() || !isSentence(clause, colon)
                ? check
                : new Criterion.Check(check.what(), check.by(), check.outcome(), Optional.of(clause.text(0, colon)));
    }

    private static int colon(Clause clause) {
        for (int i = 1; i < Math.min(clause.size() - 1, 14); i++) {
            if (clause.is(i, ":")) {
                return i;
            }
        }
        return -1;
    }
}
