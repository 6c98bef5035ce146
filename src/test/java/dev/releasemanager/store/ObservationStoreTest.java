package dev.releasemanager.store;

import static dev.releasemanager.store.Releases.NOW;
import static dev.releasemanager.store.Releases.key;
import static dev.releasemanager.store.Releases.release;
import static dev.releasemanager.store.Releases.storeIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.releasemanager.criteria.Quantity;
import dev.releasemanager.criteria.Unit;
import dev.releasemanager.rollout.Gap;
import dev.releasemanager.rollout.Observation;
import dev.releasemanager.rollout.Observed;
import dev.releasemanager.rollout.Question.Standpoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Feature: what was seen is kept as it was seen, once, whoever saw it. */
@Tag("M6")
class ObservationStoreTest {
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
        private static final String HOSTILE = "nul \u0000 lone \uD800 quote ' \" :key <!channel> \u202E";
        private ReleaseStore store;

        Contract(TestDatabase testDatabase) {
            super(testDatabase);
        }

        @BeforeEach
        void open() {
            store = storeIn(database());
            store.write(transaction -> {
                transaction.insert(release(1));
                transaction.insert(release(2));
                return true;
            });
        }

        private static Observed observed(int run, int bake, String condition, Observation observation) {
            return new Observed(run, bake, condition, HOSTILE, Standpoint.STAGE, observation, NOW);
        }

        private int add(List<Observed> observed) {
            return store.write(transaction -> {
                transaction.lock(key(1));
                return transaction.add(key(1), observed);
            });
        }

        private List<Observed> stored(int run) {
            return store.read(reading -> reading.observations(key(1), run));
        }

        @Test
        void everything_seen_comes_back_as_it_was_in_the_order_of_its_moments() {
            List<Observed> all = new ArrayList<>(List.of(
                    observed(1, 1, "c1", Observation.of(NOW, Quantity.of("0.07", Unit.PERCENT), HOSTILE)),
                    observed(1, 1, "c2", new Observation(NOW.plusSeconds(1), new Observation.Answer(true), "U1")),
                    observed(1, 1, "c2", new Observation(NOW.plusSeconds(2), new Observation.Answer(false), "U1")),
                    observed(
                            1,
                            2,
                            "t1",
                            Observation.of(
                                    NOW.plusMillis(2_001),
                                    Quantity.of("-" + "9".repeat(30) + "." + "9".repeat(30), Unit.MEBIBYTE),
                                    ""))));
            for (Gap gap : Gap.values()) {
                all.add(observed(
                        1, 2, "c3", Observation.none(NOW.plusSeconds(10 + all.size()), gap, HOSTILE, HOSTILE)));
            }
            List<Observed> reversed = new ArrayList<>(all);
            Collections.reverse(reversed);

            assertThat(add(reversed)).isEqualTo(all.size());

            assertThat(stored(1)).isEqualTo(all);
            assertThat(stored(2)).isEmpty();
            List<Observed> others = store.read(reading -> reading.observations(key(2), 1));
            assertThat(others).isEmpty();
        }

        @Test
        void what_comes_first_stands() {
            Observed first = observed(1, 1, "c1", Observation.of(NOW, Quantity.of("1", Unit.ONE), "a"));
            Observed second = observed(1, 1, "c1", Observation.none(NOW, Gap.SOURCE_DOWN, "", "b"));
            Observed before = new Observed(
                    1, 1, "c1", "x", Standpoint.BEFORE, Observation.of(NOW, Quantity.of("2", Unit.ONE), "a"), NOW);

            assertThat(add(List.of(first))).isEqualTo(1);
            assertThat(add(List.of(second, before, before))).isEqualTo(1);

            assertThat(stored(1)).containsExactlyInAnyOrder(first, before);
        }

        @Test
        void two_who_saw_the_same_keep_it_once() {
            List<Observed> all = IntStream.range(0, 30)
                    .mapToObj(i ->
                            observed(1, 1, "c1", Observation.of(NOW.plusSeconds(i), Quantity.of("1", Unit.ONE), "a")))
                    .toList();

            CompletableFuture<Integer> one = supplying(() -> add(all));
            CompletableFuture<Integer> other = supplying(() -> add(all));

            assertThat(one.join() + other.join()).isEqualTo(30);
            assertThat(stored(1)).hasSize(30);
        }

        @Test
        void nobody_adds_to_a_release_that_is_not_held() {
            Instant now = NOW;

            assertThatIllegalStateException()
                    .isThrownBy(() -> store.write(transaction -> transaction.add(
                            key(1), List.of(observed(1, 1, "c1", Observation.none(now, Gap.NO_DATA, "", ""))))));
        }
    }
}
