package dev.releasemanager.coordination;

import dev.releasemanager.criteria.Baseline;
import dev.releasemanager.criteria.Criteria;
import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.criteria.Judgement;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.Flagged;
import dev.releasemanager.notice.ObservationDocuments;
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
import dev.releasemanager.rollout.Stage;
import dev.releasemanager.rollout.StageRun;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
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
     * @param questions one for each of its components
     * @param source by its name
     * @param first the end of the first full span since the flag is on
     */
    record Check(List<Question> questions, String source, Instant first, Duration interval) {
        Duration span() {
            return questions.get(0).span();
        }
    }

    private static boolean isComparedWith(Baseline baseline, Criterion condition) {
        return condition instanceof Criterion.Measure measure
                && measure.bound().baseline().equals(Optional.of(baseline));
    }

    /** How the check of a flag that is on is asked for; empty where no source answers it, so that a person looks. */
    static Optional<Check> checkOf(Dossier dossier, Sourcing sourcing, Flagged flag) {
        Optional<Instant> on = dossier.rollout().standingOf(flag.flag()).on().map(FlagMark::at);
        Optional<StageRun> run = dossier.rollout().production();
        Optional<Criterion> condition = flag.activation()
                .flatMap(activation -> Criteria.parse(activation.check()))
                .filter(criterion -> !isComparedWith(Baseline.STAGING, criterion));
        if (on.isEmpty() || run.isEmpty() || condition.isEmpty()) {
            return Optional.empty();
        }
        Stage stage = run.get().stage();
        List<String> components = answered(dossier, sourcing, flag, condition.get(), stage);
        if (components.isEmpty()) {
            return Optional.empty();
        }
        Instant now = dossier.standards().now().truncatedTo(ChronoUnit.MILLIS);
        Duration span = Cadence.of(condition.get(), sourcing.interval()).spanIn(now.minus(sourcing.interval()), now);
        return Optional.of(new Check(
                components.stream()
                        .map(component -> new Question(
                                dossier.release().key(),
                                component,
                                condition.get(),
                                stage.id(),
                                stage.share().orElse(100),
                                now,
                                span,
                                Standpoint.STAGE))
                        .toList(),
                sourcing.find(condition.get(), components.get(0), stage.id())
                        .map(MeasureSource::system)
                        .orElseThrow(),
                on.get().plus(span),
                sourcing.interval()));
    }

    /**
     * The components for which a source answers: all of its own, or the one that the check names; blank for the release as a
     * whole. None if it would speak of some of its own only.
     */
    private static List<String> answered(
            Dossier dossier, Sourcing sourcing, Flagged flag, Criterion condition, Stage stage) {
        Predicate<String> isAnswered =
                component -> sourcing.find(condition, component, stage.id()).isPresent();
        List<String> own =
                flag.changes().stream().map(Change::component).distinct().toList();
        List<String> answered = own.stream().filter(isAnswered).toList();
        if (answered.isEmpty()) {
            return Stream.concat(dossier.manifest().graph().components().stream(), Stream.of(""))
                    .filter(isAnswered)
                    .limit(1)
                    .toList();
        }
        boolean named = answered.size() == 1 && MeasureSource.names(condition, answered.get(0));
        return named || answered.size() == own.size() ? answered : List.of();
    }

    /** In the act by which a flag goes on. */
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

    /** The flag that a timer is about, while it is on since the same moment and may be looked at. */
    private static Optional<Flagged> watched(Dossier dossier, Timer timer) {
        return Activations.flag(dossier, timer.round()).filter(flag -> {
            FlagStanding standing = dossier.rollout().standingOf(flag.flag());
            boolean sameOn = standing.on()
                    .filter(on -> timer.detail().equals(FLAG + on.at()))
                    .isPresent();
            return sameOn && goesOn(dossier, standing);
        });
    }

    /** The same, unless it is known to fail: then there is nothing to ask until somebody says that it works after all. */
    private static Optional<Flagged> open(Dossier dossier, Timer timer) {
        return watched(dossier, timer).filter(flag -> dossier.rollout()
                .standingOf(flag.flag())
                .checked()
                .filter(mark -> mark.kind() == FlagMark.Kind.FAILS)
                .isEmpty());
    }

    /** Whether the check of a flag that is on is asked for again after what has been seen. */
    static boolean isAskedAgain(Dossier dossier, Flagged flag) {
        return goesOn(dossier, dossier.rollout().standingOf(flag.flag()));
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
                    boolean calm =
                            dossier.rollout().standingOf(flag.flag()).checked().isPresent()
                                    || dossier.release().state() instanceof Completed;
                    Duration pause = calm ? Watch.calmly(check.interval(), check.span()) : check.interval();
                    schedule(scene, flag, scene.now().plus(pause), check);
                }));
    }

    /** Asks, outside of any transaction, and keeps what is said. */
    void look(Timer timer) {
        Policy policy = acts.policy();
        Instant now = acts.now();
        Optional<Check> asked = acts.store().read(reading -> reading.find(timer.release())
                .map(release -> Inquiries.dossier(reading, release, policy, now))
                .flatMap(dossier -> open(dossier, timer).flatMap(flag -> checkOf(dossier, policy.sourcing(), flag))));
        if (asked.isEmpty() || now.isBefore(asked.get().first())) {
            return;
        }
        Check check = asked.get();
        Instant on = Instant.parse(timer.detail().substring(FLAG.length())).truncatedTo(ChronoUnit.MILLIS);
        Seen worst = check.questions().stream()
                .map(question -> seen(question, on))
                .min(Comparator.comparing(seen -> WORST_FIRST.indexOf(seen.judgement())))
                .orElseThrow();
        String where = check.questions().size() > 1 ? worst.component() + ": " : "";
        String words = where + ObservationDocuments.shown(worst.observation()) + " ("
                + worst.observation().source() + ")";
        boolean unused = acts.store().write(tx -> {
            Optional<Release> locked = tx.lock(timer.release());
            locked.map(release -> new Scene(tx, acts.policy(), acts.now(), release))
                    .ifPresent(scene -> open(scene.dossier(), timer)
                            .ifPresent(flag -> Activations.observed(scene, flag, worst.judgement(), words)));
            return locked.isPresent();
        });
    }

    /** Of several components the worst one speaks for the flag. */
    private static final List<Judgement> WORST_FIRST =
            List.of(Judgement.FAILED, Judgement.NO_JUDGEMENT, Judgement.PASSED);

    private record Seen(String component, Judgement judgement, Observation observation) {}

    /** What a flag is compared with is what was seen before it was on. */
    private Seen seen(Question question, Instant on) {
        Optional<Observation> before = isComparedWith(Baseline.BEFORE, question.condition())
                ? Optional.of(sources.ask(new Question(
                        question.release(),
                        question.component(),
                        question.condition(),
                        question.stage(),
                        question.share(),
                        on,
                        question.span(),
                        Standpoint.BEFORE)))
                : Optional.empty();
        Observation now = sources.ask(question);
        Judgement judgement = now.judge(question.condition(), before.flatMap(Observation::quantity));
        // What it would have been compared with is missing, and not it itself.
        boolean uncompared = judgement == Judgement.NO_JUDGEMENT && now.gap().isEmpty();
        return new Seen(question.component(), judgement, uncompared ? before.orElse(now) : now);
    }
}
