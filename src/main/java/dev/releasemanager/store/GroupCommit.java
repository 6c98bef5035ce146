package dev.releasemanager.store;

import dev.releasemanager.coordination.StoreUnavailable;
import dev.releasemanager.coordination.Transaction;
import dev.releasemanager.release.ReleaseKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Acts that come at the same time share a transaction, its look-ups and its commit. Whoever comes first begins at once;
 * who comes meanwhile waits, and the first of them stores all of them together, in the order in which they came. Each
 * returns to its caller after the commit, never before it. If one of them throws, none of them is kept, and each is done
 * by itself, as if there were no groups; so is one whose payload was seen before, one whose release is in other hands, and
 * whoever would wait for too long.
 * Thread-safe.
 */
final class GroupCommit {
    private static final int MOST_TOGETHER = 64;

    /** More are not kept waiting: they go by themselves, and so wait for a connection. */
    private static final int MOST_WAITING = 256;

    /** A group that has worked for so long is stored before further acts are begun. */
    private static final Duration LONGEST_WORK = Duration.ofMillis(100);

    /**
     * For how long nobody may have got on before those who wait go by themselves; with what a transaction waits for at
     * most, it is less than the three seconds that Slack waits (slack-facts.md, section 1.1).
     */
    private static final Duration PATIENCE = Duration.ofMillis(700);

    /** Runs work in a transaction of its own. */
    interface Transactions {
        /** @param since {@link System#nanoTime} of when it was asked for, which counts for how long it may take */
        <T> T run(long since, Function<ReleaseTransaction, T> work);
    }

    private final Transactions transactions;
    private final Duration patience;
    private final Duration longestWork;
    private final ReentrantLock lock = new ReentrantLock();
    private final Deque<Act<?>> waiting = new ArrayDeque<>();
    private boolean busy;
    private long lastGotOn = System.nanoTime();

    GroupCommit(Transactions transactions) {
        this(transactions, PATIENCE, LONGEST_WORK);
    }

    GroupCommit(Transactions transactions, Duration patience, Duration longestWork) {
        this.transactions = transactions;
        this.patience = patience;
        this.longestWork = longestWork;
    }

    private enum Standing {
        WAITING,
        TAKEN,
        /** It came to something, or failed. */
        DECIDED,
        BY_ITSELF
    }

    /** One act; how it stands is read and changed under the lock, the rest by whoever has taken it. */
    private static final class Act<T> {
        final ReleaseKey release;
        final long since = System.nanoTime();
        private final Function<Transaction, T> work;
        private final Condition changed;
        Set<String> claims = Set.of();
        Standing standing = Standing.WAITING;
        private @Nullable T result;
        private @Nullable RuntimeException failure;

        Act(ReleaseKey release, Function<Transaction, T> work, Condition changed) {
            this.release = release;
            this.work = work;
            this.changed = changed;
        }

        void begin(Transaction transaction) {
            result = work.apply(transaction);
        }

        void fail(RuntimeException e) {
            failure = e;
        }

        boolean isDone() {
            return standing == Standing.DECIDED || standing == Standing.BY_ITSELF;
        }

        void become(Standing next) {
            standing = next;
            changed.signal();
        }

        @SuppressWarnings("NullAway") // The work gave it, and may give null where T allows that.
        T outcome() {
            if (failure != null) {
                throw failure;
            }
            return result;
        }
    }

    /** {@link ReleaseStore#write(ReleaseKey, Function)}. */
    <T> T write(ReleaseKey release, Function<Transaction, T> work) {
        Act<T> own = new Act<>(release, work, lock.newCondition());
        if (!enter(own)) {
            return transactions.run(own.since, work::apply);
        }
        for (List<Act<?>> group = turn(own); !group.isEmpty(); group = turn(own)) {
            Run run = new Run(group);
            try {
                run.store();
            } finally {
                leave(run);
            }
        }
        return own.standing == Standing.BY_ITSELF ? transactions.run(own.since, work::apply) : own.outcome();
    }

    /** How many wait for whoever is at it. */
    int waiting() {
        lock.lock();
        try {
            return waiting.size();
        } finally {
            lock.unlock();
        }
    }

    private boolean enter(Act<?> own) {
        lock.lock();
        try {
            return waiting.size() < MOST_WAITING && waiting.add(own);
        } finally {
            lock.unlock();
        }
    }

    /** Waits until the act is done with, or until it is its caller's turn to store those who wait: the group. */
    private List<Act<?>> turn(Act<?> own) {
        boolean interrupted = false;
        lock.lock();
        try {
            while (busy && !own.isDone()) {
                if (own.standing == Standing.TAKEN) {
                    own.changed.awaitUninterruptibly();
                } else {
                    try {
                        if (!own.changed.await(patience.toMillis(), TimeUnit.MILLISECONDS) && isStuck(own)) {
                            goByItself(own);
                        }
                    } catch (InterruptedException e) {
                        interrupted = true;
                        if (busy && own.standing == Standing.WAITING) {
                            goByItself(own);
                        }
                    }
                }
            }
            return own.isDone() ? List.of() : take();
        } finally {
            lock.unlock();
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void goByItself(Act<?> own) {
        waiting.remove(own);
        own.standing = Standing.BY_ITSELF;
    }

    private boolean isStuck(Act<?> own) {
        return own.standing == Standing.WAITING && System.nanoTime() - lastGotOn >= patience.toNanos();
    }

    private List<Act<?>> take() {
        busy = true;
        List<Act<?>> group = new ArrayList<>();
        while (group.size() < MOST_TOGETHER && !waiting.isEmpty()) {
            Act<?> next = waiting.remove();
            next.standing = Standing.TAKEN;
            group.add(next);
        }
        return group;
    }

    private void leave(Run run) {
        lock.lock();
        try {
            busy = false;
            lastGotOn = System.nanoTime();
            run.decided.forEach(act -> act.become(Standing.DECIDED));
            run.byThemselves.forEach(act -> act.become(Standing.BY_ITSELF));
            for (int i = run.group.size() - 1; i >= 0; i--) {
                Act<?> act = run.group.get(i);
                if (!act.isDone()) {
                    act.become(Standing.WAITING);
                    waiting.addFirst(act);
                }
            }
            Act<?> next = waiting.peek();
            if (next != null) {
                next.changed.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    /** One group on its way into the store. Who is in neither list when it ends waits on. */
    private final class Run {
        final List<Act<?>> group;
        final List<Act<?>> decided = new ArrayList<>();
        final List<Act<?>> byThemselves = new ArrayList<>();
        private final List<Act<?>> begun = new ArrayList<>();
        private boolean worked;

        Run(List<Act<?>> group) {
            this.group = group;
        }

        void store() {
            try {
                transactions.<@Nullable Void>run(group.get(0).since, group.size() == 1 ? this::one : this::several);
                decided.addAll(begun);
            } catch (RuntimeException e) {
                failed(e);
            } catch (Error e) {
                byThemselves.clear();
                byThemselves.addAll(group);
                throw e;
            }
        }

        private @Nullable Void one(ReleaseTransaction transaction) {
            begin(group.get(0), transaction);
            worked = true;
            return null;
        }

        private @Nullable Void several(ReleaseTransaction transaction) {
            transaction.claimTogether();
            Set<ReleaseKey> held = transaction.lockFree(
                    group.stream().map(act -> act.release).collect(Collectors.toCollection(TreeSet::new)));
            // Whoever holds nothing may wait without anybody waiting for him.
            Set<ReleaseKey> own = held.isEmpty() ? Set.of(group.get(0).release) : held;
            long since = System.nanoTime();
            for (Act<?> act : group) {
                if (!own.contains(act.release)) {
                    byThemselves.add(act);
                } else if (begun.isEmpty() || System.nanoTime() - since < longestWork.toNanos()) {
                    begin(act, transaction);
                }
            }
            worked = true;
            return null;
        }

        private void begin(Act<?> act, ReleaseTransaction transaction) {
            begun.add(act);
            int before = transaction.claims();
            act.begin(transaction);
            act.claims = transaction.claimsAfter(before);
        }

        private void failed(RuntimeException e) {
            byThemselves.clear();
            if (e instanceof StoreUnavailable away) {
                away(away);
            } else if (e instanceof SeenPayloads.NotAllClaimed unclaimed) {
                // The others wait on, and are stored without them.
                begun.stream()
                        .filter(act -> !Collections.disjoint(act.claims, unclaimed.ids()))
                        .forEach(byThemselves::add);
            } else if (group.size() == 1) {
                group.get(0).fail(e);
                decided.addAll(group);
            } else {
                byThemselves.addAll(group);
            }
        }

        /** There is no time to wait for it again by themselves. Only who was in the middle of it may have counted. */
        private void away(StoreUnavailable e) {
            List<Act<?>> concerned = worked ? begun : group;
            for (Act<?> act : concerned) {
                boolean inTheMiddle = worked || (!begun.isEmpty() && begun.get(begun.size() - 1) == act);
                act.fail(new StoreUnavailable(String.valueOf(e.getMessage()), e, inTheMiddle && e.isOutcomeUnknown()));
                decided.add(act);
            }
        }
    }
}
