package dev.releasemanager;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Shown;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.quartz.JobKey;
import org.quartz.Scheduler;
import org.quartz.impl.SchedulerRepository;

/** Feature: what serve wires, from a person's gesture to what everybody sees, with Slack's place taken by the double. */
@Timeout(120)
class WiringTest {
    private static void askTheTeams(StartedBot stage) {
        askTheTeams(stage, "payments");
    }

    private static void askTheTeams(StartedBot stage, String from) {
        Actor olivia = stage.visitor.as("olivia");
        olivia.command(from, "/release open PAY-1 until +5h");
        olivia.click(olivia.awaitMessage(from, "written to for PAY-1"), "Ask them now");
    }

    private static void confirm(Actor actor) {
        Shown request = actor.await("a request", screen -> screen.messages(Actor.DIRECT).stream()
                .filter(message -> message.buttons().contains("Ready"))
                .reduce((first, second) -> second));
        actor.click(request, "Ready");
        List<String> items = new ArrayList<>();
        for (JsonNode block : actor.modal().json().path("blocks")) {
            block.path("element")
                    .path("options")
                    .forEach(
                            option -> items.add(option.path("text").path("text").asText()));
        }
        actor.fill("Ready means", items.toArray(String[]::new));
        actor.submit();
        actor.awaitNoModal();
    }

    @Test
    void a_command_and_a_click_go_through_the_whole_chain() {
        try (StartedBot stage = StartedBot.inMemory()) {
            stage.startWithSample();
            askTheTeams(stage);
            confirm(stage.visitor.as("priya"));

            stage.visitor.as("otto").awaitMessage("payments", "1 of 3 teams are ready");
            assertThat(stage.visitor.log().path("refused")).isEmpty();
        }
    }

    @Test
    void readiness_and_metrics_tell_of_the_database_the_outbox_and_the_timers() throws Exception {
        try (StartedBot stage = StartedBot.inMemory()) {
            stage.startWithSample();
            stage.visitor.as("olivia").awaitMessage("payments", "PAY-1 New checkout");

            assertThat(stage.get("/healthz").statusCode()).isEqualTo(200);
            assertThat(stage.get("/readyz").body())
                    .contains("\"ready\":true")
                    .contains("\"outbox\":")
                    .contains("\"timers\":");
            // What nobody but a gauge refers to is gone after this, and the gauge has no number any more.
            System.gc();
            assertThat(stage.get("/metrics").body())
                    .contains("outbox_delivered_seconds_count{kind=\"board\"}")
                    .containsPattern("outbox_waiting\\{lane=\"board\"} \\d")
                    .containsPattern("lag_seconds\\{of=\"timers\"} \\d");
        }
    }

    /** Its turn comes once an hour; here it is called for. */
    @Test
    void payloads_that_nobody_repeats_any_more_are_forgotten_by_a_recurring_schedule() throws Exception {
        JobKey cleanUp = JobKey.jobKey("forget payloads");
        try (StartedBot stage = StartedBot.inMemory();
                Wiring bot = stage.start();
                Connection database = DriverManager.getConnection(stage.databaseUrl(), "", "")) {
            seen(database, "Ev of three days ago", 3);
            seen(database, "Ev of yesterday", 1);
            for (Scheduler scheduler : SchedulerRepository.getInstance().lookupAll()) {
                if (scheduler.checkExists(cleanUp)) {
                    assertThat(scheduler.getTriggersOfJob(cleanUp))
                            .singleElement()
                            .satisfies(trigger -> assertThat(trigger.getFireTimeAfter(trigger.getNextFireTime())
                                            .toInstant())
                                    .isEqualTo(trigger.getNextFireTime()
                                            .toInstant()
                                            .plus(Duration.ofHours(1))));
                    scheduler.triggerJob(cleanUp);
                }
            }

            stage.visitor
                    .as("olivia")
                    .awaitTrue("old payloads gone", screen -> !isSeen(database, "Ev of three days ago"));
            assertThat(isSeen(database, "Ev of yesterday")).isTrue();
            assertThat(bot.timers().lag()).isZero();
        }
    }

    private static void seen(Connection database, String id, int daysAgo) throws SQLException {
        try (PreparedStatement insert = database.prepareStatement(
                "insert into seen_payloads (id, seen_at) values (?, dateadd('DAY', ?, current_timestamp))")) {
            insert.setString(1, id);
            insert.setInt(2, -daysAgo);
            assertThat(insert.executeUpdate()).isEqualTo(1);
        }
    }

    private static boolean isSeen(Connection database, String id) {
        try (PreparedStatement query = database.prepareStatement("select 1 from seen_payloads where id = ?")) {
            query.setString(1, id);
            try (ResultSet found = query.executeQuery()) {
                return found.next();
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void a_stop_may_be_asked_for_twice() throws InterruptedException {
        try (StartedBot stage = StartedBot.inMemory()) {
            Wiring bot = stage.start();
            bot.close();
            bot.close();

            for (Thread thread : Thread.getAllStackTraces().keySet()) {
                if (Set.of("outbox", "directory", "settings").contains(thread.getName())) {
                    thread.join(Duration.ofSeconds(5).toMillis());
                    assertThat(thread.isAlive()).as(thread.getName()).isFalse();
                }
            }
        }
    }

    @Nested
    class Started_again_on_the_same_file {
        @Test
        void everything_is_as_it_was(@TempDir Path directory) {
            try (StartedBot stage = StartedBot.onFile(directory)) {
                stage.startWithSample();
                askTheTeams(stage);
                confirm(stage.visitor.as("priya"));
                stage.stop();
                stage.start();
                confirm(stage.visitor.as("chen"));

                Actor otto = stage.visitor.as("otto");
                otto.awaitMessage("payments", "2 of 3 teams are ready");
                assertThat(otto.look().messages("payments").stream()
                                .filter(message -> message.threadTs().isEmpty()
                                        && message.text().contains("PAY-1")))
                        .as("one board, edited in place over the restart")
                        .hasSize(1);
            }
        }

        @Test
        void while_slack_is_away_it_serves_whom_it_knew(@TempDir Path directory) throws Exception {
            try (StartedBot stage = StartedBot.onFile(directory)) {
                stage.startWithSample();
                stage.visitor.as("olivia").awaitMessage("payments", "PAY-1 New checkout");
                stage.stop();
                stage.visitor.fault("*", "http_500", 100_000, 0);
                stage.start();
                Actor olivia = stage.visitor.as("olivia");
                olivia.command("payments", "/release status PAY-1");

                olivia.awaitMessage("payments", "PAY-1 New checkout: PLANNING");
                assertThat(stage.get("/readyz").statusCode()).isEqualTo(200);

                askTheTeams(stage);
                stage.visitor.clearFaults();
                stage.visitor.withPatience(Duration.ofSeconds(40)).as("chen").awaitMessage(Actor.DIRECT, "PAY-1");
            }
        }
    }

    @Test
    void with_slack_away_at_the_very_first_start_it_still_serves_and_says_that_it_knows_nobody() throws Exception {
        try (StartedBot stage = StartedBot.inMemory()) {
            stage.visitor.fault("*", "http_500", 100_000, 0);
            stage.start();
            Actor olivia = stage.visitor.as("olivia");

            assertThat(olivia.command("payments", "/release list").ok()).isTrue();
            assertThat(stage.get("/readyz").statusCode()).isEqualTo(200);
            assertThat(olivia.lastMessage("payments").ephemeral()).isTrue();
        }
    }

    @Nested
    class A_message_that_can_not_be_delivered {
        @Test
        void is_told_to_the_owner_and_stands_in_the_record() {
            try (StartedBot stage = StartedBot.inMemory()) {
                stage.startWithSample();
                Actor olivia = stage.visitor.as("olivia");
                olivia.awaitMessage("payments", "PAY-1 New checkout");
                stage.visitor.archive("payments");
                askTheTeams(stage, "releases");
                olivia.awaitMessage(Actor.DIRECT, "was not delivered");

                olivia.command("releases", "/release history PAY-1");
                olivia.awaitMessage("releases", "message undelivered");
            }
        }
    }

    @Test
    void who_leaves_the_workspace_is_out_of_the_team_within_moments() {
        try (StartedBot stage = StartedBot.inMemory()) {
            Wiring bot = stage.startWithSample();
            stage.visitor.leaves("pavel");
            Actor olivia = stage.visitor.as("olivia");
            olivia.await("a policy without Pavel", screen -> {
                boolean there = bot.coordination().inquiries().policy().roster().teams().values().stream()
                        .anyMatch(team -> team.members().stream().anyMatch(person -> person.value()
                                .equals(stage.about.person("pavel").id())));
                return there ? Optional.empty() : Optional.of(true);
            });
        }
    }
}
