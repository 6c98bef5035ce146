package dev.releasemanager.manifest;

import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whether the changes of a release hang together, and which don't. */
@Tag("X3")
class CoherenceTest {
    private static Coherence of(Sketch sketch, Relation... relations) {
        return Coherence.of(sketch.graph(), List.of(relations));
    }

    private static Sketch two(String firstTitle, String firstLink, String secondTitle, String secondLink) {
        return Sketch.of("(cart@checkout)", "(ledger@payments)")
                .change("cart", CHECKOUT, "copy", firstTitle, firstLink)
                .change("ledger", PAYMENTS, "copy", secondTitle, secondLink);
    }

    @Nested
    class Changes_hang_together {
        @Test
        void by_a_shared_component() {
            assertThat(of(Sketch.of("cart@checkout").change("cart", PAYMENTS, "copy"))
                            .isCoherent())
                    .isTrue();
        }

        @Test
        void by_a_dependency_path_through_what_ships_and_what_does_not() {
            assertThat(of(Sketch.of("page@checkout needs (cart@checkout)", "(cart) needs ledger@payments"))
                            .isCoherent())
                    .isTrue();
        }

        @ParameterizedTest(name = "“{0}” and “{2}”")
        @CsvSource({
            "PAY-12 A, https://g.example/1, B for PAY-12, https://g.example/2",
            "A, https://t.example/browse/PAY-12, B (PAY-12), https://g.example/2",
            "A, https://t.example/browse/PAY-12?focus=1, B, https://t.example/browse/PAY-12",
            "A, https://g.example/1, B, https://g.example/1/",
            "A, https://g.example/1#comment, B, https://g.example/1"
        })
        void by_a_shared_ticket_or_link(String firstTitle, String firstLink, String secondTitle, String secondLink) {
            assertThat(of(two(firstTitle, firstLink, secondTitle, secondLink)).isCoherent())
                    .isTrue();
        }

        @Test
        void by_a_relation_that_the_owner_gives_a_reason_for() {
            Sketch sketch = Sketch.of("a@1", "b@2", "c@3 needs b");

            assertThat(of(sketch, new Relation(new ChangeId(1), new ChangeId(3), "One campaign."))
                            .isCoherent())
                    .isTrue();
            assertThat(of(sketch, new Relation(new ChangeId(1), new ChangeId(99), "One campaign."))
                            .isCoherent())
                    .isFalse();
            assertThatThrownBy(() -> new Relation(new ChangeId(1), new ChangeId(2), " "))
                    .hasMessageContaining("reason");
        }

        @Test
        void where_there_are_none_or_one() {
            assertThat(of(new Sketch()).isCoherent()).isTrue();
            assertThat(of(Sketch.of("a@1")).isCoherent()).isTrue();
        }
    }

    @Nested
    class Changes_do_not_hang_together {
        @Test
        void by_what_both_need_if_it_does_not_ship() {
            assertThat(of(Sketch.of("a@1 needs (db@3) ~bank", "b@2 needs (db) ~bank"))
                            .isCoherent())
                    .isFalse();
        }

        @Test
        void by_their_team() {
            assertThat(of(Sketch.of("a@1", "b@1")).isCoherent()).isFalse();
        }

        @ParameterizedTest(name = "“{0}” and “{1}”")
        @CsvSource({
            "Read UTF-8, Write UTF-8",
            "Fix CVE-2024, Also CVE-2024",
            "SHA-256 here, SHA-256 there",
            "PAY-12, PAY-123",
            "PAY-12, XPAY-12",
            "pay-12, pay-12",
            "PAY-0, PAY-0"
        })
        void by_a_word_that_only_looks_like_a_shared_ticket(String first, String second) {
            assertThat(of(two(first, "https://g.example/1", second, "https://g.example/2"))
                            .isCoherent())
                    .isFalse();
        }

        @Test
        void and_then_the_groups_are_named() {
            Coherence coherence = of(Sketch.of("page@checkout needs ledger@payments", "mail@mail")
                    .change("mail", CHECKOUT, "copy", "MAIL-7 Footer", "https://g.example/1"));

            assertThat(coherence.groups())
                    .extracting(Coherence.Group::sentence)
                    .containsExactly(
                            "ledger and page (changes #1 and #2 by checkout and payments)",
                            "mail (changes #3 and #4 by checkout and mail, MAIL-7)");
        }
    }
}
