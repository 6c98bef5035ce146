package dev.releasemanager.store;

import static dev.releasemanager.store.Releases.NOW;
import static dev.releasemanager.store.Releases.OLGA;
import static dev.releasemanager.store.Releases.after;
import static dev.releasemanager.store.Releases.key;
import static dev.releasemanager.store.Releases.release;
import static dev.releasemanager.store.Releases.storeIn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState;
import dev.releasemanager.release.Ticket;
import dev.releasemanager.release.Ticket.Keeper;
import dev.releasemanager.review.Review;
import dev.releasemanager.rollout.FlagMark;
import dev.releasemanager.rollout.FlagMark.Kind;
import dev.releasemanager.rollout.Rollout;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Feature: the ticket of a completed release is kept as it stands. */
@Tag("M7")
class TicketStoreTest {
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

        private Optional<Ticket> stored(int number) {
            return store.read(reading -> reading.ticket(key(number)));
        }

        private void put(Ticket ticket) {
            store.write(transaction -> {
                transaction.lock(key(1));
                transaction.put(key(1), ticket);
                return true;
            });
            assertThat(stored(1)).contains(ticket);
        }

        @Test
        void comes_back_as_it_was_written_at_every_step_of_its_way() {
            assertThat(stored(1)).isEmpty();

            Ticket asked = Ticket.asked(HOSTILE, Keeper.TRACKER, NOW);
            put(asked);
            put(asked.closed(Optional.empty(), after(5)));
            Ticket left = asked.leftToOwner(HOSTILE, after(1));
            put(left);
            put(left.closed(Optional.of(OLGA), after(7)));

            assertThat(stored(2)).isEmpty();
        }

        private List<ReleaseKey> unsettled(PersonId person) {
            return store.read(reading -> reading.unsettled(person, 10)).stream()
                    .map(Release::key)
                    .toList();
        }

        @Test
        void leaves_a_closed_release_unsettled_for_those_who_decide_until_it_is_closed() {
            PersonId owner = release(1).owner();
            put(Ticket.asked("https://tickets.example/1", Keeper.OWNER, NOW));
            assertThat(unsettled(owner)).as("it isn't closed itself").isEmpty();
            store.write(transaction -> {
                for (int number = 1; number <= 2; number++) {
                    Release known = transaction.lock(key(number)).orElseThrow();
                    transaction.update(known.with(new ReleaseState.Cancelled(owner, "over", NOW)));
                }
                return true;
            });

            assertThat(unsettled(owner)).containsExactly(key(1));
            assertThat(unsettled(new PersonId("U0NOBODY"))).isEmpty();
            put(Ticket.asked("https://tickets.example/1", Keeper.TRACKER, NOW));
            assertThat(unsettled(owner)).as("the tracker closes it").isEmpty();
            put(Ticket.asked("https://tickets.example/1", Keeper.OWNER, NOW).closed(Optional.of(owner), NOW));
            assertThat(unsettled(owner)).isEmpty();
        }

        @Test
        void is_not_all_that_can_be_left_a_review_and_a_flag_that_was_asked_for_can_too() {
            PersonId owner = release(1).owner();
            PersonId anybody = new PersonId("U0NOBODY");
            store.write(transaction -> {
                for (int number = 1; number <= 2; number++) {
                    Release known = transaction.lock(key(number)).orElseThrow();
                    transaction.update(known.with(new ReleaseState.Cancelled(owner, "over", NOW)));
                }
                transaction.put(Review.opened(key(1), Optional.empty(), NOW, true, List.of("a")));
                transaction.put(key(2), Rollout.NONE.with(mark(Kind.ASKED)));
                return true;
            });
            assertThat(unsettled(owner)).containsExactlyInAnyOrder(key(1), key(2));
            assertThat(unsettled(anybody))
                    .as("whose flag it is, is found out elsewhere")
                    .containsExactly(key(2));

            store.write(transaction -> {
                transaction.lock(key(2));
                transaction.put(key(2), transaction.rollout(key(2)).with(mark(Kind.POSTPONED)));
                return true;
            });

            assertThat(unsettled(anybody)).isEmpty();
        }

        private static FlagMark mark(Kind kind) {
            return new FlagMark("one-click", kind, Optional.of(OLGA), 0, "", "", NOW);
        }
    }
}
