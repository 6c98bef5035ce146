package dev.releasemanager.coordination;

import dev.releasemanager.gate.Dossier;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message;
import dev.releasemanager.notice.ObservationDocuments;
import dev.releasemanager.notice.RolloutDocuments;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState.Completed;
import dev.releasemanager.rollout.Observation;
import dev.releasemanager.rollout.Observed;
import dev.releasemanager.rollout.Question;
import dev.releasemanager.rollout.Question.Standpoint;
import dev.releasemanager.rollout.StageJudgement;
import dev.releasemanager.rollout.StageRun;
import dev.releasemanager.rollout.Watched;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks at what is baking: has sources asked, outside of any transaction, and keeps what they say (M6). A timer for each
 * bake sets itself anew until the bake is over. Nothing is lost with a process: whoever looks next asks for every moment
 * that has come and wasn't looked at; and what two replicas see at once is kept once.
 *
 * <p>Between bakes, while components are deployed or the next stage waits for the owner, the plan's triggers are looked at
 * (M4): each as it is now, and only what makes one true is kept. After completion they are looked at more seldom, until the
 * rollback window is over.
 */
public final class Watch {
    private static final Logger log = LoggerFactory.getLogger(Watch.class);

    /** When the end of a bake is looked at again that waits for answers. */
    private static final Duration SOON = Duration.ofSeconds(5);

    /** Marks the timers of what is looked at outside of a bake; the number of bakes that there were follows. */
    private static final String BETWEEN = "between ";

    private static final String AFTER = "after ";

    /** Where nothing rolls out any more, there is no need to look more often. */
    private static final Duration QUIET = Duration.ofMinutes(5);

    /** The same breach is told again after that long, if it is still so. */
    private static final Duration TOLD_AGAIN = Duration.ofDays(1);

    private final Acts acts;
    private final Sources sources;
    private final Executor elsewhere;
    private final FlagWatch flags;
    private final Set<UnderWay> underWay = ConcurrentHashMap.newKeySet();

    Watch(Acts acts, Sources sources, Executor elsewhere) {
        this.acts = acts;
        this.sources = sources;
        this.elsewhere = elsewhere;
        this.flags = new FlagWatch(acts, sources);
    }

    /** What one look is about, whenever it is due. */
    private record UnderWay(ReleaseKey key, int round, String detail) {
        static UnderWay of(Timer timer) {
            return new UnderWay(timer.release(), timer.round(), timer.detail());
        }
    }

    /** When a look is taken. */
    private enum During {
        BAKE(""),
        BETWEEN_BAKES(BETWEEN),
        COMPLETED(AFTER);

        private final String prefix;

        During(String prefix) {
            this.prefix = prefix;
        }
    }

    private record Look(ReleaseKey key, int run, int bake, During during) {
        static Look of(Timer timer) {
            During during = timer.detail().startsWith(BETWEEN)
                    ? During.BETWEEN_BAKES
                    : timer.detail().startsWith(AFTER) ? During.COMPLETED : During.BAKE;
            return new Look(
                    timer.release(),
                    timer.round(),
                    Integer.parseInt(timer.detail().substring(during.prefix.length())),
                    during);
        }
    }

    /** How long to wait for the next look where nothing rolls out: each part of that time is seen, if only by one. */
    static Duration calmly(Duration interval, Duration span) {
        return Stream.of(interval, span, QUIET).max(Comparator.naturalOrder()).orElseThrow();
    }

    /** In the act that completes a release: its triggers are looked at until its rollback window is over (M4). */
    static void beginAfter(Scene scene) {
        Dossier dossier = scene.dossier();
        dossier.rollout().newest().ifPresent(run -> after(scene, dossier, run));
    }

    private static void after(Scene scene, Dossier dossier, StageRun run) {
        Judging.of(scene.tx(), dossier, scene.policy().sourcing(), run)
                .shortestTriggerSpan()
                .map(span -> scene.now().plus(calmly(scene.policy().sourcing().interval(), span)))
                .filter(next -> dossier.release().state() instanceof Completed completed
                        && next.isBefore(completed.undoableUntil()))
                .ifPresent(next -> scene.tx()
                        .schedule(new Timer(
                                scene.release().key(),
                                Timer.Kind.OBSERVATION,
                                run.number(),
                                next,
                                AFTER + run.bakes())));
    }

    private static boolean isAfter(Dossier dossier, Look look) {
        return dossier.release().state() instanceof Completed completed
                && dossier.standards().now().isBefore(completed.undoableUntil())
                && dossier.rollout()
                        .newest()
                        .filter(run -> run.number() == look.run() && run.bakes() == look.bake())
                        .isPresent();
    }

    private static boolean isStill(Dossier dossier, Look look) {
        return switch (look.during()) {
            case BETWEEN_BAKES -> isBetween(dossier, look);
            case COMPLETED -> isAfter(dossier, look);
            case BAKE -> false;
        };
    }

    /** In the act after which a stage of production isn't baking: the timer of its triggers, if a source answers any. */
    static void beginBetween(Scene scene, StageRun run) {
        Look look = new Look(scene.release().key(), run.number(), run.bakes(), During.BETWEEN_BAKES);
        if (isBetween(scene.dossier(), look)
                && Judging.of(scene.tx(), scene.dossier(), scene.policy().sourcing(), run)
                        .hasTriggers()) {
            scene.tx()
                    .schedule(new Timer(
                            look.key(),
                            Timer.Kind.OBSERVATION,
                            look.run(),
                            scene.now().plus(scene.policy().sourcing().interval()),
                            BETWEEN + look.bake()));
        }
    }

    private static boolean isBetween(Dossier dossier, Look look) {
        return dossier.rollout()
                        .newest()
                        .filter(run -> run.number() == look.run() && run.bakes() == look.bake())
                        .filter(run -> !run.stage().isStaging()
                                && (run.hasPassed() || run.bake().isEmpty()))
                        .isPresent()
                && dossier.release()
                        .state()
                        .advance(dossier.standards().now())
                        .changed()
                        .isPresent();
    }

    /** In the act by which a bake begins: its timer, if a source is asked for anything. */
    static void begin(Scene scene, StageRun run) {
        if (Judging.of(scene.tx(), scene.dossier(), scene.policy().sourcing(), run)
                .hasSources()) {
            schedule(scene, run, scene.now());
        }
    }

    /** After a bake has become longer: its timer is still set, unless the bake was over. */
    static void goOn(Scene scene, StageRun before, StageRun next) {
        if (before.bake().filter(bake -> bake.isOver(scene.now())).isPresent()) {
            begin(scene, next);
        }
    }

    /**
     * Whether a stage that hasn't passed is to be watched anew, and not just longer: what a source didn't say, or said out of
     * its bounds, stays so for that bake.
     */
    static boolean hasToBeginAnew(Scene scene, StageRun run) {
        return run.end().isPresent()
                && Judging.of(scene.tx(), scene.dossier(), scene.policy().sourcing(), run)
                        .hasSources();
    }

    private static void schedule(Scene scene, StageRun run, Instant at) {
        scene.tx()
                .schedule(new Timer(
                        scene.release().key(),
                        Timer.Kind.OBSERVATION,
                        run.number(),
                        at,
                        Integer.toString(run.bakes())));
    }

    /** The timer of a bake has fired: it is set for the next moment. What is to be asked is asked after the commit. */
    static void due(Scene scene, Timer timer) {
        if (FlagWatch.isOf(timer)) {
            FlagWatch.due(scene, timer);
            return;
        }
        Look look = Look.of(timer);
        if (look.during() != During.BAKE) {
            Dossier dossier = scene.dossier();
            Optional<StageRun> same = dossier.rollout().find(look.run()).filter(run -> run.bakes() == look.bake());
            if (look.during() == During.COMPLETED) {
                same.filter(run -> isAfter(dossier, look)).ifPresent(run -> after(scene, dossier, run));
            } else {
                same.ifPresent(run -> beginBetween(scene, run));
            }
            return;
        }
        baking(scene.dossier(), timer.round(), timer.detail()).ifPresent(baking -> Judging.of(
                        scene.tx(), scene.dossier(), scene.policy().sourcing(), baking)
                .nextAfter(scene.now())
                .ifPresent(next -> schedule(scene, baking, next)));
    }

    private static Optional<StageRun> baking(Dossier dossier, int number, String bake) {
        return dossier.rollout()
                .newest()
                .filter(run -> run.number() == number
                        && run.isUnderWay()
                        && run.bake()
                                .filter(one -> Integer.toString(one.number()).equals(bake))
                                .isPresent())
                .filter(run -> dossier.release()
                        .state()
                        .bakeEnds(dossier.standards().now())
                        .changed()
                        .isPresent());
    }

    /**
     * Whether the judgement of a bake that is over has to wait for what is still to be asked. Then that is asked for once
     * more, and the bake's end comes again a little later: each question is answered in the end, if only by a gap.
     */
    static boolean isWaitedFor(Scene scene, StageRun run, Timer end) {
        boolean waiting = Judging.of(scene.tx(), scene.dossier(), scene.policy().sourcing(), run)
                .isWaiting(scene.now());
        if (waiting) {
            schedule(scene, run, scene.now());
            scene.tx()
                    .schedule(new Timer(
                            end.release(), end.kind(), end.round(), scene.now().plus(SOON), end.detail()));
        }
        return waiting;
    }

    /** Asks for what is open in a bake, on a thread of its own. Never throws. */
    void look(Timer timer) {
        UnderWay about = UnderWay.of(timer);
        if (underWay.add(about)) {
            try {
                elsewhere.execute(() -> {
                    try {
                        if (FlagWatch.isOf(timer)) {
                            flags.look(timer);
                        } else if (Look.of(timer).during() == During.BAKE) {
                            look(Look.of(timer));
                        } else {
                            lookOutside(Look.of(timer));
                        }
                    } catch (RuntimeException e) {
                        log.atWarn()
                                .setMessage("What is baking could not be looked at; the next look makes up for it")
                                .addKeyValue("release", about.key())
                                .setCause(e)
                                .log();
                    } finally {
                        underWay.remove(about);
                    }
                });
            } catch (RuntimeException refused) {
                underWay.remove(about);
                log.atWarn()
                        .setMessage("Nobody has time to look at what is baking; the next look makes up for it")
                        .addKeyValue("release", about.key())
                        .log();
            }
        }
    }

    private void look(Look look) {
        List<Judging.Open> open = open(look);
        while (!open.isEmpty()) {
            Map<Question, Observation> answers =
                    sources.ask(open.stream().map(Judging.Open::question).toList());
            Instant takenAt = acts.now();
            List<Observed> seen = new ArrayList<>();
            for (Judging.Open one : open) {
                Observation answer = answers.get(one.question());
                if (answer != null) {
                    seen.add(new Observed(
                            look.run(),
                            look.bake(),
                            one.watched().id(),
                            one.watched().text(),
                            one.question().standpoint(),
                            answer,
                            takenAt));
                }
            }
            if (!keep(look, seen)) {
                return;
            }
            open = open(look);
        }
    }

    private record Between(Judging judging, List<Judging.Open> open) {}

    private void lookOutside(Look look) {
        Instant now = acts.now();
        Policy policy = acts.policy();
        Optional<Between> between = acts.store().read(reading -> reading.find(look.key())
                .map(release -> Inquiries.dossier(reading, release, policy, now))
                .filter(dossier -> isStill(dossier, look))
                .map(dossier -> Judging.of(
                        reading,
                        dossier,
                        policy.sourcing(),
                        dossier.rollout().find(look.run()).orElseThrow()))
                .map(judging -> new Between(judging, judging.betweenBakes(now))));
        if (between.isEmpty()) {
            return;
        }
        Optional<Observation> before = Optional.empty();
        for (Judging.Open one : between.get().open()) {
            Observation seen = sources.ask(one.question());
            if (one.question().standpoint() == Standpoint.BEFORE) {
                before = Optional.of(seen);
                continue;
            }
            Optional<Observation> asked = before;
            Optional<Observation> baseline =
                    between.get().judging().baselineOf(one.watched()).or(() -> asked);
            if (one.watched().tells(seen, baseline)
                    && met(
                            look,
                            one.watched(),
                            new Observed(
                                    look.run(),
                                    look.bake(),
                                    one.watched().id(),
                                    one.watched().text(),
                                    Standpoint.STAGE,
                                    seen,
                                    acts.now()))) {
                return;
            }
            before = Optional.empty();
        }
    }

    private boolean met(Look look, Watched trigger, Observed seen) {
        return acts.store().write(tx -> {
            Optional<Release> locked = tx.lock(look.key());
            if (locked.isEmpty()) {
                return false;
            }
            Scene scene = new Scene(tx, acts.policy(), acts.now(), locked.get());
            Dossier dossier = scene.dossier();
            if (!isStill(dossier, look) || isTold(tx, look, seen) || tx.add(look.key(), List.of(seen)) == 0) {
                return false;
            }
            StageRun run = dossier.rollout().find(look.run()).orElseThrow();
            if (look.during() == During.COMPLETED) {
                tellAfter(scene, run, trigger, seen.observation());
                return false;
            }
            return halted(scene, run, trigger, seen.observation());
        });
    }

    private static boolean isTold(Transaction tx, Look look, Observed seen) {
        return look.during() == During.COMPLETED
                && tx.rollout(look.key()).find(look.run()).flatMap(StageRun::end).stream()
                        .anyMatch(end -> tx.observations(look.key(), look.run()).stream()
                                .anyMatch(known -> known.condition().equals(seen.condition())
                                        && known.standpoint() == Standpoint.STAGE
                                        && known.takenAt().isAfter(end.at())
                                        && known.takenAt()
                                                .isAfter(seen.takenAt().minus(TOLD_AGAIN))));
    }

    /**
     * A trigger is met after completion: everybody has it, other releases may have followed, and whoever decides is there. So
     * the rollback is offered and never begins by itself, whatever the plan says for the rollout.
     */
    private static void tellAfter(Scene scene, StageRun run, Watched trigger, Observation seen) {
        recordMet(scene, run, "trigger", trigger, seen);
        Document said =
                RolloutDocuments.triggerAfter(scene.dossier(), trigger.text(), seen, isAutomatic(scene, trigger));
        Release release = scene.release();
        scene.alarm(
                said,
                said,
                Stream.concat(Stream.of(release.owner()), release.delegate().stream())
                        .toList());
    }

    private List<Judging.Open> open(Look look) {
        Instant now = acts.now();
        Policy policy = acts.policy();
        return acts.store().read(reading -> reading.find(look.key())
                .map(release -> Inquiries.dossier(reading, release, policy, now))
                .flatMap(dossier -> baking(dossier, look.run(), Integer.toString(look.bake()))
                        .map(run -> Judging.of(reading, dossier, policy.sourcing(), run)
                                .open(now)))
                .orElse(List.of()));
    }

    /**
     * Keeps what was seen, and acts on it: a trigger that is true, or a criterion out of its bounds, halts the rollout.
     *
     * @return false if there is nothing more to look at
     */
    private boolean keep(Look look, List<Observed> seen) {
        Policy policy = acts.policy();
        return acts.store().write(tx -> {
            Optional<Release> locked = tx.lock(look.key());
            if (locked.isEmpty()) {
                return false;
            }
            Scene scene = new Scene(tx, policy, acts.now(), locked.get());
            Optional<StageRun> run = baking(scene.dossier(), look.run(), Integer.toString(look.bake()));
            if (run.isEmpty() || tx.add(look.key(), seen) == 0) {
                return false;
            }
            act(scene, run.get(), seen);
            scene.refreshBoard();
            return true;
        });
    }

    private static void act(Scene scene, StageRun run, List<Observed> seen) {
        Judging judging = Judging.of(scene.tx(), scene.dossier(), scene.policy().sourcing(), run);
        for (Watched watched : judging.watched()) {
            List<Observation> fresh = seen.stream()
                    .filter(one -> one.condition().equals(watched.id()) && one.standpoint() == Standpoint.STAGE)
                    .map(Observed::observation)
                    .toList();
            Optional<Observation> telling = fresh.stream()
                    .filter(one -> watched.tells(one, judging.baselineOf(watched)))
                    .findFirst();
            boolean first = telling.filter(one -> judging.isFirst(watched, one)).isPresent();
            if (first && halted(scene, run, watched, telling.get())) {
                return;
            }
        }
    }

    /** Writes down that something left its bounds; in production that halts the rollout. */
    private static boolean halted(Scene scene, StageRun run, Watched watched, Observation seen) {
        boolean trigger = watched.role() == Watched.Role.TRIGGER;
        recordMet(scene, run, trigger ? "trigger" : "criterion", watched, seen);
        if (run.stage().isStaging()) {
            return false;
        }
        String why = "“" + watched.text() + "” " + (trigger ? "is met: " : "isn't met: ")
                + ObservationDocuments.shown(seen) + ", says " + seen.source() + ".";
        if (run.bake().isPresent()) {
            tell(scene, run, scene.now());
        }
        if (trigger && isAutomatic(scene, watched)) {
            Rollbacks.byTrigger(scene, why);
        } else {
            Rollouts.stopBecause(scene, Optional.empty(), why);
        }
        return true;
    }

    private static void recordMet(Scene scene, StageRun run, String role, Watched watched, Observation seen) {
        scene.record(
                Optional.empty(),
                role.equals("trigger") ? "trigger_met" : "bounds_left",
                StageWork.details(
                        run,
                        role,
                        watched.text(),
                        "seen",
                        ObservationDocuments.shown(seen),
                        "seen_at",
                        seen.at().toString(),
                        "source",
                        seen.source()));
    }

    /** Whether the plan has the bot begin the rollback by itself when this is met (M4). */
    private static boolean isAutomatic(Scene scene, Watched watched) {
        return scene.tx().rollbackPlan(scene.release().key()).triggers().stream()
                .anyMatch(trigger -> trigger.automatic() && trigger.condition().equals(watched.text()));
    }

    /** What the newest stage was judged by. */
    static StageJudgement judgementOfLast(Scene scene) {
        StageRun run = scene.dossier().rollout().newest().orElseThrow();
        return Judging.of(scene.tx(), scene.dossier(), scene.policy().sourcing(), run)
                .judgement(run.bake().orElseThrow().until());
    }

    /** What was seen in a stage that was judged: criterion by criterion into the thread, with the picture of its series. */
    static void tell(Scene scene, StageRun run) {
        tell(scene, run, run.bake().orElseThrow().until());
    }

    private static void tell(Scene scene, StageRun run, Instant upTo) {
        StageJudgement judgement = Judging.of(
                        scene.tx(), scene.dossier(), scene.policy().sourcing(), run)
                .judgement(upTo);
        if (judgement.standings().isEmpty()) {
            return;
        }
        scene.tellThread(ObservationDocuments.table(scene.release(), run.stage(), judgement));
        if (judgement.standings().stream().anyMatch(standing -> standing.asked() > 1)) {
            scene.tx()
                    .promise(new Message.Upload(
                            scene.release().key(),
                            Message.Handout.SERIES,
                            Optional.empty(),
                            scene.release().profile().channel()));
        }
    }
}
