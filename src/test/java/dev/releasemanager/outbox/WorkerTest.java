package dev.releasemanager.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.releasemanager.outbox.Promises.PutBack;
import dev.releasemanager.store.Database;
import dev.releasemanager.store.LeaseStore;
import dev.releasemanager.store.OutboxStore;
import dev.releasemanager.store.StoreContract;
import dev.releasemanager.store.TestDatabase;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class WorkerTest {
    private static final Terms TERMS = Terms.usual();
    private static final Duration SECOND = Duration.ofSeconds(1);

    /** No jitter: the whole pause. */
    private static final class Steady extends Random {
        @Override
        public double nextDouble() {
            return 1;
        }
    }

    @Nested
    class OnH2 extends Contract {
        OnH2() {
            super(TestDatabase.h2());
        }
    }

    @Nested
    class OnPostgres extends Contract {
        OnPostgres() {
            super(TestDatabase.postgres());
        }
    }

    abstract static class Contract extends StoreContract {
        private WallClock clock = new WallClock();
        private FakeCourier courier = new FakeCourier();
        private final List<String> told = new ArrayList<>();
        private final OutboxStore outbox =
                new OutboxStore(database(), (transaction, promise, reason) -> told.add(promise.body() + ": " + reason));
        private Worker worker = worker(database(), outbox, Runnable::run);

        Contract(TestDatabase testDatabase) {
            super(testDatabase);
        }

        @BeforeEach
        void begin() {
            clock = new WallClock();
            courier = new FakeCourier();
            told.clear();
            worker = worker(database(), outbox, Runnable::run);
        }

        private Worker worker(Database database, Promises promises, Executor deliveries) {
            return new Worker(
                    promises,
                    new LeaseStore(database, "outbox"),
                    courier,
                    new Budgets(clock),
                    Watcher.none(),
                    clock,
                    new Steady(),
                    deliveries,
                    TERMS);
        }

        private void add(int lane, String stream, String body) {
            add(lane, stream, body, Optional.empty());
        }

        private void add(int lane, String stream, String body, Optional<String> about) {
            database().useTransaction(transaction -> outbox.add(transaction, made(lane, stream, body, about)));
        }

        private Promise made(int lane, String stream, String body, Optional<String> about) {
            return new Promise(
                    UUID.randomUUID(),
                    lane,
                    "channel",
                    stream,
                    Optional.empty(),
                    about,
                    body,
                    clock.instant(),
                    clock.instant());
        }

        private static void drain(Worker worker) {
            for (int begun = 1; begun > 0; ) {
                begun = worker.step();
            }
        }

        private List<String> arrivedAfter(Duration time) {
            clock.pass(time);
            drain(worker);
            return courier.arrived();
        }

        // ---- order, lanes, fairness

        @Test
        void the_urgent_goes_first_and_each_stream_keeps_its_order() {
            add(4, "C1", "reminder");
            add(3, "C1", "board");
            add(2, "C1", "decision 1");
            add(2, "C1", "decision 2");
            add(1, "U1", "answer");
            add(0, "C1", "alarm");
            drain(worker);
            assertThat(courier.arrived())
                    .containsExactly("alarm", "answer", "decision 1", "board", "reminder", "decision 2");
        }

        @Test
        void a_later_message_does_not_overtake_one_that_waits_for_a_retry_but_an_alarm_and_other_releases_do() {
            courier.then("first", new Outcome.TryAgain("500"));
            add(2, "C1", "first", Optional.of("PAY-1"));
            add(2, "C1", "second", Optional.of("PAY-1"));
            add(2, "C1", "of another release", Optional.of("WEB-1"));
            drain(worker);
            add(0, "C1", "alarm", Optional.of("PAY-1"));
            assertThat(arrivedAfter(Duration.ofMillis(900))).containsExactly("of another release", "alarm");
            assertThat(arrivedAfter(SECOND)).containsExactly("of another release", "alarm", "first", "second");
        }

        @Test
        void an_alarm_overtakes_an_alarm_that_waits() {
            courier.then("stop 1", new Outcome.TryAgain("500"));
            add(0, "C1", "stop 1");
            add(0, "C1", "stop 2");
            drain(worker);
            assertThat(courier.arrived()).containsExactly("stop 2");
        }

        @Test
        void after_a_give_up_the_line_goes_on() {
            courier.then("first", new Outcome.Refused("msg_too_long"));
            add(2, "C1", "first");
            add(2, "C1", "second");
            drain(worker);
            assertThat(courier.arrived()).containsExactly("second");
            assertThat(told).containsExactly("first: msg_too_long");
        }

        @Test
        void a_burst_to_one_channel_does_not_hold_up_the_others() {
            courier.charging(promise -> List.of(new Charge(promise.stream(), 1, SECOND)));
            for (int i = 0; i < 20; i++) {
                add(2, "C1", "burst " + i);
            }
            add(2, "C2", "elsewhere");
            drain(worker);
            assertThat(courier.arrived()).containsExactly("burst 0", "elsewhere");
            assertThat(arrivedAfter(SECOND)).endsWith("burst 1");
        }

        @Test
        void streams_that_share_a_scarce_budget_take_turns() {
            courier.charging(promise -> List.of(new Charge("workspace", 1, SECOND)));
            for (int i = 0; i < 4; i++) {
                for (String release : List.of("PAY-1", "PAY-2")) {
                    add(2, "C1", "C1", Optional.of(release));
                }
            }
            add(2, "C2", "C2");
            add(2, "C2", "C2");
            add(2, "C3", "C3");
            for (int i = 0; i < 7; i++) {
                arrivedAfter(SECOND);
            }
            assertThat(courier.arrived()).containsExactly("C1", "C2", "C3", "C1", "C2", "C1", "C1");
        }

        @Test
        void a_lane_that_is_busy_leaves_the_others_their_threads() {
            Deque<Runnable> running = new ArrayDeque<>();
            Worker slow = worker(database(), outbox, running::add);
            for (int i = 0; i < 50; i++) {
                add(4, "U" + i, "reminder");
                add(1, "U" + i, "answer");
            }
            drain(slow);
            int before = running.size();
            assertThat(before)
                    .isEqualTo(TERMS.threads().get(1) + TERMS.threads().get(4));
            add(3, "C1", "board");
            add(0, "C1", "alarm");
            drain(slow);
            assertThat(running).hasSize(before + 2);
            while (!running.isEmpty()) {
                running.remove().run();
                drain(slow);
            }
            assertThat(courier.arrived()).hasSize(102);
        }

        @Test
        void one_line_is_never_delivered_twice_at_a_time() {
            Deque<Runnable> running = new ArrayDeque<>();
            Worker slow = worker(database(), outbox, running::add);
            add(2, "C1", "first");
            add(2, "C1", "second");
            drain(slow);
            assertThat(running).hasSize(1);
            running.remove().run();
            drain(slow);
            running.remove().run();
            assertThat(courier.arrived()).containsExactly("first", "second");
        }

        // ---- failures

        @Test
        void pauses_double_up_to_five_minutes_and_after_two_hours_the_owner_is_told() {
            List<Instant> tries = new ArrayList<>();
            for (int i = 0; i < 100; i++) {
                courier.thenDo("lost", (promise, attempt) -> {
                    tries.add(clock.instant());
                    return new Outcome.TryAgain("http_500");
                });
            }
            add(2, "C1", "lost");
            for (int i = 0; i < 1_000 && told.isEmpty(); i++) {
                drain(worker);
                // Second by second through the short pauses, which end after 511 of them; then in parts of five
                // minutes.
                clock.pass(i < 511 ? SECOND : Duration.ofSeconds(100));
            }
            assertThat(told).containsExactly("lost: http_500");
            List<Long> pauses = new ArrayList<>();
            for (int i = 1; i < tries.size(); i++) {
                pauses.add(Duration.between(tries.get(i - 1), tries.get(i)).toSeconds());
            }
            assertThat(pauses).startsWith(1L, 2L, 4L, 8L, 16L, 32L, 64L, 128L, 256L, 300L, 300L);
            assertThat(pauses).allMatch(pause -> pause <= 300);
            assertThat(Duration.between(tries.get(0), tries.get(tries.size() - 1)))
                    .isBetween(Duration.ofHours(2), Duration.ofMinutes(125));
            assertThat(courier.arrived()).isEmpty();
        }

        @Test
        void jitter_halves_a_pause_at_most() {
            assertThat(TERMS.retryAfter(3, 0)).isEqualTo(Duration.ofSeconds(2));
            assertThat(TERMS.retryAfter(3, 1)).isEqualTo(Duration.ofSeconds(4));
            assertThat(TERMS.retryAfter(1_000, 1)).isEqualTo(Duration.ofMinutes(5));
        }

        @Test
        void a_process_that_was_down_for_hours_still_tries_what_it_never_tried() {
            add(2, "C1", "old");
            assertThat(arrivedAfter(Duration.ofHours(20))).containsExactly("old");
        }

        @Test
        void a_throttled_bucket_waits_as_long_as_it_was_told_and_others_go_on() {
            courier.charging(promise -> List.of(new Charge("post/" + promise.stream(), 5, SECOND)));
            courier.then("a1", new Outcome.Throttled("post/C1", Duration.ofSeconds(30)));
            add(2, "C1", "a1", Optional.of("PAY-1"));
            add(2, "C2", "b");
            drain(worker);
            add(2, "C1", "a2", Optional.of("PAY-2"));
            add(0, "C1", "even an alarm");
            assertThat(arrivedAfter(Duration.ofSeconds(29))).containsExactly("b");
            assertThat(arrivedAfter(SECOND)).containsExactly("b", "even an alarm");
            assertThat(arrivedAfter(SECOND)).containsExactly("b", "even an alarm", "a1");
            assertThat(arrivedAfter(SECOND)).containsExactly("b", "even an alarm", "a1", "a2");
            assertThat(courier.attempts()).allMatch(attempt -> attempt.number() == 1);
        }

        @Test
        void one_that_waits_for_something_else_lets_it_go_first_and_is_given_up_in_the_end() {
            for (int i = 0; i < 3; i++) {
                courier.then("in thread", new Outcome.Waiting("the board is not posted", Duration.ofSeconds(2)));
            }
            add(2, "C1", "in thread", Optional.of("PAY-1"));
            add(3, "C1", "board", Optional.of("PAY-1"));
            drain(worker);
            assertThat(courier.arrived()).containsExactly("board");
            for (int i = 0; i < 3; i++) {
                arrivedAfter(Duration.ofSeconds(2));
            }
            assertThat(courier.arrived()).containsExactly("board", "in thread");
            assertThat(courier.attempts()).allMatch(attempt -> attempt.number() == 1);
            for (int i = 0; i < 1_000; i++) {
                courier.then("never", new Outcome.Waiting("the board is not posted", Duration.ofMinutes(1)));
            }
            add(2, "C1", "never", Optional.of("PAY-1"));
            for (int i = 0; i < 122; i++) {
                arrivedAfter(Duration.ofMinutes(1));
            }
            assertThat(told).containsExactly("never: waiting: the board is not posted");
        }

        @Test
        void those_that_wait_for_something_use_up_no_budget_that_it_needs_itself() {
            courier.charging(promise -> List.of(new Charge("C1", 1, SECOND)));
            for (String reply : List.of("reply 1", "reply 2", "reply 3")) {
                for (int i = 0; i < 4; i++) {
                    courier.then(reply, new Outcome.Waiting("the board is not posted", SECOND));
                }
                add(2, "C1", reply);
            }
            add(3, "C2", "board");

            drain(worker);

            assertThat(courier.arrived()).containsExactly("board");
        }

        // ---- looks

        @Test
        void what_a_look_found_is_begun_without_another_one_for_a_while() {
            FlakyPromises counted = new FlakyPromises(outbox);
            Worker looking = worker(database(), counted, Runnable::run);
            courier.charging(promise -> List.of(new Charge("all", 1, Duration.ofMillis(30))));
            for (String stream : List.of("C1", "C2", "C3", "C4", "C5")) {
                add(2, stream, "to " + stream);
            }
            List<Integer> looks = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                assertThat(looking.step()).isEqualTo(1);
                looks.add(counted.looks);
                clock.pass(Duration.ofMillis(30));
            }
            assertThat(courier.arrived()).containsExactly("to C1", "to C2", "to C3", "to C4", "to C5");
            assertThat(looks).as("the fifth comes 120 ms after the first").containsExactly(1, 1, 1, 1, 2);
        }

        @Test
        void an_alarm_is_looked_for_at_once() {
            courier.charging(promise -> List.of(new Charge("all", 1, Duration.ofMillis(10))));
            outbox.onAdded(worker::wake);
            add(2, "C1", "first");
            add(2, "C2", "second");
            assertThat(worker.step()).isEqualTo(1);
            add(0, "C1", "alarm");
            assertThat(arrivedAfter(Duration.ofMillis(10))).containsExactly("first", "alarm");
            assertThat(arrivedAfter(Duration.ofMillis(10))).containsExactly("first", "alarm", "second");
        }

        @Test
        void what_was_put_back_since_the_look_waits_for_its_time() {
            courier.charging(promise -> List.of(new Charge("all", 1, Duration.ofMillis(10))));
            add(2, "C1", "first");
            Promise second = made(2, "C2", "second", Optional.empty());
            database().useTransaction(transaction -> outbox.add(transaction, second));
            assertThat(worker.step()).isEqualTo(1);
            UUID other = UUID.randomUUID();
            Instant later = clock.instant().plusSeconds(5);
            assertThat(outbox.claim(other, List.of(second.id()), clock.instant()))
                    .hasSize(1);
            assertThat(outbox.putBack(
                            other, second.id(), new PutBack(later, "500", true, false, false, Optional.of(later))))
                    .isTrue();
            assertThat(arrivedAfter(Duration.ofMillis(10))).containsExactly("first");
            assertThat(arrivedAfter(Duration.ofSeconds(5))).containsExactly("first", "second");
        }

        // ---- unknown outcomes

        @Test
        void an_unknown_outcome_that_is_found_is_not_repeated() {
            courier.then("a", new Outcome.Unknown("read timed out"));
            courier.probing("a", new Probe.Found(Optional.of("1.2")));
            add(2, "C1", "a");
            drain(worker);
            assertThat(courier.probed())
                    .as("what is on its way gets two seconds")
                    .isEmpty();
            arrivedAfter(Duration.ofSeconds(2));
            assertThat(courier.probed()).containsExactly("a");
            assertThat(arrivedAfter(Duration.ofHours(1))).isEmpty();
            assertThat(courier.attempts()).hasSize(1);
            assertThat(told).isEmpty();
        }

        @Test
        void an_unknown_outcome_that_is_not_found_is_repeated_as_if_nothing_had_been() {
            courier.then("a", new Outcome.Unknown("read timed out"));
            courier.probing("a", new Probe.NotFound());
            add(2, "C1", "a");
            drain(worker);
            assertThat(arrivedAfter(Duration.ofSeconds(2))).containsExactly("a");
            assertThat(courier.attempts()).containsExactly(new Attempt(1, false), new Attempt(2, false));
        }

        @Test
        void where_nobody_can_tell_it_is_repeated_once_and_marked() {
            courier.then("a", new Outcome.Unknown("read timed out"));
            courier.probing("a", new Probe.CannotTell());
            add(2, "C1", "a");
            drain(worker);
            assertThat(arrivedAfter(Duration.ofSeconds(2))).containsExactly("a");
            assertThat(courier.attempts()).containsExactly(new Attempt(1, false), new Attempt(2, true));
        }

        @Test
        void a_repeat_that_is_lost_too_is_given_up() {
            courier.then("a", new Outcome.Unknown("read timed out"), new Outcome.Unknown("read timed out"));
            courier.probing("a", new Probe.CannotTell(), new Probe.CannotTell());
            add(2, "C1", "a");
            drain(worker);
            arrivedAfter(Duration.ofSeconds(2));
            arrivedAfter(Duration.ofSeconds(2));
            assertThat(courier.attempts()).hasSize(2);
            assertThat(told).singleElement().asString().startsWith("a: it may have arrived");
            assertThat(arrivedAfter(Duration.ofHours(1))).isEmpty();
        }

        @Test
        void a_repeat_that_was_throttled_is_still_marked_when_it_goes() {
            courier.then(
                    "a", new Outcome.Unknown("read timed out"), new Outcome.Throttled("post", Duration.ofSeconds(5)));
            courier.probing("a", new Probe.CannotTell());
            add(2, "C1", "a");
            drain(worker);
            arrivedAfter(Duration.ofSeconds(2));
            assertThat(arrivedAfter(Duration.ofSeconds(5))).containsExactly("a");
            assertThat(courier.attempts()).extracting(Attempt::possiblyDouble).containsExactly(false, true, true);
        }

        @Test
        void a_probe_that_can_not_be_made_now_is_made_later_and_the_line_waits() {
            courier.then("a", new Outcome.Unknown("read timed out"));
            courier.probing(
                    "a", new Probe.Later("throttled", Duration.ofSeconds(7)), new Probe.Found(Optional.empty()));
            add(2, "C1", "a");
            add(2, "C1", "b");
            drain(worker);
            assertThat(arrivedAfter(Duration.ofSeconds(2))).isEmpty();
            assertThat(arrivedAfter(Duration.ofSeconds(7))).containsExactly("b");
        }

        @Test
        void a_courier_that_breaks_counts_as_unknown() {
            courier.thenDo("a", (promise, attempt) -> {
                throw new StackOverflowError("a bug");
            });
            courier.probing("a", new Probe.NotFound());
            add(2, "C1", "a");
            drain(worker);
            assertThat(arrivedAfter(Duration.ofSeconds(2))).containsExactly("a");
        }

        // ---- death, hand-over, an absent store

        @Test
        void what_a_dead_worker_was_delivering_is_probed_and_what_it_had_not_begun_is_delivered() {
            Deque<Runnable> neverRun = new ArrayDeque<>();
            Worker dies = worker(database(), outbox, neverRun::add);
            add(2, "C1", "sent and not noted");
            add(2, "C2", "claimed and not sent");
            add(2, "C3", "claimed and nobody can tell");
            dies.step();
            assertThat(neverRun).hasSize(3);
            add(2, "C4", "not begun");
            courier.probing("sent and not noted", new Probe.Found(Optional.of("1.2")));
            courier.probing("claimed and not sent", new Probe.NotFound());
            courier.probing("claimed and nobody can tell", new Probe.CannotTell());

            drain(worker);
            assertThat(courier.attempts()).as("the dead one's lease holds").isEmpty();
            arrivedAfter(TERMS.lease());
            assertThat(courier.arrived())
                    .containsExactlyInAnyOrder("not begun", "claimed and not sent", "claimed and nobody can tell");
            assertThat(courier.attempts()).filteredOn(Attempt::possiblyDouble).hasSize(1);
        }

        @Test
        void where_nobody_else_can_have_the_database_a_restart_takes_over_at_once() {
            Worker dies = worker(database(), outbox, task -> {});
            add(2, "C1", "a");
            dies.step();
            courier.probing("a", new Probe.NotFound());
            LeaseStore lease = new LeaseStore(database(), "outbox");
            if (database().isEmbedded()) {
                lease.seize();
                drain(worker);
                assertThat(courier.arrived()).containsExactly("a");
            } else {
                assertThatExceptionOfType(IllegalStateException.class).isThrownBy(lease::seize);
            }
        }

        @Test
        void of_two_replicas_one_delivers_and_the_other_takes_over_when_it_stops() {
            try (Database second = testDatabase().another()) {
                Worker other = worker(second, new OutboxStore(second, (t, p, reason) -> {}), Runnable::run);
                add(2, "C1", "first");
                drain(worker);
                drain(other);
                assertThat(worker.isDeliverer()).isTrue();
                assertThat(other.isDeliverer()).isFalse();
                for (int i = 0; i < 30; i++) {
                    clock.pass(SECOND);
                    add(2, "C1", "at " + i);
                    other.step();
                    assertThat(other.isDeliverer()).isFalse();
                    worker.step();
                }
                assertThat(courier.arrived()).hasSize(31);
                assertThat(worker.stop(SECOND)).isTrue();
                add(2, "C1", "after");
                clock.pass(SECOND);
                drain(other);
                assertThat(other.isDeliverer()).isTrue();
                assertThat(courier.arrived()).endsWith("after").doesNotHaveDuplicates();
                other.stop(SECOND);
            }
        }

        @Test
        void one_that_slept_through_its_lease_neither_delivers_nor_overwrites() {
            try (Database second = testDatabase().another()) {
                Deque<Runnable> asleep = new ArrayDeque<>();
                Worker sleeper = worker(database(), outbox, asleep::add);
                Worker other = worker(second, new OutboxStore(second, (t, p, reason) -> {}), Runnable::run);
                add(2, "C1", "a");
                sleeper.step();
                clock.pass(TERMS.lease());
                courier.probing("a", new Probe.NotFound());
                drain(other);
                assertThat(courier.arrived()).containsExactly("a");
                add(2, "C1", "b");
                drain(sleeper);
                assertThat(sleeper.isDeliverer()).isFalse();
                assertThat(asleep).hasSize(1);
                courier.then("a", new Outcome.Refused("too late"));
                asleep.remove().run();
                assertThat(told).isEmpty();
                drain(other);
                assertThat(courier.arrived()).containsExactly("a", "b");
                other.stop(SECOND);
            }
        }

        @Test
        void while_the_store_is_away_nothing_is_delivered_twice_and_nothing_is_lost() {
            FlakyPromises flaky = new FlakyPromises(outbox);
            Worker brave = worker(database(), flaky, Runnable::run);
            add(2, "C1", "a");
            add(2, "C1", "b");
            courier.thenDo("a", (promise, attempt) -> {
                flaky.away = true;
                return Outcome.Delivered.withoutReceipt();
            });
            assertThat(brave.step()).isEqualTo(1);
            for (int i = 0; i < 3; i++) {
                assertThat(brave.step()).isZero();
            }
            flaky.away = false;
            drain(brave);
            assertThat(courier.arrived()).containsExactly("a", "b");
            assertThat(courier.attempts()).hasSize(2);
        }

        @Test
        void a_claim_whose_answer_was_lost_is_undone_and_made_again() {
            FlakyPromises flaky = new FlakyPromises(outbox);
            Worker brave = worker(database(), flaky, Runnable::run);
            add(2, "C1", "a");
            flaky.losesTheNextClaimsAnswer = true;
            assertThatExceptionOfType(IllegalStateException.class).isThrownBy(brave::step);
            drain(brave);
            assertThat(courier.arrived()).containsExactly("a");
            assertThat(courier.probed()).isEmpty();
        }

        @Test
        void a_stop_lets_what_is_running_finish_and_begins_nothing_more() throws Exception {
            Worker live = worker(database(), outbox, Worker.threads(TERMS));
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch mayFinish = new CountDownLatch(1);
            courier.thenDo("slow", (promise, attempt) -> {
                begun.countDown();
                await(mayFinish);
                return Outcome.Delivered.withoutReceipt();
            });
            outbox.onAdded(live::wake);
            live.start();
            add(2, "C1", "slow");
            add(2, "C1", "next");
            assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(live.stop(Duration.ofMillis(50)))
                    .as("still running after the time given")
                    .isFalse();
            mayFinish.countDown();
            assertThat(live.stop(Duration.ofSeconds(10))).isTrue();
            assertThat(courier.arrived()).containsExactly("slow");
            outbox.onAdded(lane -> {});
            clock.pass(TERMS.lease());
            drain(worker);
            assertThat(courier.arrived()).containsExactly("slow", "next");
            assertThat(courier.probed()).isEmpty();
        }

        @Test
        void a_thousand_promises_all_arrive_once_on_real_threads_with_failures_on_the_way() throws Exception {
            int all = 1_000;
            CountDownLatch arrived = new CountDownLatch(all);
            Random random = new Random(20261122);
            Set<String> expected = new HashSet<>();
            for (int i = 0; i < all; i++) {
                String body = "m" + i;
                expected.add(body);
                if (random.nextInt(10) == 0) {
                    courier.then(body, new Outcome.TryAgain("500"));
                }
                courier.thenDo(body, (promise, attempt) -> {
                    arrived.countDown();
                    return Outcome.Delivered.withoutReceipt();
                });
            }
            Terms quick = new Terms(
                    TERMS.lease(),
                    Duration.ofMillis(10),
                    Duration.ofMillis(1),
                    Duration.ofMillis(1),
                    Duration.ofMillis(5),
                    TERMS.patience(),
                    TERMS.kept(),
                    List.of(4, 4, 4, 4, 4));
            Worker live = new Worker(
                    outbox,
                    new LeaseStore(database(), "outbox"),
                    courier,
                    new Budgets(System::nanoTime),
                    Watcher.none(),
                    () -> clock.pass(Duration.ofNanos(10_000)).instant(),
                    new Steady(),
                    Worker.threads(quick),
                    quick);
            database().useTransaction(transaction -> {
                for (int i = 0; i < all; i++) {
                    outbox.add(
                            transaction,
                            new Promise(
                                    UUID.randomUUID(),
                                    i % 5,
                                    "channel",
                                    "C" + i % 37,
                                    Optional.empty(),
                                    Optional.empty(),
                                    "m" + i,
                                    WallClock.START,
                                    WallClock.START));
                }
            });
            live.start();
            assertThat(arrived.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(live.stop(Duration.ofSeconds(10))).isTrue();
            assertThat(courier.arrived()).hasSize(all);
            assertThat(new HashSet<>(courier.arrived())).isEqualTo(expected);
            assertThat(outbox.backlog(clock.instant()).byLane()).isEmpty();
        }
    }

    /** A store that is away when a test says so. */
    private static final class FlakyPromises implements Promises {
        private final Promises real;
        private volatile boolean away;
        private int looks;
        private boolean losesTheNextClaimsAnswer;

        FlakyPromises(Promises real) {
            this.real = real;
        }

        private <T> T reached(Supplier<T> call) {
            if (away) {
                throw new IllegalStateException("away");
            }
            return call.get();
        }

        @Override
        public List<Standing> due(Instant now, int most) {
            looks++;
            return reached(() -> real.due(now, most));
        }

        @Override
        public Set<UUID> claim(UUID worker, Collection<UUID> promises, Instant now) {
            Set<UUID> won = reached(() -> real.claim(worker, promises, now));
            if (losesTheNextClaimsAnswer) {
                losesTheNextClaimsAnswer = false;
                throw new IllegalStateException("the connection broke at the commit");
            }
            return won;
        }

        @Override
        public Set<UUID> delivered(UUID worker, Collection<UUID> promises) {
            return reached(() -> real.delivered(worker, promises));
        }

        @Override
        public boolean putBack(UUID worker, UUID promise, PutBack how) {
            return reached(() -> real.putBack(worker, promise, how));
        }

        @Override
        public boolean giveUp(UUID worker, UUID promise, String reason, Instant at) {
            return reached(() -> real.giveUp(worker, promise, reason, at));
        }

        @Override
        public int tellGivenUp(Instant now) {
            return reached(() -> real.tellGivenUp(now));
        }

        @Override
        public int doubtClaimsOfOthers(UUID worker, Instant now) {
            return reached(() -> real.doubtClaimsOfOthers(worker, now));
        }

        @Override
        public Backlog backlog(Instant now) {
            return reached(() -> real.backlog(now));
        }

        @Override
        public int forgetGivenUpBefore(Instant then) {
            return reached(() -> real.forgetGivenUpBefore(then));
        }
    }
}
