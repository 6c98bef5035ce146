package dev.releasemanager;

import static dev.releasemanager.Players.must;
import static dev.releasemanager.Players.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Done;
import dev.releasemanager.rehearsal.Shown;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Criteria from the sentence to the evidence, as people in chat meet them. */
class CriteriaEndToEndTest {
    private static final String LATENCY = "p99 latency <= 250 ms in staging over 1 h";

    @RegisterExtension
    static final Players players = Players.rehearsing();

    private String planned(String title) {
        String key = players.newRelease(title, "Payments", "Checkout", "Identity");
        players.completePlan(key);
        return key;
    }

    private static void state(Actor actor, String value) {
        actor.fill("What was seen", value)
                .fill("Where it was seen", "Grafana")
                .fill("Link", "https://grafana.example.com/d/1");
        taken(actor.submit());
    }

    @Test
    @Tag("M3")
    void a_vague_sentence_is_refused_at_its_field_with_questions_and_the_corrected_one_is_shown_in_its_standard_form() {
        String key = planned("Said vaguely");
        Actor olivia = players.as("olivia");
        must(olivia.command(Players.CHANNEL, "/release criteria " + key));
        assertThat(players.words(olivia.modal())).contains("No criteria yet");
        must(olivia.click("Add a criterion"));
        olivia.fill("What has to be true", "tests pass");

        Done refused = must(olivia.submit());

        assertThat(refused.errors()).hasSize(1);
        assertThat(refused.errors().values().iterator().next())
                .contains("can't be found true or false", "Against which number", "Write for example");
        olivia.fill("What has to be true", "check \"smoke tests\" by CI is green for this revision");
        taken(olivia.submit());
        assertThat(players.words(olivia.modal()))
                .contains("One criterion.", "check \"smoke tests\" by CI is green for this revision")
                .contains("before the call", "nothing seen yet");
        must(olivia.closeAll());
    }

    @Test
    @Tag("M3")
    void the_command_adds_a_comparison_as_it_was_typed_and_says_what_a_vague_one_lacks() {
        String key = planned("Said in a command");

        assertThat(players.told("olivia", "/release criteria " + key + " performance is acceptable"))
                .contains("The criterion was not saved", "can't be found true or false", "Rule M3");
        assertThat(players.told("olivia", "/release criteria " + key + " " + LATENCY))
                .contains("was added", "It is revision")
                .contains("evidence " + key);
        assertThat(players.told("olivia", "/release show " + key)).contains("p99 latency", "nothing seen yet");
    }

    @Test
    @Tag("M3")
    void who_does_not_want_to_write_fills_fields_in() {
        String key = planned("By fields");
        Actor olivia = players.as("olivia");
        must(olivia.command(Players.CHANNEL, "/release criteria " + key));
        must(olivia.click("Measure, by fields"));
        olivia.fill("What is measured", "p99 latency")
                .fill("Compared how", "at most (<=)")
                .fill("With which number", "250");

        Done faults = must(olivia.submit());

        assertThat(faults.errors()).isNotEmpty();
        olivia.fill("In which unit", "ms").fill("Where", "staging").fill("Over what time", "1 h");
        taken(olivia.submit());
        assertThat(players.words(olivia.modal())).contains("p99 latency", "250 ms in staging over 1 h");
        must(olivia.closeAll());
    }

    @Test
    @Tag("H1")
    @Tag("H5")
    void no_evidence_is_no_go_bad_evidence_is_none_either_and_good_evidence_lets_the_call_through() {
        String key = planned("Seen before the call");
        assertThat(players.told("olivia", "/release criteria " + key + " " + LATENCY))
                .contains("was added");
        players.open(key, "in 5h");
        players.everybodyReady(key);
        assertThat(players.refusedGo("olivia", key))
                .contains("M3", "Nothing has been seen yet for", "evidence " + key)
                .contains("1 finding");

        Actor pavel = players.as("pavel");
        must(pavel.command(Players.CHANNEL, "/release evidence " + key));
        pavel.fill("What was seen", "fast enough")
                .fill("Where it was seen", "Grafana")
                .fill("Link", "grafana");
        Map<String, String> faults = must(pavel.submit()).errors();
        assertThat(faults.values())
                .anySatisfy(fault -> assertThat(fault).contains("A number with its unit"))
                .anySatisfy(fault -> assertThat(fault).contains("isn't a link"));
        state(pavel, "300 ms");
        assertThat(players.words(pavel.modal())).contains("not met", "300 ms", "@pavel");
        must(pavel.closeAll());
        players.awaitDirect("olivia", "isn't met", "300 ms");
        assertThat(players.refusedGo("olivia", key)).contains("isn't met: 300 ms");

        must(pavel.command(Players.CHANNEL, "/release evidence " + key));
        state(pavel, "212 ms");
        must(pavel.closeAll());

        players.callGo("olivia", key);
    }

    @Test
    @Tag("M3")
    void the_configuration_brings_criteria_with_a_change_and_says_so() {
        String key = planned("Begun by itself");
        Actor olivia = players.as("olivia");
        must(olivia.command(Players.CHANNEL, "/release scope " + key));
        must(olivia.click("Add a change"));
        olivia.fill("What changes", "Faster checkout")
                .fill("Team", "Checkout")
                .fill("Component", "checkout-api")
                .fill("Kind", "Configuration (low risk)")
                .fill("Link", "https://code.example.com/pull/17")
                .fill("What users notice", "Nothing.");
        taken(olivia.submit());

        assertThat(players.words(olivia.modal()))
                .contains("with it 2 criteria to begin with", "p99 latency of checkout-api");
        must(olivia.closeAll());
    }

    @Test
    @Tag("K1")
    void the_readiness_request_has_the_teams_criteria_its_place_and_whom_it_waits_for() {
        String key = planned("Asked with the definition");
        players.addChange(key, "Raise the limit");
        Actor olivia = players.as("olivia");
        must(olivia.command(Players.CHANNEL, "/release scope " + key));
        must(olivia.click("Add a change"));
        olivia.fill("What changes", "Faster checkout")
                .fill("Team", "Checkout")
                .fill("Component", "checkout-api")
                .fill("Kind", "Configuration (low risk)")
                .fill("Link", "https://code.example.com/pull/17")
                .fill("What users notice", "Nothing.");
        taken(olivia.submit());
        must(olivia.closeAll());

        players.open(key, "in 5h");

        Shown request = players.awaitDirect("chen", key, "Ready means");
        assertThat(players.words(request))
                .contains("deployed in wave 2 of 2", "You wait for", "Payments")
                .contains("p99 latency of checkout-api", "nothing seen yet");
        assertThat(players.words(players.awaitDirect("priya", key, "Ready means")))
                .contains("deployed in wave 1 of 2", "Waiting for you", "Checkout");
    }

    @Test
    @Tag("M3")
    @Tag("A2")
    void somebody_of_no_taking_part_team_neither_edits_nor_states() {
        String key = players.newRelease("Not theirs", "Checkout");
        assertThat(players.told("olivia", "/release criteria " + key + " " + LATENCY))
                .contains("was added");

        assertThat(players.told("mika", "/release criteria " + key + " " + LATENCY.replace("250", "900")))
                .contains("You can't edit the criteria");
        assertThat(players.told("mika", "/release evidence " + key)).contains("You can't state what was seen");
    }
}
