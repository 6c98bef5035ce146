package dev.releasemanager.outbox;

import dev.releasemanager.outbox.Promises.PutBack;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/**
 * The one deliverer of a workspace. Several replicas may each run one: the lease lets a single one deliver, and another
 * takes over when it lapses.
 *
 * <p>A promise is <em>claimed</em> in a short transaction of its own, then carried without any transaction, then settled.
 * What was claimed by a worker that died is doubtful, and probed before it is repeated. If a settlement can't be stored it
 * is kept in memory and stored when the database is back, and the promise stays claimed until then: nothing is delivered
 * twice because the database was away.
 *
 * <p>{@link #step} makes one round on the caller's thread; {@link #start} has a thread make rounds whenever it is woken, and
 * at least every half second.
 */
public final class Worker {
    private static final Logger log = LoggerFactory.getLogger(Worker.class);

    /** How many promises of a lane one look finds. */
    private static final int LOOKED_AT = 200;

    /** For so long what a look found is begun round by round before the next look; for longer if the look itself was long. */
    private static final Duration LOOK_COUNTS = Duration.ofMillis(100);

    private static final int LOOK_COUNTS_TIMES = 5;

    private static final int STREAMS_REMEMBERED = 10_000;

    /** After an unknown outcome, before the probe: what is on its way has arrived by then. */
    private static final Duration SETTLING = Duration.ofSeconds(2);

    private static final Duration BETWEEN_CLEANUPS = Duration.ofMinutes(1);

    private final UUID me = UUID.randomUUID();
    private final Promises promises;
    private final Lease lease;
    private final Courier courier;
    private final Budgets budgets;
    private final Watcher watcher;
    private final InstantSource wall;
    private final RandomGenerator jitter;
    private final Executor deliveries;
    private final Terms terms;

    private final Semaphore woken = new Semaphore(0);
    private final Object lock = new Object();
    private final int[] running = new int[Promise.LANES];
    private final List<Settlement> unsettled = new ArrayList<>();

    /** Deliveries that went well; one thread at a time stores all that are there. */
    private final List<Settlement> arrived = new ArrayList<>();

    private final Object storing = new Object();

    private volatile boolean stopping;
    private volatile boolean holding;
    private volatile boolean alarmed;
    private @Nullable Thread thread;

    // What follows belongs to the thread that makes the rounds.
    private Instant heldUntil = Instant.MIN;
    private Instant askAgainAt = Instant.MIN;
    private Instant cleanUpAt = Instant.MIN;
    private boolean away;
    private long turn;
    private Duration nextLook;

    /** What the newest look found and was not begun since, in turn. */
    private List<Standing> found = List.of();

    private Instant foundCountsUntil = Instant.MIN;

    /** When each stream had its newest turn; the one that waits longest is next. */
    private final Map<String, Long> turns = new LinkedHashMap<>(64, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > STREAMS_REMEMBERED;
        }
    };

    /**
     * What came of a delivery.
     *
     * @param arrived whether it went well: then others may be stored with it
     * @param store stores it by itself; false if the claim was lost meanwhile
     */
    private record Settlement(Promise promise, boolean arrived, BooleanSupplier store) {
        Settlement(Promise promise, BooleanSupplier store) {
            this(promise, false, store);
        }
    }

    private record Begun(Standing standing, List<Charge> charges) {}

    /**
     * @param wall the wall clock, never release time
     * @param deliveries where deliveries run; {@link #threads} makes one
     */
    public Worker(
            Promises promises,
            Lease lease,
            Courier courier,
            Budgets budgets,
            Watcher watcher,
            InstantSource wall,
            RandomGenerator jitter,
            Executor deliveries,
            Terms terms) {
        this.promises = promises;
        this.lease = lease;
        this.courier = courier;
        this.budgets = budgets;
        this.watcher = watcher;
        this.wall = wall;
        this.jitter = jitter;
        this.deliveries = deliveries;
        this.terms = terms;
        this.nextLook = terms.poll();
    }

    /** Daemon threads for the deliveries; they end when there is nothing to do. */
    public static Executor threads(Terms terms) {
        AtomicInteger number = new AtomicInteger();
        int all = terms.threads().stream().mapToInt(Integer::intValue).sum();
        ThreadPoolExecutor pool =
                new ThreadPoolExecutor(all, all, 30, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
                    Thread made = new Thread(task, "outbox-delivery-" + number.incrementAndGet());
                    made.setDaemon(true);
                    return made;
                });
        pool.allowCoreThreadTimeOut(true);
        return pool;
    }

    /** Begins to deliver, on a thread of its own. Once in the life of a worker. */
    public void start() {
        Thread loop = new Thread(this::loop, "outbox");
        loop.setDaemon(true);
        thread = loop;
        loop.start();
    }

    /**
     * There may be something new in a lane: looks soon, and for an alarm before anything else is begun. To be called after a
     * commit; cheap, from any thread.
     */
    public void wake(int lane) {
        if (lane == Promise.ALARM) {
            alarmed = true;
        }
        wake();
    }

    private void wake() {
        if (woken.availablePermits() == 0) {
            woken.release();
        }
    }

    /** Whether this worker is the one that delivers, as far as it knows. */
    public boolean isDeliverer() {
        return holding;
    }

    /**
     * Begins nothing more, lets what is running finish, and hands the lease over. What is still running after the time
     * given stays claimed, and the next worker probes it.
     *
     * @return whether everything was finished and stored
     */
    public boolean stop(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        stopping = true;
        wake();
        boolean interrupted = false;
        Thread loop = thread;
        try {
            if (loop != null && loop != Thread.currentThread()) {
                loop.join(Math.max(1, atMost.toMillis()));
            }
            synchronized (lock) {
                for (long left = deadline - System.nanoTime(); !nothingRuns() && left > 0; ) {
                    TimeUnit.NANOSECONDS.timedWait(lock, left);
                    left = deadline - System.nanoTime();
                }
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        boolean settled = settleAll();
        boolean clean = settled && nothingRuns();
        try {
            if (clean && holding) {
                lease.release(me);
            }
        } catch (RuntimeException e) {
            log.atWarn()
                    .setMessage("Outbox stopped without handing over; another replica takes over when the lease lapses")
                    .setCause(e)
                    .log();
        }
        holding = false;
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return clean;
    }

    private boolean nothingRuns() {
        synchronized (lock) {
            return Arrays.stream(running).sum() == 0;
        }
    }

    private void loop() {
        while (!stopping) {
            long began = System.nanoTime();
            Duration look = terms.poll();
            try {
                step();
                look = nextLook;
                if (away) {
                    away = false;
                    log.atInfo().setMessage("Outbox reaches the store again").log();
                }
            } catch (RuntimeException e) {
                if (!away) {
                    away = true;
                    log.atWarn()
                            .setMessage("Outbox can't reach the store and keeps trying")
                            .setCause(e)
                            .log();
                }
            }
            // A long backlog makes rounds slow: rest in proportion, and leave the database to the acts.
            long rest = Math.max(terms.pause().toNanos(), 2 * (System.nanoTime() - began));
            rest(Math.min(rest, terms.poll().toNanos()), look.toNanos());
        }
    }

    private void rest(long atLeast, long atMost) {
        try {
            TimeUnit.NANOSECONDS.sleep(atLeast);
            if (!stopping) {
                boolean unused = woken.tryAcquire(Math.max(0, atMost - atLeast), TimeUnit.NANOSECONDS);
            }
            woken.drainPermits();
        } catch (InterruptedException e) {
            stopping = true;
            Thread.currentThread().interrupt();
        }
    }

    /**
     * One round: takes or renews the lease, begins whatever is due and may be begun, and returns how many that were. Not for
     * several threads at once. Throws what the store throws if it is away.
     */
    public int step() {
        Instant now = wall.instant();
        nextLook = terms.poll();
        if (!settleAll() || !holdsLease(now)) {
            return 0;
        }
        cleanUp(now);
        List<Begun> chosen = !alarmed && now.isBefore(foundCountsUntil) ? choose() : List.of();
        if (chosen.isEmpty()) {
            look(now);
            chosen = choose();
        }
        if (chosen.isEmpty()) {
            return 0;
        }
        Set<UUID> won = claimed(chosen, now);
        int begun = 0;
        for (Begun each : chosen) {
            Promise promise = each.standing().promise();
            if (won.contains(promise.id())) {
                turns.put(turnOf(promise), ++turn);
                run(each);
                begun++;
            } else {
                // An act that is being stored leans on it; it is free within moments.
                budgets.giveBack(each.charges());
                leave(promise.lane());
                nextLook = terms.pause();
            }
        }
        return begun;
    }

    private void look(Instant now) {
        alarmed = false;
        found = inTurn(promises.due(now, LOOKED_AT));
        Instant seen = wall.instant();
        Duration times = Duration.between(now, seen).multipliedBy(LOOK_COUNTS_TIMES);
        foundCountsUntil = seen.plus(times.compareTo(LOOK_COUNTS) > 0 ? times : LOOK_COUNTS);
    }

    private Set<UUID> claimed(List<Begun> chosen, Instant now) {
        try {
            return promises.claim(
                    me,
                    chosen.stream().map(each -> each.standing().promise().id()).toList(),
                    now);
        } catch (RuntimeException e) {
            // If the claim was stored after all, the rows are this worker's and nobody is at them.
            synchronized (lock) {
                chosen.forEach(
                        each -> unsettled.add(new Settlement(each.standing().promise(), () -> {
                            unclaim(each.standing());
                            return true;
                        })));
            }
            chosen.forEach(each -> {
                budgets.giveBack(each.charges());
                leave(each.standing().promise().lane());
            });
            throw e;
        }
    }

    private void unclaim(Standing standing) {
        boolean was = promises.putBack(
                me,
                standing.promise().id(),
                new PutBack(
                        wall.instant(),
                        "the store was away",
                        false,
                        standing.doubtful(),
                        standing.repeated(),
                        standing.failingSince()));
        if (was) {
            log.atDebug()
                    .setMessage("A claim whose outcome was unknown is undone")
                    .addKeyValue("promise", standing.promise().id())
                    .log();
        }
    }

    private boolean holdsLease(Instant now) {
        Duration third = terms.lease().dividedBy(3);
        if (holding && now.isBefore(heldUntil.minus(third.multipliedBy(2)))) {
            return true;
        }
        if (!holding && now.isBefore(askAgainAt)) {
            return false;
        }
        Instant until = now.plus(terms.lease());
        boolean before = holding;
        holding = lease.hold(me, now, until);
        if (!holding) {
            askAgainAt = now.plus(terms.lease().dividedBy(10));
            if (before) {
                log.atWarn()
                        .setMessage("Outbox lost its lease to another replica")
                        .addKeyValue("worker", me)
                        .log();
            }
            return false;
        }
        heldUntil = until;
        if (!before) {
            log.atInfo()
                    .setMessage("Outbox delivers from here")
                    .addKeyValue("worker", me)
                    .log();
        }
        int doubted = promises.doubtClaimsOfOthers(me, now);
        if (doubted > 0) {
            log.atWarn()
                    .setMessage("Deliveries cut short are looked into")
                    .addKeyValue("promises", doubted)
                    .log();
        }
        return true;
    }

    private void cleanUp(Instant now) {
        if (now.isBefore(cleanUpAt)) {
            return;
        }
        int untold = promises.tellGivenUp(now);
        promises.forgetGivenUpBefore(now.minus(terms.kept()));
        // What could not be told is told as soon as it can be.
        cleanUpAt = now.plus(untold > 0 ? terms.lease() : BETWEEN_CLEANUPS);
    }

    private static String turnOf(Promise promise) {
        return promise.lane() + "/" + promise.stream();
    }

    /** By lane; in a lane each stream once, the one that waited longest first; then each once more, and so on. */
    private List<Standing> inTurn(List<Standing> due) {
        record Ranked(Standing standing, long turn, int helping) {}
        Map<String, Integer> helpings = new HashMap<>();
        return due.stream()
                .map(standing -> {
                    String stream = turnOf(standing.promise());
                    return new Ranked(
                            standing, turns.getOrDefault(stream, 0L), helpings.merge(stream, 1, Integer::sum));
                })
                .sorted(Comparator.<Ranked>comparingInt(
                                ranked -> ranked.standing().promise().lane())
                        .thenComparingInt(Ranked::helping)
                        .thenComparingLong(Ranked::turn)
                        .thenComparingLong(ranked -> ranked.standing().sequence()))
                .map(Ranked::standing)
                .toList();
    }

    /** What may be begun of what was found; a line's next one is found by another look. */
    private List<Begun> choose() {
        List<Begun> chosen = new ArrayList<>();
        List<Standing> left = new ArrayList<>();
        for (Standing standing : found) {
            if (!isChosen(standing, chosen)) {
                left.add(standing);
            }
        }
        found = left;
        return chosen;
    }

    private boolean isChosen(Standing standing, List<Begun> chosen) {
        Promise promise = standing.promise();
        if (!threadIsFreeFor(promise.lane())) {
            return false;
        }
        List<Charge> charges;
        try {
            charges = standing.doubtful() ? courier.probeCharges(promise) : courier.charges(promise);
        } catch (RuntimeException e) {
            log.atError()
                    .setMessage("The budgets of a promise can't be told; it is delivered without")
                    .addKeyValue("kind", promise.kind())
                    .addKeyValue("promise", promise.id())
                    .setCause(e)
                    .log();
            charges = List.of();
        }
        if (budgets.take(charges)) {
            enter(promise.lane());
            return chosen.add(new Begun(standing, charges));
        }
        Duration free = budgets.untilFree(charges);
        if (free.compareTo(nextLook) < 0) {
            nextLook = free;
        }
        return false;
    }

    private boolean threadIsFreeFor(int lane) {
        synchronized (lock) {
            return running[lane] < terms.threads().get(lane);
        }
    }

    private void enter(int lane) {
        synchronized (lock) {
            running[lane]++;
        }
    }

    private void leave(int lane) {
        synchronized (lock) {
            running[lane]--;
            lock.notifyAll();
        }
    }

    private void run(Begun begun) {
        Standing standing = begun.standing();
        deliveries.execute(() -> {
            try {
                settle(standing.doubtful() ? probed(standing) : attempted(begun));
            } finally {
                leave(standing.promise().lane());
                wake();
            }
        });
    }

    private Settlement attempted(Begun begun) {
        Standing standing = begun.standing();
        Promise promise = standing.promise();
        Outcome outcome;
        try {
            outcome = courier.deliver(promise, new Attempt(standing.attempts() + 1, standing.repeated()));
        } catch (Throwable e) {
            // Even an Error must not leave the promise claimed for as long as this process lives.
            log.atError()
                    .setMessage("A delivery broke off")
                    .addKeyValue("kind", promise.kind())
                    .addKeyValue("promise", promise.id())
                    .setCause(e)
                    .log();
            outcome = new Outcome.Unknown("it broke off: " + e.getClass().getSimpleName());
        }
        if (outcome instanceof Outcome.Waiting) {
            // Several that wait in a thread would use up, try by try, what the board that they wait for needs.
            budgets.giveBack(begun.charges());
        }
        return settlement(standing, outcome);
    }

    private Settlement settlement(Standing standing, Outcome outcome) {
        Instant now = wall.instant();
        if (outcome instanceof Outcome.Delivered delivered) {
            return delivered(standing, delivered.receipt(), now);
        }
        if (outcome instanceof Outcome.Refused refused) {
            return givenUp(standing, refused.reason(), now);
        }
        if (outcome instanceof Outcome.Throttled throttled) {
            budgets.shut(throttled.bucket(), throttled.retryAfter());
            report(to -> to.throttled(throttled.bucket(), throttled.retryAfter()));
            log.atInfo()
                    .setMessage("Throttled")
                    .addKeyValue("bucket", throttled.bucket())
                    .addKeyValue("retryAfter", throttled.retryAfter())
                    .log();
            PutBack back = new PutBack(
                    now.plus(throttled.retryAfter()),
                    "throttled",
                    false,
                    false,
                    standing.repeated(),
                    standing.failingSince());
            return new Settlement(
                    standing.promise(),
                    () -> promises.putBack(me, standing.promise().id(), back));
        }
        if (outcome instanceof Outcome.Waiting waiting) {
            return later(standing, "waiting: " + waiting.reason(), waiting.pause(), false, false, now);
        }
        int failures = standing.attempts() + 1;
        Duration pause = terms.retryAfter(failures, jitter.nextDouble());
        if (outcome instanceof Outcome.TryAgain again) {
            return later(standing, again.reason(), pause, true, false, now);
        }
        Outcome.Unknown unknown = (Outcome.Unknown) outcome;
        report(to -> to.doubted(standing.promise()));
        return later(standing, unknown.reason(), pause.compareTo(SETTLING) < 0 ? SETTLING : pause, true, true, now);
    }

    private Settlement probed(Standing standing) {
        Promise promise = standing.promise();
        Probe probe;
        try {
            probe = courier.probe(promise);
        } catch (Throwable e) {
            log.atWarn()
                    .setMessage("A probe broke off")
                    .addKeyValue("kind", promise.kind())
                    .addKeyValue("promise", promise.id())
                    .setCause(e)
                    .log();
            probe = new Probe.Later(
                    "the probe broke off", terms.retryAfter(standing.attempts() + 1, jitter.nextDouble()));
        }
        Instant now = wall.instant();
        if (probe instanceof Probe.Found found) {
            return delivered(standing, found.receipt(), now);
        }
        if (probe instanceof Probe.Later later) {
            return later(standing, later.reason(), later.pause(), false, true, now);
        }
        if (probe instanceof Probe.CannotTell && standing.repeated()) {
            return givenUp(standing, "it may have arrived, twice, and there is no way to know", now);
        }
        PutBack back = new PutBack(
                now,
                "to be repeated",
                false,
                false,
                probe instanceof Probe.CannotTell,
                Optional.of(standing.failingSince().orElse(now)));
        return new Settlement(promise, () -> promises.putBack(me, promise.id(), back));
    }

    private Settlement later(
            Standing standing, String reason, Duration pause, boolean counted, boolean doubtful, Instant now) {
        Promise promise = standing.promise();
        Instant since = standing.failingSince().orElse(now);
        if (Duration.between(since, now).compareTo(terms.patience()) >= 0) {
            return givenUp(standing, reason, now);
        }
        PutBack back = new PutBack(now.plus(pause), reason, counted, doubtful, standing.repeated(), Optional.of(since));
        if (counted) {
            report(to -> to.retried(promise));
        }
        log.atLevel(counted ? Level.WARN : Level.DEBUG)
                .setMessage("Not delivered yet")
                .addKeyValue("kind", promise.kind())
                .addKeyValue("stream", promise.stream())
                .addKeyValue("promise", promise.id())
                .addKeyValue("attempt", standing.attempts() + 1)
                .addKeyValue("reason", reason)
                .addKeyValue("pause", pause)
                .log();
        return new Settlement(promise, () -> promises.putBack(me, promise.id(), back));
    }

    private Settlement delivered(Standing standing, Optional<String> receipt, Instant now) {
        Promise promise = standing.promise();
        Duration late = Duration.between(promise.dueAt(), now);
        report(to -> to.delivered(promise, late.isNegative() ? Duration.ZERO : late));
        log.atDebug()
                .setMessage("Delivered")
                .addKeyValue("kind", promise.kind())
                .addKeyValue("promise", promise.id())
                .addKeyValue("as", receipt.orElse("unnamed"))
                .log();
        return new Settlement(promise, true, () -> promises.delivered(me, List.of(promise.id()))
                .contains(promise.id()));
    }

    private Settlement givenUp(Standing standing, String reason, Instant now) {
        Promise promise = standing.promise();
        report(to -> to.gaveUp(promise));
        log.atError()
                .setMessage("Delivery given up")
                .addKeyValue("kind", promise.kind())
                .addKeyValue("stream", promise.stream())
                .addKeyValue("release", promise.about().orElse("none"))
                .addKeyValue("promise", promise.id())
                .addKeyValue("attempts", standing.attempts() + 1)
                .addKeyValue("reason", reason)
                .log();
        return new Settlement(promise, () -> promises.giveUp(me, promise.id(), reason, now));
    }

    private void report(Consumer<Watcher> what) {
        try {
            what.accept(watcher);
        } catch (RuntimeException e) {
            log.atError()
                    .setMessage("Whoever counts deliveries failed")
                    .setCause(e)
                    .log();
        }
    }

    private void settle(Settlement settlement) {
        if (settlement.arrived()) {
            synchronized (lock) {
                arrived.add(settlement);
            }
            storeArrivals();
        } else {
            try {
                store(settlement);
            } catch (RuntimeException e) {
                storeLater(settlement, e);
            }
        }
    }

    /** Those that came while another thread stored are stored together. Returns when all that were there before are. */
    private void storeArrivals() {
        synchronized (storing) {
            List<Settlement> together;
            synchronized (lock) {
                together = List.copyOf(arrived);
                arrived.clear();
            }
            if (together.isEmpty()) {
                return;
            }
            try {
                Set<UUID> mine = promises.delivered(
                        me, together.stream().map(each -> each.promise().id()).toList());
                together.stream()
                        .map(Settlement::promise)
                        .filter(promise -> !mine.contains(promise.id()))
                        .forEach(Worker::takenOver);
            } catch (RuntimeException | Error e) {
                // Most of them are other threads', which don't learn of an Error here.
                together.forEach(each -> storeLater(each, e));
            }
        }
    }

    private void storeLater(Settlement settlement, Throwable e) {
        log.atWarn()
                .setMessage("What came of a delivery can't be stored yet")
                .addKeyValue("promise", settlement.promise().id())
                .setCause(e)
                .log();
        synchronized (lock) {
            unsettled.add(settlement);
        }
    }

    private static void store(Settlement settlement) {
        if (!settlement.store().getAsBoolean()) {
            takenOver(settlement.promise());
        }
    }

    private static void takenOver(Promise promise) {
        log.atWarn()
                .setMessage("Another replica took a delivery over while it was running")
                .addKeyValue("kind", promise.kind())
                .addKeyValue("promise", promise.id())
                .log();
    }

    /** @return whether nothing is left to be stored */
    private boolean settleAll() {
        while (true) {
            Settlement next;
            synchronized (lock) {
                if (unsettled.isEmpty()) {
                    return true;
                }
                next = unsettled.get(0);
            }
            try {
                store(next);
            } catch (RuntimeException e) {
                log.atDebug()
                        .setMessage("What came of a delivery still can't be stored")
                        .addKeyValue("promise", next.promise().id())
                        .setCause(e)
                        .log();
                return false;
            }
            synchronized (lock) {
                unsettled.remove(next);
            }
        }
    }
}
