package dev.releasemanager.coordination;

import dev.releasemanager.criteria.Baseline;
import dev.releasemanager.criteria.Criteria;
import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.criteria.Evidence;
import dev.releasemanager.criteria.Judgement;
import dev.releasemanager.criteria.Quantity;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.gate.StatedEvidence;
import dev.releasemanager.rollback.Trigger;
import dev.releasemanager.rollout.Bake;
import dev.releasemanager.rollout.Cadence;
import dev.releasemanager.rollout.Gap;
import dev.releasemanager.rollout.MeasureSource;
import dev.releasemanager.rollout.Observation;
import dev.releasemanager.rollout.Observed;
import dev.releasemanager.rollout.Question;
import dev.releasemanager.rollout.Question.Standpoint;
import dev.releasemanager.rollout.Series;
import dev.releasemanager.rollout.Series.Standing;
import dev.releasemanager.rollout.Sourcing;
import dev.releasemanager.rollout.StageJudgement;
import dev.releasemanager.rollout.StageRun;
import dev.releasemanager.rollout.Watched;
import dev.releasemanager.rollout.Watched.Role;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One stage of one release as it is watched: what is looked at, what is still to be asked, and how each criterion stands by
 * all that was seen, by sources and by named people (M6, H5). Reads the store once; a value afterwards.
 */
final class Judging {
    private final Dossier dossier;
    private final Sourcing sourcing;
    private final StageRun run;
    private final List<Watched> watched;
    private final List<Observed> observed;
    private final List<Observed> inStaging;

    private Judging(
            Dossier dossier, Sourcing sourcing, StageRun run, List<Observed> observed, List<Observed> inStaging) {
        this.dossier = dossier;
        this.sourcing = sourcing;
        this.run = run;
        this.watched = Watched.in(
                run.stage(),
                dossier.manifest().details().criteria(),
                dossier.plan().triggers().stream().map(Trigger::condition).toList(),
                dossier.manifest().graph().components());
        this.observed = observed;
        this.inStaging = inStaging;
    }

    static Judging of(Reading reading, Dossier dossier, Sourcing sourcing, StageRun run) {
        List<Observed> inStaging = dossier.rollout().runs().stream()
                .filter(other -> other.stage().isStaging() && other.hasPassed() && other.number() < run.number())
                .reduce((before, after) -> after)
                .map(staging -> reading.observations(dossier.release().key(), staging.number()).stream()
                        .filter(one -> one.bake() == staging.bakes())
                        .toList())
                .orElse(List.of());
        return new Judging(
                dossier, sourcing, run, reading.observations(dossier.release().key(), run.number()), inStaging);
    }

    List<Watched> watched() {
        return watched;
    }

    private Optional<MeasureSource> sourceOf(Watched one) {
        return sourcing.find(one.condition(), one.component(), run.stage().id());
    }

    private Cadence cadenceOf(Watched one) {
        return Cadence.of(one.condition(), sourcing.interval());
    }

    /** Whether a source is asked for anything in this stage. */
    boolean hasSources() {
        return watched.stream().anyMatch(one -> sourceOf(one).isPresent());
    }

    /** When something is to be looked at next, after this moment; empty if the bake has no such moment left. */
    Optional<Instant> nextAfter(Instant now) {
        Bake bake = run.bake().orElseThrow();
        return watched.stream()
                .filter(one -> sourceOf(one).isPresent())
                .flatMap(one -> cadenceOf(one).moments(bake.begunAt(), bake.until()).stream()
                        .filter(moment -> moment.isAfter(now))
                        .limit(1))
                .min(Comparator.naturalOrder());
    }

    /** A question that hasn't been asked, with what it is asked for. */
    record Open(Watched watched, Question question) {}

    /** What is to be asked by now and wasn't; what ran before comes first, then by moment. */
    List<Open> open(Instant now) {
        Bake bake = run.bake().orElseThrow();
        Set<String> known = new HashSet<>();
        observed.stream()
                .filter(one -> one.bake() == bake.number())
                .forEach(one -> known.add(place(
                        one.condition(), one.standpoint(), one.observation().at())));
        List<Open> open = new ArrayList<>();
        for (Watched one : watched) {
            if (sourceOf(one).isEmpty()) {
                continue;
            }
            Cadence cadence = cadenceOf(one);
            Duration span = cadence.spanIn(bake.begunAt(), bake.until());
            if (!run.stage().isStaging()) {
                open.add(new Open(one, question(one, ahead(), span, Standpoint.BEFORE)));
            }
            cadence.moments(bake.begunAt(), bake.until()).stream()
                    .filter(moment -> !moment.isAfter(now))
                    .forEach(moment -> open.add(new Open(one, question(one, moment, span, Standpoint.STAGE))));
        }
        return open.stream()
                .filter(one -> !known.contains(place(
                        one.watched().id(),
                        one.question().standpoint(),
                        one.question().at())))
                .sorted(Comparator.comparing(one -> one.question().at()))
                .toList();
    }

    /** Whether a source is asked for a trigger of the rollback plan. */
    boolean hasTriggers() {
        return watched.stream()
                .anyMatch(one -> one.role() == Role.TRIGGER && sourceOf(one).isPresent());
    }

    /** The shortest span of a trigger that a source is asked for; empty if none is. */
    Optional<Duration> shortestTriggerSpan() {
        return watched.stream()
                .filter(one -> one.role() == Role.TRIGGER && sourceOf(one).isPresent())
                .map(this::spanOutside)
                .min(Comparator.naturalOrder());
    }

    /** How far a look outside of a bake reaches back. */
    private Duration spanOutside(Watched one) {
        return cadenceOf(one).spanIn(Instant.EPOCH, Instant.EPOCH.plus(sourcing.interval()));
    }

    /**
     * What the triggers are asked for outside of a bake, at this moment: those of which one full span lies inside the stage,
     * each with what it is compared with, if that isn't known yet (M4, M6).
     */
    List<Open> betweenBakes(Instant now) {
        Instant at = now.truncatedTo(ChronoUnit.MILLIS);
        Instant from = run.bake().map(Bake::begunAt).orElse(run.startedAt());
        List<Open> open = new ArrayList<>();
        for (Watched one : watched) {
            Duration span = spanOutside(one);
            if (one.role() != Role.TRIGGER
                    || sourceOf(one).isEmpty()
                    || from.plus(span).isAfter(at)) {
                continue;
            }
            if (one.baseline().filter(Baseline.BEFORE::equals).isPresent()
                    && baselineOf(one).isEmpty()) {
                open.add(new Open(one, question(one, ahead(), span, Standpoint.BEFORE)));
            }
            open.add(new Open(one, question(one, at, span, Standpoint.STAGE)));
        }
        return open;
    }

    /** The moment ahead of anything of this stage being deployed. */
    private Instant ahead() {
        return run.startedAt();
    }

    private static String place(String condition, Standpoint standpoint, Instant at) {
        return condition + " " + standpoint.word() + " " + at;
    }

    private Question question(Watched one, Instant at, Duration span, Standpoint standpoint) {
        return new Question(
                dossier.release().key(),
                one.component(),
                one.condition(),
                run.stage().id(),
                run.stage().share().orElse(100),
                at,
                span,
                standpoint);
    }

    /** Whether sources still owe an answer for a moment that has come. */
    boolean isWaiting(Instant now) {
        return !open(now).isEmpty();
    }

    /**
     * How the stage stands.
     *
     * @param now moments after it aren't asked for yet; the bake's end for the judgement itself
     */
    StageJudgement judgement(Instant now) {
        return new StageJudgement(watched.stream()
                .filter(one -> one.role() == Role.CRITERION)
                .map(one -> standing(one, now))
                .toList());
    }

    private Standing standing(Watched one, Instant now) {
        Bake bake = run.bake().orElseThrow();
        List<StatedEvidence> stated = dossier.assurances().evidence().stream()
                .filter(evidence -> ("c" + evidence.criterion()).equals(one.id())
                        && evidence.wording().equals(one.text())
                        && bake.covers(evidence.evidence().at()))
                .toList();
        if (sourceOf(one).isEmpty()) {
            return stated(one.condition(), stated);
        }
        Standing standing = new Series(one.condition(), seen(one), baselineOf(one))
                .judge(cadenceOf(one), bake.begunAt(), bake.until(), now);
        // What a person saw out of its bounds counts beside what the source says; what they saw within replaces
        // nothing.
        Standing byPeople = stated(one.condition(), stated);
        return byPeople.result() == Judgement.FAILED ? byPeople : standing;
    }

    private List<Observation> seen(Watched one) {
        return observed.stream()
                .filter(kept -> kept.bake() == run.bakes()
                        && kept.condition().equals(one.id())
                        && kept.standpoint() == Standpoint.STAGE)
                .map(Observed::observation)
                .toList();
    }

    /** What a criterion is compared with, or, where it is compared with a number, what is shown beside it (M6). */
    Optional<Observation> baselineOf(Watched one) {
        Optional<Observation> staging = inStaging.stream()
                .filter(kept -> kept.standpoint() == Standpoint.STAGE && isSameMeasure(kept, one))
                .map(Observed::observation)
                .reduce((before, after) -> after);
        Optional<Observation> before = observed.stream()
                .filter(kept -> kept.bake() == run.bakes()
                        && kept.condition().equals(one.id())
                        && kept.standpoint() == Standpoint.BEFORE)
                .map(Observed::observation)
                .findFirst();
        return one.baseline()
                .map(asked -> asked.equals(Baseline.STAGING)
                        ? staging
                        : asked.equals(Baseline.BEFORE) ? before : Optional.<Observation>empty())
                .orElseGet(() -> staging.filter(Judging::isValue).or(() -> before.filter(Judging::isValue)));
    }

    private static boolean isValue(Observation observation) {
        return observation.quantity().isPresent();
    }

    /** A criterion that was worded anew since staging is compared with nothing if it measures something else now. */
    private static boolean isSameMeasure(Observed kept, Watched one) {
        return kept.condition().equals(one.id())
                && Criteria.parse(kept.wording())
                        .filter(was -> subjectOf(was).equals(one.subject()))
                        .isPresent();
    }

    private static String subjectOf(Criterion criterion) {
        return criterion instanceof Criterion.Measure measure
                ? measure.subject()
                : ((Criterion.Check) criterion).what();
    }

    /** Whether nothing of this bake that speaks of an earlier moment has told the same. */
    boolean isFirst(Watched one, Observation telling) {
        Optional<Observation> baseline = baselineOf(one);
        return seen(one).stream()
                .filter(other -> other.at().isBefore(telling.at()))
                .noneMatch(other -> one.tells(other, baseline));
    }

    /** By what named people saw: one look that counts is enough, and each has to be within the bounds. */
    private static Standing stated(Criterion criterion, List<StatedEvidence> stated) {
        List<Observation> all = new ArrayList<>();
        List<Observation> out = new ArrayList<>();
        List<Observation> unjudged = new ArrayList<>();
        Optional<Observation> baseline = Optional.empty();
        for (StatedEvidence one : stated) {
            Evidence evidence = one.evidence();
            Observation observation = new Observation(evidence.at(), seen(criterion, evidence), evidence.by());
            baseline = evidence.baseline()
                    .flatMap(Quantity::find)
                    .map(value -> Observation.of(evidence.at(), value, evidence.by()));
            all.add(observation);
            switch (Criteria.judge(criterion, evidence)) {
                case PASSED -> {}
                case FAILED -> out.add(observation);
                case NO_JUDGEMENT -> unjudged.add(observation);
            }
        }
        boolean seen = all.size() > unjudged.size();
        Judgement result = !out.isEmpty() ? Judgement.FAILED : seen ? Judgement.PASSED : Judgement.NO_JUDGEMENT;
        return new Standing(criterion, result, 1, all, out, unjudged, baseline);
    }

    private static Observation.Seen seen(Criterion criterion, Evidence evidence) {
        if (criterion instanceof Criterion.Check check) {
            return evidence.answer(check)
                    .<Observation.Seen>map(Observation.Answer::new)
                    .orElseGet(() -> new Observation.Nothing(Gap.UNREADABLE, evidence.value()));
        }
        return evidence.quantity()
                .<Observation.Seen>map(Observation.Value::new)
                .orElseGet(() -> new Observation.Nothing(Gap.NOT_A_NUMBER, evidence.value()));
    }
}
