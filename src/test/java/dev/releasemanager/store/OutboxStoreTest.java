package dev.releasemanager.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.releasemanager.coordination.StoreUnavailable;
import dev.releasemanager.outbox.Promise;
import dev.releasemanager.outbox.Promises.Backlog;
import dev.releasemanager.outbox.Promises.PutBack;
import dev.releasemanager.outbox.Standing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

class OutboxStoreTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final UUID ME = UUID.randomUUID();
    private static final UUID OTHER = UUID.randomUUID();

    @Nested
    class OnH2 extends Contract {
        OnH2() {
            super(TestDatabase.h2());
        }
    }

    @Nested
    class OnPostgres extends SideBySide {
        OnPostgres() {
            super(TestDatabase.postgres());
        }
    }

    static Promise promise(int lane, String stream, String body) {
        return new Promise(
                UUID.randomUUID(), lane, "channel", stream, Optional.empty(), Optional.empty(), body, NOW, NOW);
    }

    static Promise board(String key) {
        return new Promise(
                UUID.randomUUID(), 3, "board", "C1", Optional.of("board:" + key), Optional.of(key), "{}", NOW, NOW);
    }

    abstract static class Contract extends StoreContract {
        private final List<String> told = new ArrayList<>();
        private boolean listenerFails;
        final OutboxStore outbox;

        Contract(TestDatabase testDatabase) {
            super(testDatabase);
            outbox = new OutboxStore(database(), (transaction, promise, reason) -> {
                transaction.handle().execute("insert into seen_payloads (id, seen_at) values ('told', now())");
                if (listenerFails) {
                    throw new IllegalStateException("the owner is not known");
                }
                transaction.handle().execute("delete from seen_payloads");
                told.add(promise.body() + ": " + reason);
            });
        }

        @BeforeEach
        void forget() {
            told.clear();
            listenerFails = false;
        }

        Promise added(Promise promise) {
            assertThat(database().<Boolean>inTransaction(transaction -> outbox.add(transaction, promise)))
                    .isTrue();
            return promise;
        }

        private List<String> due() {
            return outbox.due(NOW, 100).stream()
                    .map(standing -> standing.promise().body())
                    .toList();
        }

        Promise claimed(Promise promise) {
            assertThat(outbox.claim(ME, List.of(promise.id()), NOW)).containsExactly(promise.id());
            return promise;
        }

        private boolean delivered(UUID worker, UUID promise) {
            return outbox.delivered(worker, List.of(promise)).contains(promise);
        }

        private PutBack retry(Duration pause) {
            return new PutBack(NOW.plus(pause), "500", true, false, false, Optional.of(NOW));
        }

        @Test
        void a_promise_is_read_back_as_it_was_made() {
            Promise made = added(new Promise(
                    UUID.randomUUID(),
                    4,
                    "person",
                    "U1",
                    Optional.empty(),
                    Optional.of("PAY-1"),
                    "{\"text\":\"ü \uD83D\uDE80\"}",
                    NOW,
                    NOW.minusSeconds(3)));
            assertThat(outbox.due(NOW, 10)).singleElement().satisfies(standing -> {
                assertThat(standing.promise()).isEqualTo(made);
                assertThat(standing.attempts()).isZero();
                assertThat(standing.doubtful()).isFalse();
                assertThat(standing.failingSince()).isEmpty();
            });
        }

        @Test
        void a_promise_made_in_an_act_that_fails_was_never_made() {
            try {
                database().useTransaction(transaction -> {
                    outbox.add(transaction, promise(2, "C1", "never"));
                    throw new IllegalStateException("refused after all");
                });
            } catch (IllegalStateException expected) {
                assertThat(expected).hasMessage("refused after all");
            }
            assertThat(due()).isEmpty();
        }

        @Test
        void the_worker_is_woken_after_the_commit_and_only_then() {
            List<Integer> woken = new ArrayList<>();
            outbox.onAdded(woken::add);
            database().useTransaction(transaction -> {
                outbox.add(transaction, List.of(promise(3, "C1", "a"), promise(2, "C1", "b"), promise(4, "C1", "c")));
                assertThat(woken).isEmpty();
            });
            assertThat(woken).as("with the most urgent lane").containsExactly(2);
        }

        @Test
        void only_the_first_of_each_line_is_due_lanes_in_order_and_later_ones_after_it_is_done() {
            added(promise(4, "C1", "reminder"));
            Promise first = added(promise(2, "C1", "first"));
            added(promise(2, "C1", "second"));
            added(promise(2, "C2", "elsewhere"));
            added(promise(Promise.ALARM, "C1", "alarm"));
            added(promise(Promise.ALARM, "C1", "another alarm"));
            assertThat(due()).containsExactly("alarm", "another alarm", "first", "elsewhere", "reminder");
            claimed(first);
            assertThat(due()).containsExactly("alarm", "another alarm", "elsewhere", "reminder");
            assertThat(outbox.putBack(ME, first.id(), retry(Duration.ofSeconds(1))))
                    .isTrue();
            assertThat(due()).containsExactly("alarm", "another alarm", "elsewhere", "reminder");
            assertThat(outbox.due(NOW.plusSeconds(1), 10))
                    .extracting(standing -> standing.promise().body())
                    .contains("first")
                    .doesNotContain("second");
            assertThat(outbox.claim(ME, List.of(first.id()), NOW))
                    .as("before its time")
                    .isEmpty();
            assertThat(outbox.claim(ME, List.of(first.id()), NOW.plusSeconds(1)))
                    .containsExactly(first.id());
            assertThat(delivered(ME, first.id())).isTrue();
            assertThat(due()).containsExactly("alarm", "another alarm", "second", "elsewhere", "reminder");
        }

        @Test
        void several_deliveries_are_stored_together_and_those_whose_claim_was_lost_are_told() {
            Promise one = claimed(added(promise(2, "C1", "one")));
            Promise lost = added(promise(2, "C2", "lost"));
            Promise two = claimed(added(promise(2, "C3", "two")));
            List<UUID> all = Stream.of(one, lost, two).map(Promise::id).toList();
            assertThat(outbox.delivered(ME, all)).containsExactlyInAnyOrder(one.id(), two.id());
            assertThat(due()).containsExactly("lost");
        }

        @Test
        void what_is_not_due_yet_waits() {
            Promise later = new Promise(
                    UUID.randomUUID(),
                    4,
                    "person",
                    "U1",
                    Optional.empty(),
                    Optional.empty(),
                    "later",
                    NOW,
                    NOW.plusSeconds(60));
            added(later);
            assertThat(due()).isEmpty();
            assertThat(outbox.due(NOW.plusSeconds(60), 10)).hasSize(1);
            assertThat(outbox.backlog(NOW).oldestDueAt()).isEmpty();
        }

        @Test
        void no_lane_is_crowded_out_by_another() {
            for (int i = 0; i < 20; i++) {
                added(promise(1, "U" + i, "answer"));
            }
            added(promise(3, "C1", "board"));
            assertThat(outbox.due(NOW, 3))
                    .extracting(standing -> standing.promise().body())
                    .containsExactly("answer", "answer", "answer", "board");
        }

        @Test
        void what_is_due_now_is_due_now_to_the_nanosecond() {
            Instant odd = NOW.plusNanos(123_456_789);
            database()
                    .useTransaction(transaction -> outbox.add(
                            transaction,
                            new Promise(
                                    UUID.randomUUID(),
                                    2,
                                    "channel",
                                    "C1",
                                    Optional.empty(),
                                    Optional.empty(),
                                    "a",
                                    odd,
                                    odd)));
            assertThat(outbox.due(odd, 1)).hasSize(1);
        }

        @Test
        void a_claim_is_won_once() {
            Promise promise = added(promise(2, "C1", "a"));
            claimed(promise);
            assertThat(outbox.claim(OTHER, List.of(promise.id()), NOW)).isEmpty();
            assertThat(delivered(OTHER, promise.id())).isFalse();
            assertThat(outbox.putBack(OTHER, promise.id(), retry(Duration.ZERO)))
                    .isFalse();
            assertThat(outbox.giveUp(OTHER, promise.id(), "no", NOW)).isFalse();
            assertThat(delivered(ME, promise.id())).isTrue();
            assertThat(delivered(ME, promise.id())).isFalse();
        }

        @Test
        void claims_of_others_become_doubtful_and_an_end_that_comes_late_still_counts() {
            Promise late = claimed(added(promise(2, "C1", "late")));
            Promise lost = claimed(added(promise(2, "C2", "lost")));
            assertThat(outbox.doubtClaimsOfOthers(ME, NOW)).isZero();
            assertThat(outbox.doubtClaimsOfOthers(OTHER, NOW)).isEqualTo(2);
            assertThat(outbox.due(NOW, 10)).hasSize(2).allMatch(Standing::doubtful);
            assertThat(delivered(ME, late.id())).isTrue();
            assertThat(outbox.claim(OTHER, List.of(lost.id()), NOW)).hasSize(1);
            assertThat(delivered(ME, lost.id())).isFalse();
        }

        @Test
        void many_acts_on_one_board_make_one_promise_until_it_is_begun() {
            Promise first = added(board("PAY-1"));
            for (int i = 0; i < 5; i++) {
                assertThat(database().<Boolean>inTransaction(transaction -> outbox.add(transaction, board("PAY-1"))))
                        .isFalse();
            }
            added(board("PAY-2"));
            assertThat(outbox.due(NOW, 10)).hasSize(2);
            claimed(first);
            Promise second = added(board("PAY-1"));
            assertThat(outbox.due(NOW, 10))
                    .as("the next refresh waits for the one that is under way")
                    .hasSize(1);
            delivered(ME, first.id());
            assertThat(outbox.due(NOW, 10))
                    .extracting(standing -> standing.promise().id())
                    .contains(second.id());
        }

        @Test
        void a_board_that_failed_hands_its_failures_to_the_promise_made_meanwhile() {
            Promise first = claimed(added(board("PAY-1")));
            Promise second = added(board("PAY-1"));
            assertThat(outbox.putBack(ME, first.id(), retry(Duration.ofSeconds(8))))
                    .isTrue();
            assertThat(outbox.due(NOW.plusSeconds(7), 10)).isEmpty();
            assertThat(outbox.due(NOW.plusSeconds(8), 10)).singleElement().satisfies(standing -> {
                assertThat(standing.promise().id()).isEqualTo(second.id());
                assertThat(standing.attempts()).isEqualTo(1);
                assertThat(standing.failingSince()).contains(NOW);
            });
        }

        /**
         * Acts count up under a lock as acts on one release do; a worker claims and draws. Whatever the interleaving, the last
         * drawing shows the last act.
         */
        @Test
        void under_load_the_last_board_drawn_shows_the_last_act() throws Exception {
            database().useTransaction(transaction -> transaction
                    .handle()
                    .execute("insert into leases (name, holder, until_at) values ('release', '" + new UUID(0, 0)
                            + "', now())"));
            int acts = 200;
            List<CompletableFuture<Void>> actors = new ArrayList<>();
            for (int actor = 0; actor < 4; actor++) {
                actors.add(StoreContract.running(() -> {
                    for (int i = 0; i < acts / 4; i++) {
                        database().useTransaction(transaction -> {
                            long counted = count(transaction, " for update");
                            transaction
                                    .handle()
                                    .execute(
                                            "update leases set holder = ? where name = 'release'",
                                            new UUID(0, counted + 1));
                            outbox.add(transaction, board("PAY-1"));
                        });
                    }
                }));
            }
            CompletableFuture<Void> all = CompletableFuture.allOf(actors.toArray(CompletableFuture[]::new));
            long drawn = 0;
            int drawings = 0;
            boolean over;
            do {
                over = all.isDone();
                for (Standing standing : outbox.due(NOW, 10)) {
                    UUID id = standing.promise().id();
                    if (outbox.claim(ME, List.of(id), NOW).contains(id)) {
                        drawn = database().<Long>inTransaction(transaction -> count(transaction, ""));
                        drawings++;
                        delivered(ME, id);
                        over = false;
                    }
                }
            } while (!over);
            all.get(5, TimeUnit.SECONDS);
            assertThat(drawn).isEqualTo(acts);
            assertThat(drawings).isLessThanOrEqualTo(acts);
        }

        private static long count(Transaction transaction, String how) {
            return transaction
                    .handle()
                    .createQuery("select holder from leases where name = 'release'" + how)
                    .map((row, context) -> row.getObject("holder", UUID.class))
                    .one()
                    .getLeastSignificantBits();
        }

        @Test
        void giving_up_tells_the_listener_in_its_own_transaction() {
            Promise promise = claimed(added(promise(2, "C1", "gone")));
            assertThat(outbox.giveUp(ME, promise.id(), "channel_not_found", NOW))
                    .isTrue();
            assertThat(told).containsExactly("gone: channel_not_found");
            assertThat(outbox.tellGivenUp(NOW)).isZero();
            assertThat(told).hasSize(1);
            assertThat(due()).isEmpty();
        }

        @Test
        void a_listener_that_fails_is_asked_again_and_leaves_nothing_half_done() {
            listenerFails = true;
            Promise promise = claimed(added(promise(2, "C1", "gone")));
            assertThat(outbox.giveUp(ME, promise.id(), "is_archived", NOW)).isTrue();
            assertThat(outbox.tellGivenUp(NOW)).isEqualTo(1);
            assertThat(outbox.forgetGivenUpBefore(NOW.plus(Duration.ofDays(9)))).isZero();
            assertThat(seen()).isZero();
            listenerFails = false;
            assertThat(outbox.tellGivenUp(NOW)).isZero();
            assertThat(told).containsExactly("gone: is_archived");
        }

        private long seen() {
            return database().<Long>inTransaction(transaction -> transaction
                    .handle()
                    .createQuery("select count(*) from seen_payloads")
                    .mapTo(Long.class)
                    .one());
        }

        @Test
        void a_board_that_keeps_failing_for_the_same_reason_is_told_of_once_an_hour() {
            for (Instant at : List.of(NOW, NOW.plusSeconds(60), NOW.plus(Duration.ofMinutes(62)))) {
                Promise promise = claimed(added(board("PAY-1")));
                outbox.giveUp(ME, promise.id(), "is_archived", at);
            }
            assertThat(told).hasSize(2);
        }

        @Test
        void the_backlog_counts_by_lane_and_knows_the_oldest_even_while_it_pauses() {
            Promise oldest = claimed(added(promise(2, "C1", "a")));
            outbox.putBack(ME, oldest.id(), retry(Duration.ofMinutes(5)));
            added(promise(2, "C2", "b"));
            claimed(added(promise(4, "C3", "c")));
            assertThat(outbox.backlog(NOW.plusSeconds(30)))
                    .isEqualTo(new Backlog(Map.of(2, 2L, 4, 1L), Optional.of(NOW)));
        }

        @Test
        void what_was_delivered_is_forgotten_at_once_and_what_was_given_up_later() {
            delivered(ME, claimed(added(promise(2, "C1", "words of somebody"))).id());
            assertThat(bodies()).isEmpty();
            outbox.giveUp(ME, claimed(added(promise(2, "C1", "other words"))).id(), "is_archived", NOW);
            assertThat(outbox.forgetGivenUpBefore(NOW)).isZero();
            assertThat(bodies()).containsExactly("other words");
            assertThat(outbox.forgetGivenUpBefore(NOW.plusMillis(1))).isEqualTo(1);
            assertThat(bodies()).isEmpty();
        }

        private List<String> bodies() {
            return database().<List<String>>inTransaction(transaction -> transaction
                    .handle()
                    .createQuery("select body from outbox")
                    .mapTo(String.class)
                    .list());
        }

        @Nested
        class Leases {
            private final LeaseStore lease = new LeaseStore(database(), "outbox");

            @Test
            void one_holds_it_and_renews_it_until_it_lapses_or_is_given_up() {
                Instant until = NOW.plusSeconds(10);
                assertThat(lease.hold(ME, NOW, until)).isTrue();
                assertThat(lease.hold(OTHER, NOW.plusSeconds(9), NOW.plusSeconds(19)))
                        .isFalse();
                assertThat(lease.hold(ME, NOW.plusSeconds(9), NOW.plusSeconds(19)))
                        .isTrue();
                assertThat(lease.hold(OTHER, NOW.plusSeconds(18), NOW.plusSeconds(28)))
                        .isFalse();
                assertThat(lease.hold(OTHER, NOW.plusSeconds(19), NOW.plusSeconds(29)))
                        .isTrue();
                lease.release(ME);
                assertThat(lease.hold(ME, NOW.plusSeconds(20), NOW.plusSeconds(30)))
                        .isFalse();
                lease.release(OTHER);
                assertThat(lease.hold(ME, NOW.plusSeconds(20), NOW.plusSeconds(30)))
                        .isTrue();
            }

            @Test
            void of_many_who_reach_for_it_one_has_it() {
                List<CompletableFuture<Boolean>> reaching = new ArrayList<>();
                CountDownLatch go = new CountDownLatch(1);
                for (int i = 0; i < 8; i++) {
                    reaching.add(StoreContract.supplying(() -> {
                        await(go);
                        return lease.hold(UUID.randomUUID(), NOW, NOW.plusSeconds(10));
                    }));
                }
                go.countDown();
                assertThat(reaching.stream().filter(CompletableFuture::join)).hasSize(1);
            }
        }

        @Nested
        class PayloadsSeen {
            private final SeenPayloads payloads = new SeenPayloads(database());

            private boolean claim(String id) {
                return database().inTransaction(transaction -> payloads.claim(transaction, id, NOW));
            }

            @Test
            void a_payload_counts_once() {
                assertThat(claim("Ev1")).isTrue();
                assertThat(claim("Ev1")).isFalse();
                assertThat(claim("Ev2")).isTrue();
            }

            @Test
            void a_taken_id_does_not_spoil_the_act_that_finds_it() {
                claim("Ev1");
                database().useTransaction(transaction -> {
                    assertThat(payloads.claim(transaction, "Ev1", NOW)).isFalse();
                    assertThat(payloads.claim(transaction, "Ev2", NOW)).isTrue();
                });
                assertThat(claim("Ev2")).isFalse();
            }

            @Test
            void of_two_at_the_same_instant_the_second_waits_and_loses_if_the_first_is_stored() throws Exception {
                assertThat(second(true)).isFalse();
            }

            @Test
            void of_two_at_the_same_instant_the_second_counts_if_the_first_is_rolled_back() throws Exception {
                assertThat(second(false)).isTrue();
            }

            private boolean second(boolean firstIsStored)
                    throws InterruptedException, ExecutionException, TimeoutException {
                CountDownLatch claimed = new CountDownLatch(1);
                CountDownLatch mayEnd = new CountDownLatch(1);
                CompletableFuture<Void> first =
                        StoreContract.running(() -> database().useTransaction(transaction -> {
                            assertThat(payloads.claim(transaction, "Ev1", NOW)).isTrue();
                            claimed.countDown();
                            await(mayEnd);
                            if (!firstIsStored) {
                                throw new IllegalStateException("rolled back");
                            }
                        }));
                await(claimed);
                CompletableFuture<Boolean> second = StoreContract.supplying(() -> claim("Ev1"));
                mayEnd.countDown();
                first.exceptionally(failure -> null).get(5, TimeUnit.SECONDS);
                return second.get(5, TimeUnit.SECONDS);
            }

            @Test
            void old_ids_are_forgotten() {
                claim("Ev1");
                assertThat(payloads.forgetSeenBefore(NOW)).isZero();
                assertThat(payloads.forgetSeenBefore(NOW.plusSeconds(1))).isEqualTo(1);
                assertThat(claim("Ev1")).isTrue();
            }
        }
    }

    /** What only a database does in which acts are under way side by side: H2 has one at a time. */
    abstract static class SideBySide extends Contract {
        SideBySide(TestDatabase testDatabase) {
            super(testDatabase);
        }

        @Test
        void an_act_that_commits_while_the_worker_looks_is_never_missed() throws Exception {
            Promise pending = added(board("PAY-1"));
            CountDownLatch leant = new CountDownLatch(1);
            CountDownLatch mayCommit = new CountDownLatch(1);
            CompletableFuture<Boolean> act =
                    StoreContract.supplying(() -> database().inTransaction(transaction -> {
                        boolean made = outbox.add(transaction, board("PAY-1"));
                        leant.countDown();
                        await(mayCommit);
                        return made;
                    }));
            await(leant);
            assertThat(outbox.claim(ME, List.of(pending.id()), NOW))
                    .as("an act leans on it and is not stored yet")
                    .isEmpty();
            mayCommit.countDown();
            assertThat(act.get(5, TimeUnit.SECONDS)).isFalse();
            claimed(pending);
        }

        @Test
        void an_act_that_comes_while_the_claim_is_being_stored_makes_a_promise_of_its_own_at_once() throws Exception {
            Promise pending = added(board("PAY-1"));
            CountDownLatch claiming = new CountDownLatch(1);
            CountDownLatch mayCommit = new CountDownLatch(1);
            CompletableFuture<Void> claim =
                    StoreContract.running(() -> database().useTransaction(transaction -> {
                        transaction
                                .handle()
                                .createUpdate("update outbox set state = 'claimed', claimed_by = :me where id = :id")
                                .bind("me", ME)
                                .bind("id", pending.id())
                                .execute();
                        claiming.countDown();
                        await(mayCommit);
                    }));
            await(claiming);
            Promise own = added(board("PAY-1"));
            mayCommit.countDown();
            claim.get(5, TimeUnit.SECONDS);
            outbox.delivered(ME, List.of(pending.id()));
            assertThat(outbox.due(NOW, 10))
                    .extracting(standing -> standing.promise().id())
                    .containsExactly(own.id());
        }

        @Test
        void acts_that_refresh_the_same_homes_in_another_order_do_not_wait_for_each_other() throws Exception {
            added(board("A-1"));
            added(board("B-1"));
            CountDownLatch bothHoldOne = new CountDownLatch(2);
            CountDownLatch bothAsked = new CountDownLatch(2);
            List<CompletableFuture<Void>> acts = new ArrayList<>();
            for (List<String> order : List.of(List.of("A-1", "B-1"), List.of("B-1", "A-1"))) {
                acts.add(StoreContract.running(() -> database().useTransaction(transaction -> {
                    outbox.add(transaction, board(order.get(0)));
                    bothHoldOne.countDown();
                    await(bothHoldOne);
                    outbox.add(transaction, board(order.get(1)));
                    bothAsked.countDown();
                    await(bothAsked);
                })));
            }
            for (CompletableFuture<Void> act : acts) {
                act.get(5, TimeUnit.SECONDS);
            }
            assertThat(outbox.backlog(NOW).byLane()).containsExactly(Map.entry(3, 4L));
        }

        @Test
        void of_two_copies_of_a_payload_the_second_does_not_call_itself_void_while_the_first_takes_its_time()
                throws Exception {
            SeenPayloads payloads = new SeenPayloads(database());
            CountDownLatch claimed = new CountDownLatch(1);
            CountDownLatch mayEnd = new CountDownLatch(1);
            CompletableFuture<Void> first =
                    StoreContract.running(() -> database().useTransaction(transaction -> {
                        assertThat(payloads.claim(transaction, "Ev1", NOW)).isTrue();
                        claimed.countDown();
                        await(mayEnd);
                    }));
            await(claimed);
            StoreUnavailable second = catchThrowableOfType(StoreUnavailable.class, () -> database()
                    .inTransaction(transaction -> payloads.claim(transaction, "Ev1", NOW)));
            mayEnd.countDown();
            first.get(5, TimeUnit.SECONDS);
            assertThat(second).isNotNull();
            assertThat(second.isOutcomeUnknown()).isTrue();
        }
    }
}
