package dev.releasemanager;

import static dev.releasemanager.Players.must;
import static dev.releasemanager.Players.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.rollback.Executor;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollback.Step;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is too long for one modal is shown in parts, and people work in each. */
class LongPlanEndToEndTest {
    private static final int CHANGES = 126;
    /** As many as fit into what Slack takes from one field. */
    private static final int PASTED_AT_ONCE = 42;

    private static final int CRITERIA = 90;
    private static final int STEPS = 70;

    @RegisterExtension
    static final Players players = Players.rehearsing();

    private static String key = "";

    @BeforeAll
    static void aLongPlan() {
        key = players.newRelease("Far too long", "Payments");
        for (int from = 0; from < CHANGES; from += PASTED_AT_ONCE) {
            paste(from);
        }
        criteriaAndSteps(new ReleaseKey(key), new PersonId(players.id("priya")));
    }

    private static void paste(int from) {
        Actor olivia = players.as("olivia");
        must(olivia.command(Players.CHANNEL, "/release scope " + key));
        must(olivia.click("Paste many"));
        olivia.fill(
                "Lines",
                IntStream.rangeClosed(from + 1, from + PASTED_AT_ONCE)
                        .mapToObj(i -> "Payments | payments-api | copy | Text " + i + " | https://git.example/" + i)
                        .collect(Collectors.joining("\n")));
        taken(olivia.submit());
        taken(olivia.submit());
        must(olivia.closeAll());
    }

    private static void criteriaAndSteps(ReleaseKey of, PersonId priya) {
        Details written = players.store().write(tx -> {
            tx.lock(of);
            Details details = tx.details(of);
            RollbackPlan plan = tx.rollbackPlan(of);
            for (int i = 1; i <= CRITERIA; i++) {
                details = details.with(new PlannedCriterion(
                        tx.nextChange(of).value(),
                        "p99 latency of payments-api <= " + (100 + i) + " ms in staging over 1 h",
                        JudgedAt.CHECKPOINT,
                        Optional.of("payments-api"),
                        Optional.empty()));
            }
            for (int i = 1; i <= STEPS; i++) {
                plan = plan.with(new Step(
                        tx.nextChange(of).value(),
                        "Deploy payments-api 4.1." + i + " again",
                        Optional.of(Executor.of(priya)),
                        Optional.of(Duration.ofMinutes(1)),
                        Optional.of("payments-api answers 4.1." + i),
                        Optional.empty()));
            }
            tx.put(of, details);
            tx.put(of, plan);
            return details;
        });
        assertThat(written.criteria()).hasSizeGreaterThanOrEqualTo(CRITERIA);
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource({
        "scope, changes, 40, 126, What changes, A text in the middle",
        "criteria, criteria, 40, 90, What has to be true, p99 latency of payments-api <= 99 ms in staging over 2 h",
        "rollback-plan, steps, 30, 70, How one sees that it worked, the graph of the middle falls"
    })
    void a_long_list_is_leafed_through_and_after_an_edit_one_is_where_one_was(
            String command, String things, int size, int total, String field, String edited) {
        Actor olivia = players.as("olivia");
        int lastPage = (total - 1) / size * size;
        must(olivia.command(Players.CHANNEL, "/release " + command + " " + key));
        assertThat(olivia.modal().text()).contains(part(1, size, total, things));
        assertThat(olivia.modal().buttons()).contains("More", "Last").doesNotContain("First", "Earlier");

        must(olivia.click("Last"));
        assertThat(olivia.modal().text()).contains(part(lastPage + 1, total, total, things));
        assertThat(olivia.modal().buttons()).contains("First", "Earlier").doesNotContain("More", "Last");

        must(olivia.click("Earlier"));
        assertThat(olivia.modal().text()).contains(part(lastPage - size + 1, lastPage, total, things));

        must(olivia.click("More"));
        must(olivia.click("First"));
        assertThat(olivia.modal().text()).contains(part(1, size, total, things));

        must(olivia.click("More"));
        must(olivia.click("Edit"));
        olivia.fill(field, edited);
        taken(olivia.submit());

        assertThat(olivia.modal().text()).contains(edited, part(size + 1, 2 * size, total, things));
        must(olivia.closeAll());
    }

    private static String part(int from, int until, int total, String things) {
        return from + " to " + until + " of " + total + " " + things + ".";
    }
}
