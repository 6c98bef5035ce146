package dev.releasemanager.coordination;

import dev.releasemanager.gate.Dossier;
import dev.releasemanager.notice.CallDocuments;
import dev.releasemanager.notice.Message.Lane;
import dev.releasemanager.notice.OwnerDocuments;
import dev.releasemanager.notice.TeamDocuments;
import dev.releasemanager.release.Checkpoint;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Readiness;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseState;
import dev.releasemanager.release.Team;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * What happens by itself when its moment has come. Each timer acts in the transaction that takes it out of the store, so
 * it acts once, on any replica, and is there again if that fails; it re-reads the truth, and does nothing if it is stale.
 * One that fails is put off, longer each time, so that it holds up no other; it stays until it succeeds.
 */
public final class DueTimers {
    private static final Logger log = LoggerFactory.getLogger(DueTimers.class);

    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(15);

    /** How many releases are held for it. */
    private static final int TOGETHER = 16;

    private final Acts acts;
    private final Watch watch;

    DueTimers(Acts acts, Watch watch) {
        this.acts = acts;
        this.watch = watch;
    }

    /**
     * Carries out everything that is due, in due order. May run on several threads and replicas at once.
     *
     * @return how many timers were taken
     */
    public int drain() {
        int taken = 0;
        while (fireNext()) {
            taken += 1 + fireTogether();
        }
        return taken;
    }

    /**
     * The same by several hands, where there is more than one to take: each commit waits for the disk, and those of many
     * releases can wait together.
     *
     * @param others lends the further hands
     */
    public int drain(int hands, Executor others) {
        List<CompletableFuture<Integer>> helping = new ArrayList<>();
        int taken = 0;
        while (fireNext()) {
            taken++;
            while (helping.size() < hands - 1 && isMoreDue()) {
                helping.add(CompletableFuture.supplyAsync(this::drain, others));
            }
            taken += fireTogether();
        }
        try {
            for (CompletableFuture<Integer> hand : helping) {
                taken += hand.join();
            }
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException fault ? fault : e;
        }
        return taken;
    }

    private boolean isMoreDue() {
        return acts.store()
                .read(Reading::nextDue)
                .filter(due -> !due.isAfter(acts.now()))
                .isPresent();
    }

    /** Timers of several releases by one commit, as long as there are any whose releases nobody holds. */
    private int fireTogether() {
        int all = 0;
        for (List<Timer> taken = fireSome(); !taken.isEmpty(); taken = fireSome()) {
            all += taken.size();
        }
        return all;
    }

    private List<Timer> fireSome() {
        List<Timer> taken = new ArrayList<>();
        try {
            acts.store().write(tx -> {
                taken.addAll(tx.takeDue(acts.now(), TOGETHER));
                taken.forEach(timer -> fire(tx, timer));
                return true;
            });
        } catch (StoreUnavailable e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
            log.atDebug()
                    .setMessage("Timers are carried out one by one")
                    .setCause(e)
                    .log();
            // All of them are back, and only the one that fails is put off.
            for (int left = taken.size(); left > 0 && fireNext(); left--) {}
            return List.of();
        }
        taken.stream().filter(timer -> timer.kind() == Timer.Kind.OBSERVATION).forEach(watch::look);
        return taken;
    }

    /**
     * Carries out the most overdue timer, or puts it off if it fails.
     *
     * @return whether there was one
     */
    public boolean fireNext() {
        AtomicReference<@Nullable Timer> taken = new AtomicReference<>();
        try {
            boolean fired = acts.store().write(tx -> {
                Optional<Timer> timer = tx.takeDue(acts.now());
                timer.ifPresent(due -> {
                    taken.set(due);
                    fire(tx, due);
                });
                return timer.isPresent();
            });
            Timer done = taken.get();
            if (fired && done != null && done.kind() == Timer.Kind.OBSERVATION) {
                watch.look(done);
            }
            return fired;
        } catch (RuntimeException | StackOverflowError | LinkageError | AssertionError e) {
            Timer failed = taken.get();
            if (failed == null) {
                throw e;
            }
            putOff(failed, e);
            return true;
        }
    }

    /** If the store is away as well, the timer is as it was, and its failure says nothing about it. */
    private void putOff(Timer failed, Throwable why) {
        Instant now = acts.now();
        int failures = acts.store().write(tx -> tx.putOff(failed, times -> now.plus(waitAfter(times))));
        if (failures == 0) {
            return;
        }
        // A release that somebody holds for too long is no fault of the timer.
        LoggingEventBuilder line = why instanceof StoreUnavailable ? log.atWarn() : log.atError();
        line.setMessage("A timer failed; it is put off and tried again")
                .addKeyValue("release", failed.release())
                .addKeyValue("kind", failed.kind().word())
                .addKeyValue("round", failed.round())
                .addKeyValue("failures", failures)
                .addKeyValue("next_at", now.plus(waitAfter(failures)))
                .setCause(why)
                .log();
    }

    /** Doubles with each failure, in release time. */
    static Duration waitAfter(int failures) {
        Duration wait = FIRST_WAIT.multipliedBy(1L << Math.min(failures - 1, 20));
        return wait.compareTo(LONGEST_WAIT) < 0 ? wait : LONGEST_WAIT;
    }

    private void fire(Transaction tx, Timer timer) {
        Optional<Release> locked = tx.lock(timer.release());
        if (locked.isEmpty()) {
            return;
        }
        Scene scene = new Scene(tx, acts.policy(), acts.now(), locked.get());
        switch (timer.kind()) {
            case CHECKPOINT_OPENS -> opens(scene, timer.round());
            case REMINDER -> remind(scene, timer);
            case DEADLINE -> deadline(scene, timer.round());
            case ROLLBACK_STEP -> Rollbacks.overdue(scene, timer);
            case BAKE_ENDS -> Stages.bakeEnds(scene, timer);
            case OBSERVATION -> Watch.due(scene, timer);
            case WINDOW_CLOSES -> Rollouts.windowCloses(scene);
            case REVIEW_REMINDER -> Reviews.remind(scene, timer);
            case FLAG_REMINDER -> Activations.remind(scene, timer);
            case TICKET_REMINDER -> Tickets.remind(scene, timer);
            case LESSONS_JOIN -> Lessons.join(scene, timer);
        }
    }

    private static void opens(Scene scene, int round) {
        scene.release().state().checkpointOpens(round, scene.now()).changed().ifPresent(next -> {
            if (!next.isPolling()) {
                undecided(scene, round, next);
                return;
            }
            scene.openCheckpoint(next);
            Checkpoint checkpoint = scene.release().state().checkpoint().orElseThrow();
            scene.record(
                    Optional.empty(),
                    "checkpoint_opened",
                    Map.of(
                            "round", Integer.toString(round),
                            "from", checkpoint.opensAt().toString(),
                            "until", checkpoint.until().toString()));
        });
    }

    /** To those who still owe an answer, never to the others; the last one to the team's lead as well. */
    private static void remind(Scene scene, Timer timer) {
        ReleaseState state = scene.release().state();
        if (!(state instanceof ReleaseState.Polling polling)
                || polling.open().round() != timer.round()
                || polling.open().isOver(scene.now())
                || isOvertaken(scene, timer, polling.open())) {
            return;
        }
        Dossier dossier = scene.dossier();
        List<String> reminded = new ArrayList<>();
        for (Readiness readiness : dossier.readiness()) {
            Optional<Team> team = scene.roster().find(readiness.team());
            if (team.isEmpty() || !readiness.isOwed()) {
                continue;
            }
            boolean toLead = timer.detail().equals("last");
            List<PersonId> owing = dossier.asked().getOrDefault(readiness.team(), List.of()).stream()
                    .filter(team.get().members()::contains)
                    .filter(person -> dossier.isOwedBy(person, readiness))
                    .toList();
            owing.forEach(person -> scene.tell(
                    person,
                    TeamDocuments.reminder(dossier, team.get(), polling.open(), scene.now(), false),
                    Lane.REMINDER));
            Optional<PersonId> lead = team.get().lead().filter(person -> toLead && !owing.contains(person));
            lead.ifPresent(person -> scene.tell(
                    person,
                    TeamDocuments.reminder(dossier, team.get(), polling.open(), scene.now(), true),
                    Lane.REMINDER));
            if (!owing.isEmpty() || lead.isPresent()) {
                reminded.add(readiness.team().value());
            }
        }
        if (!reminded.isEmpty()) {
            scene.record(
                    Optional.empty(),
                    "reminded",
                    Map.of("teams", String.join(", ", reminded), "round", Integer.toString(timer.round())));
        }
    }

    /** After a standstill several reminders are due at once; only the newest says anything that the others don't. */
    private static boolean isOvertaken(Scene scene, Timer timer, Checkpoint open) {
        return scene.policy().checkpoint(scene.release().profile().kind()).reminders().stream()
                .map(lead -> open.until().minus(lead))
                .anyMatch(due -> due.isAfter(timer.dueAt()) && !due.isAfter(scene.now()));
    }

    private static void deadline(Scene scene, int round) {
        scene.release()
                .state()
                .deadlinePasses(round, scene.now())
                .changed()
                .ifPresent(delayed -> undecided(scene, round, delayed));
    }

    private static void undecided(Scene scene, int round, ReleaseState delayed) {
        scene.save(scene.release().with(delayed));
        String recorded =
                scene.record(Optional.empty(), "checkpoint_undecided", Map.of("round", Integer.toString(round)));
        Dossier dossier = scene.dossier();
        scene.tellThread(CallDocuments.undecided(dossier, recorded));
        scene.tellDeciders(OwnerDocuments.undecided(dossier));
        scene.refreshBoard();
    }
}
