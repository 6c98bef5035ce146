package dev.releasemanager;

import static dev.releasemanager.Players.must;
import static dev.releasemanager.Players.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.rehearsal.Actor;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What needs what, as people look at it and add to it. */
class NeedsEndToEndTest {
    @RegisterExtension
    static final Players players = Players.rehearsing();

    @Tag("M2")
    @Test
    void the_order_its_reverse_and_whom_to_ask_are_shown_to_anyone() {
        assertThat(players.told("sam", "/release needs PAY-1"))
                .contains("4 components in 3 waves", "login (Identity), payments-db (Payments)")
                .contains("payments-api needs", "bank-gateway (external)", "Bank operations")
                .contains("Between teams: 2 of 3 allowed", "How it is reversed")
                .doesNotContain("Add a dependency");
    }

    @Tag("M2")
    @Test
    void a_member_adds_what_their_component_needs_and_a_circle_is_refused_by_name() {
        Actor pavel = players.as("pavel");
        must(pavel.command(Players.CHANNEL, "/release needs PAY-1"));
        must(pavel.click("Add a dependency"));
        pavel.fill("What has to wait", "payments-db").fill("What it needs first", "login");
        taken(pavel.submit());
        assertThat(players.words(pavel.modal())).contains("payments-db needs login", "Remove");
        must(pavel.closeAll());

        assertThat(players.told("ines", "/release needs PAY-1 login needs payments-api"))
                .contains("The dependency was not added.", "M2")
                .contains("login needs payments-api needs payments-db needs login");
        assertThat(players.told("ines", "/release needs PAY-1 login needs paymens-db"))
                .contains("Did you mean payments-db?");
        assertThat(players.told("ines", "/release needs PAY-1 payments-api needs login"))
                .contains("You can't edit what the team's components need", "A2");

        must(pavel.command(Players.CHANNEL, "/release needs PAY-1"));
        must(pavel.click("Remove"));
        assertThat(players.words(pavel.modal())).doesNotContain("payments-db needs login");
        must(pavel.closeAll());
    }
}
