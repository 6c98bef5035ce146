package dev.releasemanager.manifest;

import static dev.releasemanager.manifest.Changes.change;
import static dev.releasemanager.manifest.Changes.kinds;
import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.release.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The inventory, and the risk that follows from it. */
@Tag("M1")
class ScopeTest {
    @ParameterizedTest(name = "{0} with {1} and {2} is {3}")
    @CsvSource({
        "copy, copy, copy, LOW",
        "copy, flagged, copy, MEDIUM",
        "flagged, flagged, copy, MEDIUM",
        "copy, migration, flagged, HIGH",
        "migration, migration, migration, HIGH",
        "copy, never-heard-of, copy, HIGH"
    })
    void the_highest_item_sets_the_risk(String first, String second, String third, Risk risk) {
        Scope scope = new Scope(
                List.of(change(1, PAYMENTS, first), change(2, CHECKOUT, second), change(3, PAYMENTS, third)), kinds());

        assertThat(scope.risk()).isEqualTo(risk);
    }

    @Test
    void nothing_known_is_not_low() {
        assertThat(new Scope(List.of(), kinds()).risk()).isEqualTo(Risk.HIGH);
        assertThat(new Scope(List.of(), kinds()).riskiest()).isEmpty();
    }

    @Test
    void a_kind_that_the_configuration_has_lost_is_high_and_keeps_its_name() {
        Change change = change(1, PAYMENTS, "wizardry");
        Scope scope = new Scope(List.of(change), Map.of());

        assertThat(scope.kindOf(change)).isEqualTo(new ChangeKind("wizardry", "wizardry", Risk.HIGH));
        assertThat(scope.kindOf(change(2, PAYMENTS, "")).name()).isEqualTo("unclassified");
    }

    @Test
    void the_first_among_the_riskiest_is_named() {
        Scope scope = new Scope(
                List.of(
                        change(3, PAYMENTS, "migration"),
                        change(1, PAYMENTS, "copy"),
                        change(2, CHECKOUT, "migration")),
                kinds());

        assertThat(scope.riskiest().orElseThrow().id()).isEqualTo(new ChangeId(2));
    }

    @Test
    void changes_are_in_the_order_of_their_ids_however_they_were_read() {
        Scope scope = new Scope(
                List.of(change(10, PAYMENTS, "copy"), change(9, CHECKOUT, "copy"), change(1, PAYMENTS, "copy")),
                kinds());

        assertThat(scope.changes().stream().map(change -> change.id().value())).containsExactly(1, 9, 10);
        assertThat(scope.of(PAYMENTS)).hasSize(2);
        assertThat(scope.find(new ChangeId(9))).isPresent();
        assertThat(scope.find(new ChangeId(2))).isEmpty();
    }

    @Nested
    class A_risk_raised_by_hand {
        private final Scope scope =
                new Scope(List.of(change(1, PAYMENTS, "copy"), change(2, CHECKOUT, "flagged")), kinds());

        private Scope raised(int id, Risk risk) {
            return scope.withRaised(Map.of(new ChangeId(id), new RaisedRisk(risk, "month's end", MEMBER)));
        }

        @Test
        void counts_above_the_kind() {
            assertThat(raised(1, Risk.HIGH).risk()).isEqualTo(Risk.HIGH);
            assertThat(raised(1, Risk.HIGH).riskiest().orElseThrow().id()).isEqualTo(new ChangeId(1));
        }

        @Test
        void counts_for_nothing_where_the_kind_has_caught_up_with_it() {
            assertThat(raised(2, Risk.LOW).riskOf(change(2, CHECKOUT, "flagged")))
                    .isEqualTo(Risk.MEDIUM);
            assertThat(raised(2, Risk.LOW).risk()).isEqualTo(Risk.MEDIUM);
        }

        @ParameterizedTest(name = "{0} to {1} because of “{2}”: {3}")
        @CsvSource({
            "copy, MEDIUM, month's end,",
            "copy, HIGH, month's end,",
            "flagged, HIGH, month's end,",
            "flagged, LOW, it is small, nobody can lower a risk below its kind",
            "migration, LOW, it is small, nobody can lower a risk below its kind",
            "flagged, MEDIUM, to be sure, gives it already",
            "copy, HIGH, ' ', there is none"
        })
        void is_refused_below_the_kind_and_without_a_reason(String kind, Risk wanted, String reason, String why) {
            Optional<Refusal> refusal = RaisedRisk.refusal(Objects.requireNonNull(kinds().get(kind)), wanted, reason);

            assertThat(refusal.map(Refusal::why).orElse("")).contains(why == null ? "" : why);
            assertThat(refusal.isPresent()).isEqualTo(why != null);
            assertThat(refusal.flatMap(Refusal::rule)).isEqualTo(refusal.map(given -> "M1"));
        }
    }

    @Test
    void a_part_of_it_takes_its_risks_and_versions_along() {
        Scope whole = new Scope(List.of(change(1, PAYMENTS, "copy"), change(2, CHECKOUT, "copy")), kinds())
                .withVersions(Map.of("payments-api", "1", "checkout-api", "2"))
                .withRaised(Map.of(
                        new ChangeId(1), new RaisedRisk(Risk.HIGH, "a", MEMBER),
                        new ChangeId(2), new RaisedRisk(Risk.MEDIUM, "b", MEMBER)));

        Scope part = whole.without(Set.of(new ChangeId(1)));

        assertThat(part.changes()).containsExactly(change(2, CHECKOUT, "copy"));
        assertThat(part.versions()).isEqualTo(Map.of("checkout-api", "2"));
        assertThat(part.raised()).containsOnlyKeys(new ChangeId(2));
        assertThat(part.risk()).isEqualTo(Risk.MEDIUM);
        assertThat(part).isEqualTo(whole.only(Set.of(new ChangeId(2))));
    }
}
