package dev.releasemanager.release;

import static dev.releasemanager.release.Cast.KEY;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.NOW;
import static dev.releasemanager.release.Cast.OWNER;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The record's chain: an alteration shows. */
@Tag("A3")
class RecordEntryTest {
    private static List<RecordEntry> chain(int length) {
        List<RecordEntry> chain = new ArrayList<>();
        Optional<RecordEntry.Link> last = Optional.empty();
        for (int i = 0; i < length; i++) {
            RecordEntry entry = RecordEntry.after(
                    last,
                    KEY,
                    NOW.plusSeconds(i),
                    i % 3 == 0 ? Optional.empty() : Optional.of(OWNER),
                    "answered_ready",
                    1 + i / 2,
                    Map.of("team", "payments", "round", Integer.toString(i)));
            chain.add(entry);
            last = Optional.of(entry.link());
        }
        return chain;
    }

    private static RecordEntry altered(RecordEntry e, String field) {
        SortedMap<String, String> details = new TreeMap<>(e.details());
        return switch (field) {
            case "release" -> copy(e, new ReleaseKey("PAY-2"), e.sequence(), e.at(), e.by(), e.what(), e.revision());
            case "sequence" -> copy(e, KEY, e.sequence() + 1, e.at(), e.by(), e.what(), e.revision());
            case "at" -> copy(e, KEY, e.sequence(), e.at().plusMillis(1), e.by(), e.what(), e.revision());
            case "by" -> copy(e, KEY, e.sequence(), e.at(), Optional.of(MEMBER), e.what(), e.revision());
            case "by nobody" -> copy(e, KEY, e.sequence(), e.at(), Optional.empty(), e.what(), e.revision());
            case "what" -> copy(e, KEY, e.sequence(), e.at(), e.by(), "answered_not_ready", e.revision());
            case "revision" -> copy(e, KEY, e.sequence(), e.at(), e.by(), e.what(), e.revision() + 1);
            case "a detail's value" -> {
                details.put("team", "checkout");
                yield with(e, details, e.previous(), e.digest());
            }
            case "a detail's name" -> {
                details.put("group", details.remove("team"));
                yield with(e, details, e.previous(), e.digest());
            }
            case "a detail more" -> {
                details.put("because", "");
                yield with(e, details, e.previous(), e.digest());
            }
            case "a detail less" -> {
                details.remove("round");
                yield with(e, details, e.previous(), e.digest());
            }
            case "previous" -> with(e, details, "f".repeat(64), e.digest());
            case "digest" -> with(e, details, e.previous(), "f".repeat(64));
            default -> throw new IllegalArgumentException(field);
        };
    }

    private static RecordEntry copy(
            RecordEntry e,
            ReleaseKey release,
            long sequence,
            java.time.Instant at,
            Optional<PersonId> by,
            String what,
            int revision) {
        return new RecordEntry(release, sequence, at, by, what, revision, e.details(), e.previous(), e.digest());
    }

    private static RecordEntry with(RecordEntry e, SortedMap<String, String> details, String previous, String digest) {
        return new RecordEntry(
                e.release(), e.sequence(), e.at(), e.by(), e.what(), e.revision(), details, previous, digest);
    }

    @Nested
    class A_chain_that_nobody_touched {
        @Test
        void is_whole() {
            assertThat(RecordEntry.faults(chain(50))).isEmpty();
        }

        @Test
        void counts_from_one_and_begins_with_the_beginning() {
            RecordEntry first = chain(1).get(0);

            assertThat(first.sequence()).isEqualTo(1);
            assertThat(first.previous()).isEqualTo(RecordEntry.BEGINNING);
        }

        @Test
        void has_no_two_digests_alike() {
            assertThat(chain(50).stream().map(RecordEntry::digest)).doesNotHaveDuplicates();
        }

        @Test
        void keeps_hostile_texts_apart() {
            List<String> hostile =
                    List.of("a", "a\n", "a\t", "a\u0000", "1:a", "a1:", "ä", "a\u0308", "<!channel>", "");
            List<String> digests = new ArrayList<>();
            for (String name : hostile) {
                for (String value : hostile) {
                    digests.add(RecordEntry.after(
                                    Optional.empty(), KEY, NOW, Optional.of(OWNER), "x", 1, Map.of(name, value))
                            .digest());
                }
            }

            assertThat(digests).doesNotHaveDuplicates();
        }

        @Test
        void does_not_let_text_move_from_one_field_into_the_next() {
            RecordEntry one =
                    RecordEntry.after(Optional.empty(), KEY, NOW, Optional.empty(), "x", 1, Map.of("a", "bc"));
            RecordEntry other =
                    RecordEntry.after(Optional.empty(), KEY, NOW, Optional.empty(), "x", 1, Map.of("ab", "c"));

            assertThat(one.digest()).isNotEqualTo(other.digest());
        }
    }

    static Stream<Arguments> alterations() {
        List<Arguments> all = new ArrayList<>();
        for (String field : List.of(
                "release",
                "sequence",
                "at",
                "by",
                "by nobody",
                "what",
                "revision",
                "a detail's value",
                "a detail's name",
                "a detail more",
                "a detail less",
                "previous",
                "digest")) {
            for (int place : List.of(1, 4, 7)) {
                all.add(Arguments.of(field, place));
            }
        }
        return all.stream();
    }

    @ParameterizedTest(name = "{0} of entry {1}")
    @MethodSource("alterations")
    void a_single_alteration_of_any_field_anywhere_is_found(String field, int place) {
        List<RecordEntry> chain = chain(8);
        chain.set(place, altered(chain.get(place), field));

        assertThat(RecordEntry.faults(chain)).isNotEmpty();
    }

    @Nested
    class The_order {
        @ParameterizedTest(name = "removed at {0}")
        @org.junit.jupiter.params.provider.ValueSource(ints = {0, 1, 5, 6})
        void an_entry_that_is_missing_is_named(int place) {
            List<RecordEntry> chain = chain(8);
            chain.remove(place);

            assertThat(RecordEntry.faults(chain))
                    .anySatisfy(fault -> assertThat(fault).contains("Entry " + (place + 1) + " is missing"));
        }

        @ParameterizedTest(name = "swapped at {0}")
        @org.junit.jupiter.params.provider.ValueSource(ints = {0, 3, 6})
        void two_that_were_swapped_are_found(int place) {
            List<RecordEntry> chain = chain(8);
            Collections.swap(chain, place, place + 1);

            assertThat(RecordEntry.faults(chain)).isNotEmpty();
        }

        @Test
        void one_that_was_put_in_between_is_found() {
            List<RecordEntry> chain = chain(8);
            chain.add(
                    4,
                    RecordEntry.after(
                            Optional.of(chain.get(3).link()), KEY, NOW, Optional.of(MEMBER), "go_called", 1, Map.of()));

            assertThat(RecordEntry.faults(chain)).isNotEmpty();
        }

        @Test
        void the_same_entry_twice_is_found() {
            List<RecordEntry> chain = chain(8);
            chain.add(4, chain.get(3));

            assertThat(RecordEntry.faults(chain)).isNotEmpty();
        }

        @Test
        void a_record_with_nothing_in_it_is_no_whole_record() {
            assertThat(RecordEntry.faults(List.of())).isNotEmpty();
        }
    }

    @Nested
    class What_the_chain_alone_cannot_show {
        /** Rewrites everything from a place on, as somebody with the database in hand could. */
        private List<RecordEntry> rewritten(List<RecordEntry> chain, int from, UnaryOperator<String> what) {
            List<RecordEntry> forged = new ArrayList<>(chain.subList(0, from));
            for (RecordEntry entry : chain.subList(from, chain.size())) {
                forged.add(RecordEntry.after(
                        Optional.of(forged.get(forged.size() - 1).link()),
                        KEY,
                        entry.at(),
                        entry.by(),
                        what.apply(entry.what()),
                        entry.revision(),
                        entry.details()));
            }
            return forged;
        }

        @Test
        void a_cut_end_is_shown_by_a_digest_that_was_posted() {
            List<RecordEntry> chain = chain(8);
            String posted = chain.get(7).digest();
            List<RecordEntry> cut = chain.subList(0, 6);

            assertThat(RecordEntry.faults(cut)).isEmpty();
            assertThat(cut.stream().map(RecordEntry::digest)).doesNotContain(posted);
        }

        @Test
        void a_chain_forged_whole_is_shown_by_a_digest_that_was_posted() {
            List<RecordEntry> chain = chain(8);
            String posted = chain.get(7).digest();
            List<RecordEntry> forged = rewritten(chain, 3, what -> "answered_not_ready");

            assertThat(RecordEntry.faults(forged)).isEmpty();
            assertThat(forged.stream().map(RecordEntry::digest)).doesNotContain(posted);
        }
    }
}
