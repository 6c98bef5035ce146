package dev.releasemanager.manifest;

import static dev.releasemanager.manifest.Changes.change;
import static dev.releasemanager.manifest.Changes.kinds;
import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
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
}
