package dev.releasemanager.store;

import static dev.releasemanager.store.Releases.DIGEST;
import static dev.releasemanager.store.Releases.MIA;
import static dev.releasemanager.store.Releases.NOW;
import static dev.releasemanager.store.Releases.PAYMENTS;
import static dev.releasemanager.store.Releases.after;
import static dev.releasemanager.store.Releases.entry;
import static dev.releasemanager.store.Releases.key;
import static dev.releasemanager.store.Releases.release;
import static dev.releasemanager.store.Releases.storeIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.releasemanager.coordination.Reading;
import dev.releasemanager.coordination.Transaction;
import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.gate.Assurances;
import dev.releasemanager.gate.Hold;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.Confirmation.Withdrawal;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.Ticket;
import dev.releasemanager.review.Lesson;
import dev.releasemanager.review.Review;
import dev.releasemanager.rollback.Rollback;
import dev.releasemanager.rollback.RollbackOrder;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollback.Step;
import dev.releasemanager.rollout.Rollout;
import dev.releasemanager.rollout.Staged;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What a process knows of a release from its last act is what stands in the database, whoever has written since. */
class ContentCacheTest {
    private static final int ROUND = 1;

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
        Contract(TestDatabase testDatabase) {
            super(testDatabase);
        }

        private static final class Undone extends RuntimeException {
            private static final long serialVersionUID = 1L;
        }

        private static Change change(int number, String title) {
            return new Change(
                    new ChangeId(number),
                    PAYMENTS,
                    "api",
                    "feature",
                    title,
                    "https://code.example/" + number,
                    Optional.empty(),
                    "nothing",
                    Optional.empty(),
                    Optional.empty());
        }

        private static Map<String, Object> all(Reading reading, ReleaseKey key) {
            Map<String, Object> all = new LinkedHashMap<>();
            all.put("release", reading.find(key));
            all.put("changes", reading.changes(key));
            all.put("details", reading.details(key));
            all.put("rollback plan", reading.rollbackPlan(key));
            all.put("assurances", reading.assurances(key));
            all.put("rollout", reading.rollout(key));
            all.put("rollback", reading.rollback(key));
            all.put("review", reading.review(key));
            all.put("ticket", reading.ticket(key));
            all.put("reviews", reading.reviewsAwaitedBy(key));
            all.put("lessons", reading.lessonsFor(key));
            all.put("asked", reading.asked(key, ROUND));
            all.put("confirmations", reading.confirmations(key, ROUND));
            return all;
        }

        private enum Write {
            CHANGE,
            NO_CHANGE,
            DETAILS,
            PLAN,
            ASSURANCES,
            ROLLOUT,
            ROLLBACK,
            REVIEW,
            TICKET,
            CONFIRMATION,
            WITHDRAWAL,
            ASKED,
            RELEASE,
            OWNER,
            DELEGATE
        }

        /** Each kind of write is recorded under its name. */
        private static void write(Transaction tx, ReleaseKey key, Random random) {
            Write write = Write.values()[random.nextInt(Write.values().length)];
            int n = random.nextInt(1_000);
            switch (write) {
                case CHANGE -> tx.put(key, change(1 + n % 5, "title " + n));
                case NO_CHANGE -> tx.remove(key, new ChangeId(1 + n % 5));
                case DETAILS -> tx.put(key, tx.details(key).withVersions(Map.of("api", "1." + n)));
                case PLAN ->
                    tx.put(
                            key,
                            new RollbackPlan(List.of(), List.of(), Optional.empty(), Optional.of("not undone: " + n)));
                case ASSURANCES -> tx.put(key, Assurances.NONE.with(new Hold(1 + n % 3, MIA, NOW, "reason " + n)));
                case ROLLOUT -> {
                    Rollout before = tx.rollout(key);
                    Map<String, String> versions = Map.of("api", "1." + n);
                    tx.put(key, before.with(Staged.passed(before.nextNumber(), Staged.STAGING, versions)));
                }
                case ROLLBACK -> tx.put(key, rollback(n));
                case REVIEW -> tx.put(review(key, n));
                case TICKET -> tx.put(key, Ticket.asked("https://tickets.example/" + n, Ticket.Keeper.OWNER, after(n)));
                case CONFIRMATION -> tx.add(key, Confirmation.ready(ROUND, PAYMENTS, MIA, 1, DIGEST, after(n % 50)));
                case WITHDRAWAL -> {
                    List<Confirmation> given = tx.confirmations(key, ROUND);
                    if (given.isEmpty()) {
                        return;
                    }
                    tx.update(
                            key,
                            given.get(n % given.size())
                                    .withdrawn(new Withdrawal(MIA, after(n), Optional.of("reason " + n))));
                }
                case ASKED -> tx.keepAsked(key, ROUND, Map.of(PAYMENTS, List.of(new PersonId("U" + n))));
                case RELEASE -> tx.update(tx.find(key).orElseThrow().revised(n + 2, DIGEST));
                case OWNER -> tx.update(tx.find(key).orElseThrow().ownedBy(new PersonId("U" + n)));
                case DELEGATE -> tx.update(tx.find(key).orElseThrow().delegatedTo(Optional.of(new PersonId("U" + n))));
            }
            tx.append(entry(tx.lastLink(key), key, write.name()));
        }

        private static Rollback rollback(int n) {
            Step step = new Step(
                    1 + n % 3, "undo " + n, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
            RollbackOrder order = new RollbackOrder(List.of(step), List.of(), List.of("api"));
            return Rollback.start(Optional.of(MIA), "it broke", NOW, order, MIA);
        }

        /** Of what the other release changes too: it waits for it while it is open, and learns from it when it is closed. */
        private static Review review(ReleaseKey key, int n) {
            Review open = Review.opened(key, Optional.of(MIA), NOW, true, List.of("api"))
                    .with(new Lesson(
                            key,
                            1,
                            "api",
                            "lesson " + n,
                            Optional.of(JudgedAt.STAGE),
                            Optional.empty(),
                            Optional.empty(),
                            MIA,
                            NOW));
            return n % 2 == 0 ? open : open.closed(new Review.Closing(MIA, after(n), Optional.empty()));
        }

        @Test
        void in_a_long_walk_of_two_replicas_that_write_by_turns_and_sometimes_break_off() {
            List<ReleaseStore> replicas = List.of(
                    storeIn(database()),
                    storeIn(testDatabase().another()),
                    storeIn(testDatabase().another()));
            replicas.get(0).write(tx -> {
                tx.insert(release(1));
                tx.insert(release(2));
                return true;
            });
            long seed = 20_261_123;
            Random random = new Random(seed);
            for (int turn = 0; turn < 300; turn++) {
                String when = "turn " + turn + ", seed " + seed;
                ReleaseStore replica = replicas.get(random.nextInt(2));
                ReleaseKey key = key(1 + random.nextInt(2));
                boolean undone = random.nextInt(6) == 0;
                List<String> seen = new ArrayList<>();
                try {
                    replica.write(tx -> {
                        assertThat(tx.lock(key)).as(when).isPresent();
                        Map<String, Object> known = all(tx, key);
                        Map<String, Object> stored = replicas.get(2).read(reading -> all(reading, key));
                        assertThat(known).as(when).containsExactlyEntriesOf(stored);
                        assertThat(tx.lastLink(key))
                                .as(when)
                                .isEqualTo(replicas.get(2).read(reading -> reading.record(key, 1).stream()
                                        .findFirst()
                                        .map(RecordEntry::link)));
                        for (int writes = random.nextInt(4); writes > 0; writes--) {
                            write(tx, key, random);
                        }
                        seen.add("looked at");
                        if (undone) {
                            throw new Undone();
                        }
                        return true;
                    });
                } catch (Undone e) {
                    assertThat(undone).as(when).isTrue();
                }
                assertThat(seen).as(when).hasSize(1);
            }
            for (ReleaseKey key : List.of(key(1), key(2))) {
                List<RecordEntry> record = replicas.get(2).read(reading -> reading.record(key));
                assertThat(RecordEntry.faults(record))
                        .as("%s, seed %s", key, seed)
                        .isEmpty();
                assertThat(record)
                        .as("%s, seed %s", key, seed)
                        .extracting(RecordEntry::what)
                        .contains(Stream.of(Write.values()).map(Write::name).toArray(String[]::new));
            }
        }

        @Test
        void what_has_not_changed_is_not_asked_for_again() {
            ReleaseStore store = storeIn(database());
            store.write(tx -> {
                tx.insert(release(1));
                tx.put(key(1), change(1, "one"));
                return tx.changes(key(1));
            });
            List<Change> first = store.write(tx -> {
                assertThat(tx.lock(key(1))).isPresent();
                return tx.changes(key(1));
            });
            List<Change> second = store.write(tx -> {
                assertThat(tx.lock(key(1))).isPresent();
                return tx.changes(key(1));
            });

            assertThat(second).isSameAs(first).hasSize(1);
        }

        @Test
        void what_an_act_wrote_that_broke_off_is_not_known() {
            ReleaseStore store = storeIn(database());
            store.write(tx -> {
                tx.insert(release(1));
                return true;
            });
            assertThatExceptionOfType(Undone.class)
                    .isThrownBy(() -> store.write(tx -> {
                        assertThat(tx.lock(key(1))).isPresent();
                        tx.put(key(1), change(1, "never"));
                        assertThat(tx.changes(key(1))).hasSize(1);
                        throw new Undone();
                    }));

            assertThat(store.<List<Change>>write(tx -> {
                        assertThat(tx.lock(key(1))).isPresent();
                        return tx.changes(key(1));
                    }))
                    .isEmpty();
        }
    }
}
