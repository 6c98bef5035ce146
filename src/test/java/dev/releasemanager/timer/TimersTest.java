package dev.releasemanager.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.releasemanager.coordination.StoreUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Feature: due timers are drained when their moment has come, one drain at a time, whatever happens to the store. */
@Timeout(30)
class TimersTest {
    private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

    private final AtomicReference<Instant> now = new AtomicReference<>(NOON);
    private final InstantSource release = now::get;

    /** Timers in memory, with a gate to hold a drain in. */
    private class Shelf implements DueWork {
        final PriorityQueue<Instant> due = new PriorityQueue<>();
        final Semaphore drained = new Semaphore(0);
        final AtomicInteger inside = new AtomicInteger();
        final AtomicInteger mostInside = new AtomicInteger();
        volatile boolean away;
        volatile Runnable during = () -> {};

        @Override
        public int drain() {
            mostInside.accumulateAndGet(inside.incrementAndGet(), Math::max);
            try {
                if (away) {
                    throw new StoreUnavailable("away", new RuntimeException(), false);
                }
                during.run();
                int taken = 0;
                synchronized (due) {
                    while (!due.isEmpty() && !due.peek().isAfter(now.get())) {
                        due.remove();
                        taken++;
                    }
                }
                return taken;
            } finally {
                inside.decrementAndGet();
                drained.release();
            }
        }

        @Override
        public Optional<Instant> nextDue() {
            synchronized (due) {
                return Optional.ofNullable(due.peek());
            }
        }

        int left() {
            synchronized (due) {
                return due.size();
            }
        }
    }

    private final Shelf shelf = new Shelf();

    @Nested
    class One_drain {
        private final Drainage drainage = new Drainage(shelf, release);

        @Test
        void takes_what_is_due_and_says_when_to_look_again() {
            shelf.due.add(NOON.minusSeconds(1));
            shelf.due.add(NOON);
            shelf.due.add(NOON.plusSeconds(90));

            assertThat(drainage.drain()).contains(Duration.ofSeconds(90));
            assertThat(shelf.left()).isEqualTo(1);
        }

        @Test
        void an_hour_later_the_rest_is_due() {
            shelf.due.add(NOON.plusSeconds(3600));
            drainage.drain();
            now.set(NOON.plusSeconds(3600));

            assertThat(drainage.drain()).isEmpty();
            assertThat(shelf.left()).isZero();
        }

        @Test
        void without_its_store_it_comes_to_nothing_and_throws_nothing() {
            shelf.due.add(NOON);
            shelf.away = true;
            assertThat(drainage.drain()).isEmpty();
            assertThat(drainage.drain()).isEmpty();
            shelf.away = false;
            drainage.drain();

            assertThat(shelf.left()).isZero();
        }

        @Test
        void a_bug_in_a_timer_does_not_end_the_draining() {
            shelf.due.add(NOON);
            shelf.during = () -> {
                throw new IllegalStateException("a bug");
            };
            assertThat(drainage.drain()).isEmpty();
            shelf.during = () -> {};
            drainage.drain();

            assertThat(shelf.left()).isZero();
        }

        @Test
        void its_lag_is_the_age_of_the_oldest_that_is_due() {
            assertThat(drainage.lag()).isZero();
            shelf.due.add(NOON.plusSeconds(5));
            assertThat(drainage.lag()).isZero();
            shelf.due.add(NOON.minusSeconds(7));
            assertThat(drainage.lag()).isEqualTo(Duration.ofSeconds(7));
        }
    }

    @Nested
    class Started {
        private final Timers timers = new Timers(shelf, release, InstantSource.system(), Pace.NATURAL);

        @AfterEach
        void close() {
            timers.close();
        }

        @Test
        void it_drains_at_once_what_came_due_before() throws InterruptedException {
            shelf.due.add(NOON.minusSeconds(3600));
            timers.start();

            assertThat(shelf.drained.tryAcquire(10, TimeUnit.SECONDS)).isTrue();
            assertThat(shelf.left()).isZero();
        }

        @Test
        void it_looks_again_by_itself() throws InterruptedException {
            timers.start();
            assertThat(shelf.drained.tryAcquire(3, 10, TimeUnit.SECONDS)).isTrue();
        }

        @Test
        void a_database_that_was_away_is_drained_when_it_is_back() throws InterruptedException {
            shelf.due.add(NOON);
            shelf.away = true;
            timers.start();
            assertThat(shelf.drained.tryAcquire(2, 10, TimeUnit.SECONDS)).isTrue();
            assertThat(shelf.left()).isEqualTo(1);
            shelf.away = false;
            shelf.drained.drainPermits();

            assertThat(shelf.drained.tryAcquire(2, 10, TimeUnit.SECONDS)).isTrue();
            assertThat(shelf.left()).isZero();
        }

        @Test
        void never_do_two_drains_run_at_once() throws Exception {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            shelf.during = () -> {
                begun.countDown();
                await(goOn);
            };
            timers.start();
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            CyclicBarrier together = new CyclicBarrier(4);
            Thread[] others = new Thread[4];
            for (int i = 0; i < others.length; i++) {
                boolean synchronously = i % 2 == 0;
                others[i] = new Thread(() -> {
                    pass(together);
                    if (synchronously) {
                        timers.drainNow();
                    } else {
                        timers.wake();
                    }
                });
                others[i].start();
            }
            goOn.countDown();
            for (Thread other : others) {
                other.join();
            }
            assertThat(shelf.drained.tryAcquire(4, 10, TimeUnit.SECONDS)).isTrue();

            assertThat(shelf.mostInside).hasValue(1);
        }

        @Test
        void woken_while_a_drain_runs_it_drains_once_more() throws InterruptedException {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            shelf.during = () -> {
                begun.countDown();
                await(goOn);
            };
            timers.start();
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            shelf.during = () -> {};
            timers.wake();
            timers.wake();
            goOn.countDown();

            assertThat(shelf.drained.tryAcquire(2, 10, TimeUnit.SECONDS)).isTrue();
        }

        @Test
        void closing_waits_for_the_drain_that_runs_and_waking_it_afterwards_is_harmless() throws InterruptedException {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch goOn = new CountDownLatch(1);
            shelf.during = () -> {
                begun.countDown();
                await(goOn);
            };
            timers.start();
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            Thread closing = new Thread(timers::close);
            closing.start();
            goOn.countDown();
            closing.join();

            assertThat(shelf.inside).hasValue(0);
            assertThatCode(timers::wake).doesNotThrowAnyException();
        }

        @Test
        void a_recurring_task_runs_again_even_if_it_fails() throws InterruptedException {
            Semaphore runs = new Semaphore(0);
            timers.recurring("often", "* * * * * ?", () -> {
                runs.release();
                throw new IllegalStateException("a failure");
            });
            timers.start();

            assertThat(runs.tryAcquire(2, 10, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Nested
    class At_another_pace {
        @Test
        void the_next_moment_is_reached_in_wall_time() throws InterruptedException {
            // A minute of release time in a tenth of a second; the drain of each second would come too late for ten.
            InstantSource wall = InstantSource.system();
            Instant began = wall.instant();
            InstantSource fast =
                    () -> NOON.plus(Duration.between(began, wall.instant()).multipliedBy(600));
            Semaphore taken = new Semaphore(0);
            DueWork work = new DueWork() {
                private int next = 1;

                @Override
                public synchronized int drain() {
                    int before = next;
                    while (!NOON.plusSeconds(next * 60L).isAfter(fast.instant())) {
                        next++;
                        taken.release();
                    }
                    return next - before;
                }

                @Override
                public synchronized Optional<Instant> nextDue() {
                    return Optional.of(NOON.plusSeconds(next * 60L));
                }
            };
            try (Timers timers = new Timers(work, fast, wall, ahead -> ahead.dividedBy(600))) {
                timers.start();
                assertThat(taken.tryAcquire(20, 20, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void pass(CyclicBarrier barrier) {
        try {
            barrier.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
