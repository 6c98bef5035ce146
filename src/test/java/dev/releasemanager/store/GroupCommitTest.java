package dev.releasemanager.store;

import static dev.releasemanager.store.Releases.NOW;
import static dev.releasemanager.store.Releases.entry;
import static dev.releasemanager.store.Releases.key;
import static dev.releasemanager.store.Releases.outboxIn;
import static dev.releasemanager.store.Releases.release;
import static dev.releasemanager.store.Releases.storeIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.releasemanager.coordination.StoreUnavailable;
import dev.releasemanager.coordination.Transaction;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.ReleaseKey;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GroupCommitTest {
    /** Nobody's patience ends, and no group is cut short, because the machine is slow. */
    private static final Duration FOR_EVER = Duration.ofHours(1);

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

    abstract static class Contract extends StoreContract {
        private final AtomicInteger committed = new AtomicInteger();
        GroupCommit groups;
        private ReleaseStore store;

        Contract(TestDatabase testDatabase) {
            super(testDatabase);
        }

        @BeforeEach
        void begin() {
            committed.set(0);
            groups = new GroupCommit(new Counted(), FOR_EVER, FOR_EVER);
            store = storeIn(database());
            for (int number = 1; number <= 5; number++) {
                int each = number;
                store.write(tx -> {
                    tx.insert(release(each));
                    return each;
                });
            }
        }

        final class Counted implements GroupCommit.Transactions {
            @Override
            public <T> T run(long since, Function<ReleaseTransaction, T> work) {
                T result = database().inTransaction(since, transaction -> {
                    ReleaseTransaction act = new ReleaseTransaction(
                            transaction,
                            outboxIn(database()),
                            new SeenPayloads(database()),
                            new ContentCache(),
                            InstantSource.fixed(NOW));
                    T done = work.apply(act);
                    act.finish();
                    return done;
                });
                committed.incrementAndGet();
                return result;
            }
        }

        /** What every act does: takes its release, and is recorded. */
        private static String recorded(Transaction tx, ReleaseKey release, String what) {
            assertThat(tx.lock(release)).isPresent();
            tx.append(entry(tx.lastLink(release), release, what));
            return what + " of " + release;
        }

        CompletableFuture<String> act(long number, String what) {
            return supplying(() -> groups.write(key(number), tx -> recorded(tx, key(number), what)));
        }

        private List<String> record(long number) {
            return store.read(reading ->
                    reading.record(key(number)).stream().map(RecordEntry::what).toList());
        }

        /** Somebody who is in the middle of an act, so that whoever comes now waits; and how to let him end. */
        final class Busy {
            final CountDownLatch end = new CountDownLatch(1);
            final CompletableFuture<String> act;

            Busy(long number) {
                CountDownLatch begun = new CountDownLatch(1);
                act = supplying(() -> groups.write(key(number), tx -> {
                    begun.countDown();
                    await(end);
                    return recorded(tx, key(number), "first");
                }));
                await(begun);
            }
        }

        private void untilWaiting(int acts) {
            await(acts, groups::waiting);
        }

        @Test
        void those_who_come_meanwhile_are_stored_by_one_commit_each_with_its_own_result() throws Exception {
            Busy busy = new Busy(1);
            List<CompletableFuture<String>> acts = new ArrayList<>();
            for (int i = 0; i < 6; i++) {
                acts.add(act(i % 3 + 1, "act-" + i));
                untilWaiting(i + 1);
            }
            busy.end.countDown();

            assertThat(busy.act.get(20, TimeUnit.SECONDS)).isEqualTo("first of PAY-1");
            for (int i = 0; i < 6; i++) {
                assertThat(acts.get(i).get(20, TimeUnit.SECONDS)).isEqualTo("act-" + i + " of PAY-" + (i % 3 + 1));
            }
            assertThat(committed).hasValue(2);
            assertThat(record(1)).containsExactly("first", "act-0", "act-3");
            assertThat(record(2)).containsExactly("act-1", "act-4");
            assertThat(record(3)).containsExactly("act-2", "act-5");
        }

        @Test
        void one_that_throws_is_alone_with_it_and_nothing_of_it_is_kept() throws Exception {
            Busy busy = new Busy(1);
            CompletableFuture<String> before = act(2, "before");
            untilWaiting(1);
            CompletableFuture<String> wrong = supplying(() -> groups.write(key(2), tx -> {
                recorded(tx, key(2), "wrong");
                throw new IllegalArgumentException("a fault in this act");
            }));
            untilWaiting(2);
            CompletableFuture<String> after = act(2, "after");
            untilWaiting(3);
            busy.end.countDown();

            assertThatExceptionOfType(ExecutionException.class)
                    .isThrownBy(() -> wrong.get(20, TimeUnit.SECONDS))
                    .withCauseInstanceOf(IllegalArgumentException.class)
                    .withMessageContaining("a fault in this act");
            assertThat(before.get(20, TimeUnit.SECONDS)).isEqualTo("before of PAY-2");
            assertThat(after.get(20, TimeUnit.SECONDS)).isEqualTo("after of PAY-2");
            assertThat(record(2)).containsExactlyInAnyOrder("before", "after");
        }

        private CompletableFuture<String> delivered(String payload, long number) {
            return supplying(() -> groups.write(
                    key(number),
                    tx -> tx.claim(payload) && tx.claim("form of " + payload)
                            ? recorded(tx, key(number), payload)
                            : "repeated"));
        }

        @Test
        void a_payload_that_was_seen_before_does_nothing_again_and_those_beside_it_are_stored_together()
                throws Exception {
            assertThat(delivered("seen", 3).get(20, TimeUnit.SECONDS)).isEqualTo("seen of PAY-3");
            store.<Boolean>write(tx -> tx.claim("form of half seen"));
            committed.set(0);
            Busy busy = new Busy(1);
            List<CompletableFuture<String>> acts = new ArrayList<>();
            for (String payload : List.of("new", "seen", "half seen", "newer")) {
                acts.add(delivered(payload, 2 + acts.size() % 2));
                untilWaiting(acts.size());
            }
            busy.end.countDown();

            assertThat(acts.get(0).get(20, TimeUnit.SECONDS)).isEqualTo("new of PAY-2");
            assertThat(acts.get(1).get(20, TimeUnit.SECONDS)).isEqualTo("repeated");
            assertThat(acts.get(2).get(20, TimeUnit.SECONDS)).isEqualTo("repeated");
            assertThat(acts.get(3).get(20, TimeUnit.SECONDS)).isEqualTo("newer of PAY-3");
            assertThat(record(2)).containsExactly("new");
            assertThat(record(3)).containsExactly("seen", "newer");
            assertThat(committed)
                    .as("the busy one, those beside, and each of the seen ones by itself")
                    .hasValue(4);
            assertThat(delivered("newer", 3).get(20, TimeUnit.SECONDS)).isEqualTo("repeated");
        }

        @Test
        void of_two_of_one_payload_in_a_group_the_first_counts() throws Exception {
            Busy busy = new Busy(1);
            CompletableFuture<String> one = delivered("click", 2);
            untilWaiting(1);
            CompletableFuture<String> two = delivered("click", 2);
            untilWaiting(2);
            busy.end.countDown();

            assertThat(one.get(20, TimeUnit.SECONDS)).isEqualTo("click of PAY-2");
            assertThat(two.get(20, TimeUnit.SECONDS)).isEqualTo("repeated");
            assertThat(record(2)).containsExactly("click");
        }

        @Test
        void a_release_in_the_hands_of_another_replica_holds_up_nobody_but_its_own() throws Exception {
            ReleaseStore replica = storeIn(testDatabase().another());
            CountDownLatch taken = new CountDownLatch(1);
            CountDownLatch end = new CountDownLatch(1);
            CompletableFuture<String> other = supplying(() -> replica.write(tx -> {
                String said = recorded(tx, key(2), "elsewhere");
                taken.countDown();
                await(end);
                return said;
            }));
            await(taken);
            Busy busy = new Busy(1);
            CompletableFuture<String> held = act(2, "held");
            untilWaiting(1);
            CompletableFuture<String> free = act(3, "free");
            untilWaiting(2);
            busy.end.countDown();

            String first = free.get(20, TimeUnit.SECONDS);
            end.countDown();
            assertThat(first).isEqualTo("free of PAY-3");
            assertThat(held.get(20, TimeUnit.SECONDS)).isEqualTo("held of PAY-2");
            assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo("elsewhere of PAY-2");
            assertThat(record(2)).containsExactly("elsewhere", "held");
        }

        @Test
        void a_release_that_does_not_exist_is_the_acts_own_affair() throws Exception {
            Busy busy = new Busy(1);
            CompletableFuture<Boolean> nobody =
                    supplying(() -> groups.write(key(99), tx -> tx.lock(key(99)).isPresent()));
            untilWaiting(1);
            CompletableFuture<String> somebody = act(2, "there");
            untilWaiting(2);
            busy.end.countDown();

            assertThat(nobody.get(20, TimeUnit.SECONDS)).isFalse();
            assertThat(somebody.get(20, TimeUnit.SECONDS)).isEqualTo("there of PAY-2");
        }

        @Test
        void of_a_store_that_is_away_everybody_is_told_and_only_whose_commit_went_unanswered_may_count()
                throws Exception {
            AtomicInteger runs = new AtomicInteger();
            GroupCommit.Transactions counted = new Counted();
            groups = new GroupCommit(
                    new GroupCommit.Transactions() {
                        @Override
                        public <T> T run(long since, Function<ReleaseTransaction, T> work) {
                            T result = counted.run(since, work);
                            if (runs.incrementAndGet() == 2) {
                                throw new StoreUnavailable(
                                        "No answer to the commit", new IllegalStateException(), true);
                            }
                            return result;
                        }
                    },
                    FOR_EVER,
                    FOR_EVER);
            Busy busy = new Busy(1);
            CompletableFuture<String> one = act(2, "one");
            CompletableFuture<String> two = act(3, "two");
            untilWaiting(2);
            busy.end.countDown();

            assertThat(busy.act.get(20, TimeUnit.SECONDS)).isEqualTo("first of PAY-1");
            for (CompletableFuture<String> act : List.of(one, two)) {
                assertThatExceptionOfType(ExecutionException.class)
                        .isThrownBy(() -> act.get(20, TimeUnit.SECONDS))
                        .havingCause()
                        .isInstanceOfSatisfying(StoreUnavailable.class, away -> assertThat(away.isOutcomeUnknown())
                                .isTrue());
            }
            assertThat(runs).as("nobody tries again what may count").hasValue(2);
        }
    }

    /** What only a database does in which acts are under way side by side: H2 has one at a time. */
    abstract static class SideBySide extends Contract {
        SideBySide(TestDatabase testDatabase) {
            super(testDatabase);
        }

        @Test
        void where_nobody_gets_on_those_who_wait_go_by_themselves() throws Exception {
            groups = new GroupCommit(new Counted(), Duration.ofMillis(50), FOR_EVER);
            Busy busy = new Busy(1);
            CompletableFuture<String> other = act(2, "not waiting for ever");

            assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo("not waiting for ever of PAY-2");
            assertThat(busy.act).isNotDone();
            busy.end.countDown();
            assertThat(busy.act.get(20, TimeUnit.SECONDS)).isEqualTo("first of PAY-1");
        }
    }
}
