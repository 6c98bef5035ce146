package dev.releasemanager.coordination;

import dev.releasemanager.criteria.Baseline;
import dev.releasemanager.criteria.Criteria;
import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.criteria.Judgement;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.Flagged;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseState.Completed;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.rollout.Cadence;
import dev.releasemanager.rollout.FlagMark;
import dev.releasemanager.rollout.FlagStanding;
import dev.releasemanager.rollout.MeasureSource;
import dev.releasemanager.rollout.Observation;
import dev.releasemanager.rollout.Question;
import dev.releasemanager.rollout.Question.Standpoint;
import dev.releasemanager.rollout.Sourcing;
import dev.releasemanager.rollout.StageRun;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The check of a flag that is on, where a source can be asked for it (S2): once a full span has passed since it is on, and
 * again until it is off, out of its bounds, or the release's rollback window is over. What a source doesn't say is left to
 * people, who can say it at any time.
 */
final class FlagWatch {
    private static final String FLAG = "flag ";

    private final Acts acts;
    private final Sources sources;

    FlagWatch(Acts acts, Sources sources) {
        this.acts = acts;
        this.sources = sources;
    }

    static boolean isOf(Timer timer) {
        return timer.detail().startsWith(FLAG);
    }

    /**
     * What is asked of a source, and when.
     *
     * @param source by its name
     * @param first the end of the first full span since the flag is on
     */
    record Check(Question question, String source, Instant first, Duration interval) {
        private boolean isComparedWith(Baseline baseline) {
            return question.condition() instanceof Criterion.Measure measure
                    && measure.bound().baseline().equals(Optional.of(baseline));
        }

        /** What a flag is compared with is what was seen before it was on. */
        private Optional<Question> before(Instant on) {
            return isComparedWith(Baseline.BEFORE)
                    ? Optional.of(new Question(
                            question.release(),
                            question.component(),
                            question.condition(),
                            question.stage(),
                            question.share(),
                            on.truncatedTo(ChronoUnit.MILLIS),
                            question.span(),
                            Standpoint.BEFORE))
                    : Optional.empty();
        }
    }

    /** How the check of a flag that is on is asked for; empty where no source answers it, so that a person looks. */
    static Optional<Check> checkOf(Dossier dossier, Sourcing sourcing, Flagged flag) {
        Optional<Instant> on = dossier.rollout().standingOf(flag.flag()).on().map(FlagMark::at);
        Optional<StageRun> run = dossier.rollout().production();
        Optional<Criterion> condition = flag.activation().flatMap(activation -> Criteria.parse(activation.check()));
        if (on.isEmpty() || run.isEmpty() || condition.isEmpty()) {
            return Optional.empty();
        }
        Instant now = dossier.standards().now().truncatedTo(ChronoUnit.MILLIS);
        Duration span = Cadence.of(condition.get(), sourcing.interval()).spanIn(now.minus(sourcing.interval()), now);
        // Its own components first: one that the check names by another is found among those of the release.
        return Stream.of(
                        flag.changes().stream().map(Change::component),
                        dossier.manifest().graph().components().stream(),
                        Stream.of(""))
                .flatMap(names -> names)
                .flatMap(component -> sourcing
                        .find(condition.get(), component, run.get().stage().id())
                        .map(MeasureSource::system)
                        .map(source -> new Check(
                                new Question(
                                        dossier.release().key(),
                                        component,
                                        condition.get(),
                                        run.get().stage().id(),
                                        run.get().stage().share().orElse(100),
                                        now,
                                        span,
                                        Standpoint.STAGE),
                                source,
                                on.get().plus(span),
                                sourcing.interval()))
                        .stream())
                .findFirst()
                .filter(check -> !check.isComparedWith(Baseline.STAGING));
    }

    /** In the act by which a flag goes on, or is said to work after all. */
    static void begin(Scene scene, int activation) {
        Dossier dossier = scene.dossier();
        Activations.flag(dossier, activation)
                .ifPresent(flag -> checkOf(dossier, scene.policy().sourcing(), flag)
                        .ifPresent(check -> schedule(scene, flag, check.first(), check)));
    }

    private static void schedule(Scene scene, Flagged flag, Instant at, Check check) {
        FlagStanding standing = scene.tx().rollout(scene.release().key()).standingOf(flag.flag());
        scene.tx()
                .schedule(new Timer(
                        scene.release().key(),
                        Timer.Kind.OBSERVATION,
                        flag.activation().orElseThrow().number(),
                        at.isAfter(scene.now()) ? at : scene.now().plus(check.interval()),
                        FLAG + standing.on().orElseThrow().at()));
    }

    /** The flag that a timer is about, while its check is to be looked at. */
    private static Optional<Flagged> watched(Dossier dossier, Timer timer) {
        return Activations.flag(dossier, timer.round()).filter(flag -> {
            FlagStanding standing = dossier.rollout().standingOf(flag.flag());
            boolean sameOn = standing.on()
                    .filter(on -> timer.detail().equals(FLAG + on.at()))
                    .isPresent();
            boolean fails = standing.checked()
                    .filter(mark -> mark.kind() == FlagMark.Kind.FAILS)
                    .isPresent();
            return sameOn && !fails && goesOn(dossier, standing);
        });
    }

    private static boolean goesOn(Dossier dossier, FlagStanding standing) {
        if (dossier.release().state() instanceof Completed completed) {
            boolean answered =
                    standing.checked().isPresent() || standing.unseen().isPresent();
            return !answered || dossier.standards().now().isBefore(completed.undoableUntil());
        }
        Phase phase = dossier.release().state().phase();
        return phase == Phase.ROLLING_OUT || phase == Phase.STOPPED;
    }

    /** Its moment has come: it is set for the next one. What is to be asked is asked after the commit. */
    static void due(Scene scene, Timer timer) {
        Dossier dossier = scene.dossier();
        watched(dossier, timer).ifPresent(flag -> checkOf(
                        dossier, scene.policy().sourcing(), flag)
                .ifPresent(check -> {
                    boolean works =
                            dossier.rollout().standingOf(flag.flag()).checked().isPresent();
                    Duration pause = works
                            ? Watch.calmly(check.interval(), check.question().span())
                            : check.interval();
                    schedule(scene, flag, scene.now().plus(pause), check);
                }));
    }

    /** Asks, outside of any transaction, and keeps what is said. */
    void look(Timer timer) {
        Policy policy = acts.policy();
        Instant now = acts.now();
        Optional<Check> asked = acts.store().read(reading -> reading.find(timer.release())
                .map(release -> Inquiries.dossier(reading, release, policy, now))
                .flatMap(
                        dossier -> watched(dossier, timer).flatMap(flag -> checkOf(dossier, policy.sourcing(), flag))));
        if (asked.isEmpty() || now.isBefore(asked.get().first())) {
            return;
        }
        Check check = asked.get();
        Optional<Observation> before = check.before(Instant.parse(timer.detail().substring(FLAG.length())))
                .map(sources::ask);
        Observation seen = sources.ask(check.question());
        Judgement judgement = seen.judge(check.question().condition(), before.flatMap(Observation::quantity));
        boolean unused = acts.store().write(tx -> {
            Optional<Release> locked = tx.lock(timer.release());
            locked.map(release -> new Scene(tx, policy, acts.now(), release)).ifPresent(scene -> watched(
                            scene.dossier(), timer)
                    .ifPresent(flag -> Activations.observed(
                            scene,
                            flag,
                            judgement,
                            // What it would have been compared with is missing, and not it itself.
                            judgement == Judgement.NO_JUDGEMENT && seen.gap().isEmpty() ? before.orElse(seen) : seen)));
            return locked.isPresent();
        });
    }
}
