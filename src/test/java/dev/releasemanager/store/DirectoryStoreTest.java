package dev.releasemanager.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.Person;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.slack.delivery.Directory;
import dev.releasemanager.slack.delivery.Posted;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Feature: the directory and the places of posted messages outlive a restart. */
class DirectoryStoreTest {
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
        Contract(TestDatabase database) {
            super(database);
        }

        private static Directory.Account account(String id, String name, boolean active) {
            return new Directory.Account(
                    new Person(new PersonId(id), name, ZoneId.of("Europe/Berlin"), active, false),
                    name.toLowerCase(java.util.Locale.ROOT),
                    name,
                    name + " Real",
                    Optional.of(id + "@example.com"),
                    false,
                    "T1");
        }

        private static void assertSame(Directory seen, Directory expected) {
            assertThat(seen.accounts()).containsExactlyInAnyOrderElementsOf(expected.accounts());
            assertThat(seen.groups()).containsExactlyInAnyOrderElementsOf(expected.groups());
            assertThat(seen.channels()).containsExactlyInAnyOrderElementsOf(expected.channels());
            assertThat(seen.groupsMissing()).isEqualTo(expected.groupsMissing());
        }

        @Test
        void nothing_kept_is_an_empty_directory() {
            assertThat(new DirectoryStore(database()).load().isEmpty()).isTrue();
        }

        @Test
        void what_was_saved_is_loaded_and_the_next_one_takes_its_place() {
            DirectoryStore store = new DirectoryStore(database());
            Directory first = new Directory(
                    List.of(account("U1", "Olga", true), account("U2", "Ines", true)),
                    List.of(new Directory.Group(
                            "S1", "payments-eng", "Payments", true, List.of(new PersonId("U2"), new PersonId("U1")))),
                    List.of(new Directory.Channel(new ChannelId("C1"), "payments", false, false, true)),
                    Optional.empty());
            store.save(first);
            assertSame(store.load(), first);

            Directory second = new Directory(
                    List.of(account("U1", "Olga", false), account("U3", "Zoë", true)),
                    List.of(
                            new Directory.Group("S1", "payments-eng", "Payments", true, List.of(new PersonId("U3"))),
                            new Directory.Group("S2", "web", "Web", false, List.of())),
                    List.of(),
                    Optional.of("no groups"));
            store.save(second);
            store.save(second);
            assertSame(store.load(), second);
        }

        @Test
        void thousands_of_people_are_saved_at_once() {
            DirectoryStore store = new DirectoryStore(database());
            Directory directory = new Directory(
                    IntStream.range(0, 3000)
                            .mapToObj(i -> account("U" + i, "Person " + i, true))
                            .toList(),
                    List.of(),
                    List.of(),
                    Optional.empty());
            store.save(directory);
            assertSame(store.load(), directory);
        }

        @Test
        void a_posted_message_is_found_by_its_name_and_can_move() {
            PostedMessageStore store = new PostedMessageStore(database());
            assertThat(store.find("board:PAY-1")).isEmpty();
            store.save("board:PAY-1", new Posted(new ChannelId("C1"), "1.0001"));
            store.save("board:PAY-1", new Posted(new ChannelId("C2"), "2.0001"));
            assertThat(store.find("board:PAY-1")).contains(new Posted(new ChannelId("C2"), "2.0001"));
        }
    }
}
