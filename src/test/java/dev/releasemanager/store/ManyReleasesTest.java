package dev.releasemanager.store;

import static dev.releasemanager.store.Releases.CHANNEL;
import static dev.releasemanager.store.Releases.IDENTITY;
import static dev.releasemanager.store.Releases.MIA;
import static dev.releasemanager.store.Releases.NOW;
import static dev.releasemanager.store.Releases.OLGA;
import static dev.releasemanager.store.Releases.PAYMENTS;
import static dev.releasemanager.store.Releases.after;
import static dev.releasemanager.store.Releases.entry;
import static dev.releasemanager.store.Releases.key;
import static dev.releasemanager.store.Releases.release;
import static dev.releasemanager.store.Releases.storeIn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.coordination.Reading;
import dev.releasemanager.coordination.Timer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/**
 * What people look up costs the same however many releases are stored. The shortest of many tries is compared, which a
 * busy machine hardly changes; without its index any of these is some hundred times slower.
 */
class ManyReleasesTest {
    private static final int FEW = 64;
    private static final int MANY = 8_192;
    private static final int TRIES = 60;

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

    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    abstract static class Contract extends StoreContract {
        Contract(TestDatabase testDatabase) {
            super(testDatabase);
        }

        @Test
        void cost_no_more_to_look_up_than_few() {
            ReleaseStore store = storeIn(database());
            store.write(transaction -> {
                transaction.insert(release(1));
                transaction.keepAsked(key(1), 1, Map.of(PAYMENTS, List.of(MIA)));
                transaction.append(entry(transaction.lastLink(key(1)), key(1), "release_created"));
                transaction.schedule(new Timer(key(1), Timer.Kind.DEADLINE, 1, NOW, ""));
                return true;
            });
            grow(1, FEW);
            Map<String, Long> few = measured(store);
            grow(FEW, MANY);
            Map<String, Long> many = measured(store);
            few.forEach((question, nanos) -> assertThat(many.get(question))
                    .as(
                            "%s: %s ns among %s releases, against %s ns among %s",
                            question, many.get(question), MANY, nanos, FEW)
                    .isLessThan(3 * nanos + 300_000));
        }

        /** Doubles what there is. */
        private void grow(int from, int to) {
            String columns = ReleaseTable.COLUMNS;
            String grown = columns.replaceFirst("release_key", "'PAY-' || (key_number + :n)")
                    .replaceFirst("key_number, ", "key_number + :n, ")
                    .replaceFirst("created_at", "created_at + cast(:n as integer) * interval '1' minute")
                    .replaceFirst("target_at", "target_at + cast(:n as integer) * interval '1' minute");
            // On a connection without the bounds of an act.
            Jdbi.create(testDatabase().url(), database().isEmbedded() ? "sa" : "postgres", "")
                    .useHandle(handle -> {
                        for (int n = from; n < to; n *= 2) {
                            for (String sql : List.of(
                                    "insert into releases (" + columns + ") select " + grown + " from releases",
                                    "insert into concerned (release_key, subject_kind, subject, target_at, key_number)"
                                            + " select 'PAY-' || (key_number + :n), subject_kind, subject,"
                                            + " target_at + cast(:n as integer) * interval '1' minute, key_number + :n from concerned",
                                    "insert into events (release_key, sequence, happened_at, what, revision, details, previous,"
                                            + " digest) select 'PAY-' || (cast(substring(release_key, 5) as integer) + :n),"
                                            + " sequence, happened_at, what, revision, details, previous, digest from events",
                                    "insert into timers (release_key, kind, round, due_at, take_at, detail)"
                                            + " select release_key, kind, round, due_at + cast(:n as integer) * interval '1' minute,"
                                            + " take_at + cast(:n as integer) * interval '1' minute, detail"
                                            + " from timers")) {
                                handle.createUpdate(sql).bind("n", n).execute();
                            }
                            // Plans made for a handful of rows would be kept otherwise.
                            handle.execute("analyze");
                        }
                    });
        }

        private Map<String, Long> measured(ReleaseStore store) {
            Map<String, Function<Reading, Object>> questions = new LinkedHashMap<>();
            questions.put("openIn", reading -> reading.openIn(CHANNEL));
            questions.put("open", reading -> reading.open(20));
            questions.put("newest", reading -> reading.newest(20));
            questions.put("concerning the owner", reading -> reading.concerning(OLGA, List.of(), 20));
            questions.put("concerning who was asked", reading -> reading.concerning(MIA, List.of(), 20));
            questions.put("concerning teams", reading -> reading.concerning(MIA, List.of(PAYMENTS, IDENTITY), 20));
            questions.put("find", reading -> reading.find(key(33)));
            questions.put("record", reading -> reading.record(key(33), 20));
            questions.put("nextDue", Reading::nextDue);
            Map<String, Long> shortest = new LinkedHashMap<>();
            for (int i = 0; i < TRIES; i++) {
                questions.forEach((question, asked) -> {
                    long began = System.nanoTime();
                    store.read(asked);
                    shortest.merge(question, System.nanoTime() - began, Math::min);
                });
                long began = System.nanoTime();
                store.write(transaction -> transaction.takeDue(after(1_000_000)).isPresent());
                shortest.merge("takeDue", System.nanoTime() - began, Math::min);
            }
            return shortest;
        }
    }
}
