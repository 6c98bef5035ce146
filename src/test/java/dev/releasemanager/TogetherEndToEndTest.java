package dev.releasemanager;

import static dev.releasemanager.Players.must;
import static dev.releasemanager.Players.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Done;
import dev.releasemanager.rehearsal.Shown;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two people edit the same release at once, or it moves on while somebody types: nothing that was typed is lost. */
class TogetherEndToEndTest {
    @RegisterExtension
    static final Players players = Players.rehearsing();

    /** Opens a form of the plan, as somebody does who wants to change what is there. */
    private static void open(Actor actor, String form, String key) {
        String command =
                switch (form) {
                    case "change" -> "scope";
                    case "step", "triggers" -> "rollback-plan";
                    case "criterion" -> "criteria";
                    case "dependency" -> "needs";
                    default -> "edit";
                };
        must(actor.command(Players.CHANNEL, "/release " + command + " " + key));
        switch (form) {
            case "change", "step", "criterion" -> must(actor.click("Edit"));
            case "triggers" -> must(actor.click("Triggers and window"));
            case "dependency" -> must(actor.click("Add a dependency"));
            default -> {}
        }
    }

    /** Some forms close when they are taken, others lead back to the list. */
    private static void closed(Actor actor) {
        Done unused = actor.closeAll();
    }

    /** What stands in the fields of the open form. */
    private static List<String> written(Shown form) {
        return form.json().path("state").findValuesAsText("value");
    }

    /** A release that Olivia and Priya may edit, with what that form changes. */
    private static String planned(String title, String form) {
        String key = players.newRelease(title, "Payments");
        Actor olivia = players.as("olivia");
        must(olivia.command(Players.CHANNEL, "/release delegate " + key + " @priya"));
        switch (form) {
            case "change", "dependency" -> players.addChange(key, "A longer queue");
            case "step", "triggers" -> players.completePlan(key);
            case "criterion" ->
                must(olivia.command(
                        Players.CHANNEL,
                        "/release criteria " + key + " error rate of payments-api < 0.1 % in staging over 1 h"));
            default -> {}
        }
        return key;
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "change    | What changes                     | The shortest queue | The longest queue",
                "step      | How one sees that it worked      | the graph falls    | the pages answer",
                "triggers  | What a rollback would not undo   | Mails stay.        | Money stays.",
                "criterion | What has to be true | error rate of payments-api < 0.2 % in staging over 1 h | error rate of payments-api < 0.3 % in staging over 1 h",
                "edit      | Purpose                          | Pay faster.        | Pay safer.",
            })
    void the_second_is_shown_what_the_first_changed_and_applies_again_without_typing_again(
            String form, String field, String first, String second) {
        String key = planned("Two at once", form);
        Actor olivia = players.as("olivia");
        Actor priya = players.as("priya");
        open(olivia, form, key);
        olivia.fill(field, second);
        open(priya, form, key);
        priya.fill(field, first);
        taken(priya.submit());
        closed(priya);

        Done late = olivia.submit();

        must(late);
        assertThat(players.words(olivia.modal())).contains("Not saved yet", "@priya", first);
        assertThat(written(olivia.modal())).contains(second);

        Done again = olivia.submit();

        taken(again);
        closed(olivia);
        open(olivia, form, key);
        assertThat(written(olivia.modal())).contains(second);
        closed(olivia);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "change     | What changes                   | The shortest queue",
                "step       | How one sees that it worked    | the graph falls",
                "triggers   | What a rollback would not undo | Mails stay.",
                "criterion  | What has to be true            | error rate of payments-api < 0.2 % in staging over 1 h",
                "edit       | Purpose                        | Pay faster.",
                "dependency | Or a new external system       | stripe",
            })
    void a_form_that_is_sent_after_the_release_is_closed_says_so_and_keeps_what_was_typed(
            String form, String field, String typed) {
        String key = planned("Moved on", form);
        Actor olivia = players.as("olivia");
        open(olivia, form, key);
        olivia.fill(field, typed);
        if (form.equals("dependency")) {
            olivia.fill("What has to wait", "payments-api").fill("Whom to ask about it", "Stripe, +1 555 0100");
        }
        must(players.as("priya").command(Players.CHANNEL, "/release cancel " + key + " Nobody wants it."));

        Done late = olivia.submit();

        assertThat(must(late).errors().values().toString()).contains("cancelled");
        assertThat(written(olivia.modal())).contains(typed);
        closed(olivia);
    }
}
