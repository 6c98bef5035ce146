package dev.releasemanager.store;

import static dev.releasemanager.store.Releases.CHANNEL;
import static dev.releasemanager.store.Releases.DIRK;
import static dev.releasemanager.store.Releases.NOW;
import static dev.releasemanager.store.Releases.OLGA;
import static dev.releasemanager.store.Releases.PAYMENTS;
import static dev.releasemanager.store.Releases.after;
import static dev.releasemanager.store.Releases.key;
import static dev.releasemanager.store.Releases.release;
import static dev.releasemanager.store.Releases.storeIn;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.gate.OpenReview;
import dev.releasemanager.manifest.Changes;
import dev.releasemanager.release.Call;
import dev.releasemanager.release.Checkpoint;
import dev.releasemanager.release.Profile;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseKind;
import dev.releasemanager.release.ReleaseState;
import dev.releasemanager.review.Lesson;
import dev.releasemanager.review.Remark;
import dev.releasemanager.review.Review;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Feature: a review is kept as it was written, and a release finds those that it waits for and what they taught. */
@Tag("A5")
class ReviewStoreTest {
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
                for (int number = 1; number <= 4; number++) {
                    transaction.insert(release(number));
                }
                transaction.put(key(2), Changes.in(1, PAYMENTS, "payments-api"));
                transaction.put(key(2), Changes.in(2, PAYMENTS, HOSTILE));
                transaction.put(key(3), Changes.in(1, PAYMENTS, "checkout-api"));
                return true;
            });
        }

        private static Lesson lesson(int number, String component, Optional<JudgedAt> judgedAt) {
            return new Lesson(
                    key(1),
                    number,
                    component,
                    HOSTILE,
                    judgedAt,
                    judgedAt.isPresent() ? Optional.empty() : Optional.of(Duration.ofMinutes(5)),
                    judgedAt.isPresent() ? Optional.empty() : Optional.of(HOSTILE),
                    DIRK,
                    NOW);
        }

        private static Review review() {
            return Review.opened(key(1), Optional.empty(), NOW, true, List.of("payments-api", HOSTILE))
                    .withMissed(HOSTILE)
                    .with(new Remark(Remark.Kind.QUESTION, HOSTILE, DIRK, NOW))
                    .with(lesson(1, "payments-api", Optional.of(JudgedAt.STAGE)))
                    .with(lesson(2, HOSTILE, Optional.empty()));
        }

        private void put(Review review) {
            store.write(transaction -> {
                transaction.lock(review.release());
                transaction.put(review);
                return true;
            });
        }

        private Optional<Review> stored() {
            return store.read(reading -> reading.review(key(1)));
        }

        private List<OpenReview> awaitedBy(int number) {
            return store.read(reading -> reading.reviewsAwaitedBy(key(number)));
        }

        private List<Lesson> lessonsFor(int number) {
            return store.read(reading -> reading.lessonsFor(key(number)));
        }

        private static Review closed(Review review) {
            return review.closed(new Review.Closing(OLGA, after(5), Optional.of(HOSTILE)));
        }

        @Test
        void comes_back_as_it_was_written_open_and_closed() {
            assertThat(stored()).isEmpty();
            put(review());
            assertThat(stored()).contains(review());

            Review longer = review().with(new Remark(Remark.Kind.FINDING, "found", OLGA, after(1)))
                    .without(lesson(1, "", Optional.empty()));
            put(longer);
            assertThat(stored()).contains(longer);
            put(closed(longer));
            assertThat(stored()).contains(closed(longer));
        }

        @Test
        void is_awaited_by_those_that_change_its_components_while_it_is_open_and_demanded() {
            put(review());

            assertThat(awaitedBy(2)).singleElement().satisfies(open -> {
                assertThat(open.release()).isEqualTo(key(1));
                assertThat(open.owner()).isEqualTo(OLGA);
                assertThat(open.components()).containsExactlyInAnyOrder("payments-api", HOSTILE);
            });
            assertThat(awaitedBy(3)).isEmpty();
            assertThat(awaitedBy(1)).isEmpty();
            put(closed(review()));
            assertThat(awaitedBy(2)).isEmpty();
            put(Review.opened(key(1), Optional.of(OLGA), NOW, false, List.of("payments-api")));
            assertThat(awaitedBy(2)).isEmpty();
        }

        @Test
        void teaches_others_once_it_is_closed_and_not_before() {
            put(review());
            assertThat(lessonsFor(2)).isEmpty();
            assertThat(store.<List<Lesson>>read(reading -> reading.lessonsAbout("payments-api")))
                    .isEmpty();

            put(closed(review()));

            assertThat(lessonsFor(2)).isEqualTo(review().lessons());
            assertThat(lessonsFor(3)).isEmpty();
            assertThat(store.<List<Lesson>>read(reading -> reading.lessonsAbout(HOSTILE)))
                    .containsExactly(review().lessons().get(1));
        }

        @Test
        void concerns_the_releases_that_change_one_of_its_components_and_aren_t_closed() {
            store.write(transaction -> {
                transaction.lock(key(3));
                transaction.update(release(3).with(new ReleaseState.Cancelled(OLGA, "no longer wanted", NOW)));
                return true;
            });

            assertThat(store.<List<ReleaseKey>>read(
                            reading -> reading.touching(List.of("payments-api", "checkout-api", HOSTILE))))
                    .containsExactly(key(2));
            assertThat(store.<List<ReleaseKey>>read(reading -> reading.touching(List.of())))
                    .isEmpty();
        }

        @Test
        void is_written_only_while_its_release_is_held() {
            assertThatIllegalStateException()
                    .isThrownBy(() -> store.write(transaction -> {
                        transaction.put(review());
                        return true;
                    }))
                    .withMessageContaining("PAY-1");
        }

        @Test
        void a_reviewed_release_and_whose_fault_one_fixes_come_back() {
            Checkpoint checkpoint = new Checkpoint(1, NOW, after(60));
            Call call = new Call(OLGA, after(1), 1, "d".repeat(64), "");
            Profile plain = release(4).profile();
            Release reviewed = release(4)
                    .with(new Profile(
                            plain.title(),
                            plain.purpose(),
                            ReleaseKind.HOTFIX,
                            plain.target(),
                            plain.zone(),
                            plain.teams(),
                            CHANNEL,
                            plain.ticket(),
                            Optional.of(key(1))))
                    .with(new ReleaseState.Reviewed(
                            new ReleaseState.RollingOut(checkpoint, call, OLGA, after(2)),
                            HOSTILE,
                            after(3),
                            after(4)));
            store.write(transaction -> {
                transaction.lock(key(4));
                transaction.update(reviewed);
                return true;
            });

            assertThat(store.<Optional<Release>>read(reading -> reading.find(key(4))))
                    .contains(reviewed);
            assertThat(store.<List<Release>>read(reading -> reading.open(10))).doesNotContain(reviewed);
        }
    }
}
