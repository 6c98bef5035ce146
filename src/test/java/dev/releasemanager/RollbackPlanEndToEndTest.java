package dev.releasemanager;

import static dev.releasemanager.Players.must;
import static dev.releasemanager.Players.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Shown;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How a release is undone: written so that others can do it, accepted by who does it, and tried where data moves. */
@Tag("X1")
@Tag("M4")
class RollbackPlanEndToEndTest {
    @RegisterExtension
    static final Players players = Players.rehearsing();

    private static void openPlan(Actor actor, String key) {
        must(actor.command(Players.CHANNEL, "/release rollback-plan " + key));
    }

    private static String plan(String person, String key) {
        Actor actor = players.as(person);
        openPlan(actor, key);
        String words = players.words(actor.modal());
        must(actor.closeAll());
        return words;
    }

    private static void migration(String key, String title) {
        Actor priya = players.as("priya");
        must(priya.command(Players.CHANNEL, "/release scope " + key));
        must(priya.click("Add a change"));
        priya.fill("What changes", title)
                .fill("Team", "Payments")
                .fill("Component", "payments-db")
                .fill("Kind", "Database migration (high risk)")
                .fill("Link", "https://code.example.com/pull/88")
                .fill("What users notice", "nothing");
        taken(priya.submit());
        must(priya.closeAll());
    }

    @Test
    void a_step_that_nobody_could_carry_out_and_a_vague_trigger_are_refused_at_their_fields() {
        String key = players.newRelease("In plain words", "Payments");
        Actor olivia = players.as("olivia");
        openPlan(olivia, key);
        must(olivia.click("Add a step"));
        olivia.fill("What exactly is run or done", "Revert the change");
        assertThat(must(olivia.submit()).errors()).hasSize(1);
        assertThat(olivia.modal().errorAt("What exactly is run or done"))
                .get()
                .asString()
                .contains("which command, pipeline, switch or version", "which component, flag, table or host");
        must(olivia.closeAll());

        openPlan(olivia, key);
        must(olivia.click("Triggers and window"));
        olivia.fill("What starts the rollback", "error rate above 2 % for 5 minutes")
                .fill("What starts it by itself", "too many complaints");
        assertThat(must(olivia.submit()).errors()).hasSize(1);
        assertThat(olivia.modal().errorAt("What starts it by itself"))
                .get()
                .asString()
                .contains("too many complaints", "can't be measured", "?");
        olivia.fill("What starts it by itself", "p99 latency of payments-api > 2 s over 5 min");
        taken(olivia.submit());
        assertThat(players.words(olivia.modal()))
                .contains("A person begins it when: error rate > 2 % over 5 min")
                .contains("It begins by itself when: p99 latency of payments-api > 2 s over 5 min");
        must(olivia.closeAll());
    }

    @Test
    void the_executor_accepts_by_their_own_click_and_a_changed_step_is_asked_again() {
        String key = players.newRelease("By their own click", "Payments");
        Actor olivia = players.as("olivia");
        openPlan(olivia, key);
        must(olivia.click("Add a step"));
        olivia.fill("What exactly is run or done", "Deploy payments-api 4.1.7 again")
                .fill("Who does it", "pavel")
                .fill("How long it takes", "10 min")
                .fill("How one sees that it worked", "payments-api answers 4.1.7");
        taken(olivia.submit());
        must(olivia.closeAll());
        Shown asked = players.awaitDirect("pavel", "Will you carry this out?", key);
        assertThat(plan("olivia", key)).contains("asked, not accepted yet", "the acceptance of step 1 by pavel");

        must(players.as("pavel").click(asked, "Accept"));

        assertThat(plan("olivia", key)).contains("accepted ").doesNotContain("the acceptance of");
        openPlan(olivia, key);
        must(olivia.click("Edit"));
        olivia.fill("What exactly is run or done", "Deploy payments-api 4.1.6 again");
        taken(olivia.submit());
        must(olivia.closeAll());
        Shown again = players.awaitDirect("pavel", "Your rollback step was changed", key, "4.1.6");
        assertThat(plan("olivia", key)).contains("the acceptance of step 1 by pavel");

        Actor pavel = players.as("pavel");
        must(pavel.click(again, "I can't"));
        pavel.fill("Why", "I am on a plane that day.");
        taken(pavel.submit());

        assertThat(players.words(players.awaitDirect("olivia", "has nobody", key)))
                .contains("@pavel", "I am on a plane that day.");
        assertThat(players.refusedGo("olivia", key)).isNotEmpty();
        assertThat(players.told("olivia", "/release check " + key)).contains("X1", "somebody else for step 1");
    }

    @Test
    void a_step_is_given_to_a_rota_and_one_of_it_accepts_for_all() {
        String key = players.newRelease("Somebody is always there", "Payments");
        Actor olivia = players.as("olivia");
        openPlan(olivia, key);
        must(olivia.click("Add a step"));
        olivia.fill("What exactly is run or done", "Deploy payments-api 4.1.7 again")
                .fill("Who does it", "pavel")
                .fill("Or which rota does it", "Payments on call")
                .fill("How long it takes", "10 min")
                .fill("How one sees that it worked", "payments-api answers 4.1.7");
        assertThat(must(olivia.submit()).errors().values().toString()).contains("not both");
        olivia.fill("Who does it", "");
        taken(olivia.submit());
        must(olivia.closeAll());
        Shown asked = players.awaitDirect("pavel", "Will you carry this out?", key);
        Shown alsoAsked = players.awaitDirect("priya", "Will you carry this out?", key);
        assertThat(players.words(asked)).contains("named the rota Payments on call", "one of you accepts");
        assertThat(plan("olivia", key)).contains("the acceptance of step 1 by somebody of the rota Payments on call");

        must(players.as("pavel").click(asked, "Accept"));

        assertThat(plan("olivia", key)).contains("the rota Payments on call", "@pavel has accepted");
        players.awaitDirect("priya", "Nothing to do for you", key);
        must(players.as("priya").click(alsoAsked, "Accept"));
        players.awaitDirect("priya", "pavel has accepted this step already", "for all of the rota");
    }

    @Test
    void a_migration_wants_its_reversal_attested_by_somebody_who_did_not_write_it() {
        String key = players.newRelease("Data moves", "Payments");
        migration(key, "Orders keep their method");
        assertThat(players.told("olivia", "/release check " + key))
                .contains("M4", "a tester of the reversal of “Orders keep their method”");
        Actor olivia = players.as("olivia");
        openPlan(olivia, key);
        must(olivia.click("Name the tester"));
        olivia.fill("Tester", "priya").fill("On what", "staging");
        assertThat(must(olivia.submit()).errors().values().toString()).contains("tested by somebody else");
        olivia.fill("Tester", "pavel");
        taken(olivia.submit());
        must(olivia.closeAll());
        Shown asked = players.awaitDirect("pavel", "Will you test this reversal?", key);

        Actor pavel = players.as("pavel");
        must(pavel.click(asked, "Attest the test"));
        pavel.fill("Where it can be looked at", "the log").fill("What was seen", "every row was back");
        assertThat(must(pavel.submit()).errors()).hasSize(1);
        pavel.fill("Where it can be looked at", "https://ci.example.com/undo/88");
        taken(pavel.submit());

        assertThat(players.words(players.awaitDirect("olivia", "Reversal tested", key)))
                .contains("@pavel", "staging", "every row was back");
        assertThat(players.told("olivia", "/release check " + key)).contains("The migration's reversal was tested.");
    }

    @Test
    @Tag("S1")
    void a_draft_is_proposed_from_the_order_reversed_and_does_not_count_as_it_is() {
        String key = players.newRelease("Correct, not invent", "Payments");
        players.addChange(key, "A longer queue");
        Actor olivia = players.as("olivia");
        openPlan(olivia, key);

        must(olivia.click("Propose a draft"));

        assertThat(players.words(olivia.modal()))
                .contains("Deploy payments-api <previous version> again", "in place of “<previous version>” in step 1");
        must(olivia.click("Edit"));
        olivia.fill("How long it takes", "5 min");
        assertThat(must(olivia.submit()).errors().values().toString()).contains("<previous version>");
        olivia.fill("What exactly is run or done", "Deploy payments-api 4.1.7 again");
        taken(olivia.submit());
        assertThat(players.words(olivia.modal())).doesNotContain("in place of");
        must(olivia.closeAll());
    }
}
