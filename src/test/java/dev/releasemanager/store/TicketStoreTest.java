package dev.releasemanager.store;

import static dev.releasemanager.store.Releases.NOW;
import static dev.releasemanager.store.Releases.OLGA;
import static dev.releasemanager.store.Releases.after;
import static dev.releasemanager.store.Releases.key;
import static dev.releasemanager.store.Releases.release;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.release.Ticket;
import dev.releasemanager.release.Ticket.Keeper;
import java.time.InstantSource;
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
            store = new ReleaseStore(
                    database(),
                    new OutboxStore(database(), (transaction, promise, reason) -> {}),
                    InstantSource.fixed(NOW));
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
    }
}
