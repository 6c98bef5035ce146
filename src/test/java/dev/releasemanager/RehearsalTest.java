package dev.releasemanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Visitor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Feature: the bot and its workspace in one process, with something to do at once and a time that obeys. */
@Timeout(120)
class RehearsalTest {
    private static final Path SETTINGS = Path.of("config", "release-manager.yaml");

    private static void askTheTeams(Visitor visitor) {
        Actor olivia = visitor.as("olivia");
        olivia.command("payments", "/release open PAY-1 until +5h");
        olivia.click(olivia.awaitMessage("payments", "written to for PAY-1"), "Ask them now");
        visitor.as("priya").awaitMessage(Actor.DIRECT, "PAY-1");
    }

    private static Instant now(Visitor visitor) {
        return Instant.parse(visitor.get("/ui/state?as=olivia").at("/clock/now").asText());
    }

    @Test
    void a_sample_release_lacks_one_thing_and_can_be_opened() {
        try (Rehearsal rehearsal = Rehearsal.start(0, Optional.empty(), SETTINGS)) {
            Visitor visitor = Visitor.at(rehearsal.address());
            visitor.as("olivia").awaitMessage("payments", "lacks a rollback window");
            assertThat(visitor.get("/ui/state?as=olivia").path("hint").asText().lines())
                    .hasSize(3);

            askTheTeams(visitor);
            assertThat(visitor.log().path("refused")).isEmpty();
        }
    }

    @Nested
    class Its_time {
        @Test
        void jumps_from_timer_to_timer_and_what_is_due_happens_at_its_moment() {
            try (Rehearsal rehearsal = Rehearsal.start(0, Optional.empty(), SETTINGS)) {
                Visitor visitor = Visitor.at(rehearsal.address());
                askTheTeams(visitor);
                Instant asked = now(visitor);
                visitor.jumpToNextTimer();

                assertThat(Duration.between(asked, now(visitor)))
                        .isBetween(Duration.ofMinutes(59), Duration.ofMinutes(61));
                visitor.as("chen").awaitMessage(Actor.DIRECT, "Your answer is missing");
            }
        }

        @Test
        void jumps_over_several_timers_as_if_it_had_passed() {
            try (Rehearsal rehearsal = Rehearsal.start(0, Optional.empty(), SETTINGS)) {
                Visitor visitor = Visitor.at(rehearsal.address());
                askTheTeams(visitor);
                visitor.jump(Duration.ofHours(6));

                visitor.as("olivia").awaitMessage("payments", "DELAYED");
                visitor.as("olivia").command("payments", "/release history PAY-1");
                assertThat(visitor.as("olivia")
                                .awaitMessage("payments", "checkpoint undecided")
                                .text())
                        .contains("reminded");
            }
        }

        @Test
        void can_be_sped_up() {
            try (Rehearsal rehearsal = Rehearsal.start(0, Optional.empty(), SETTINGS)) {
                Visitor visitor = Visitor.at(rehearsal.address());
                askTheTeams(visitor);
                visitor.speed(20_000);

                visitor.as("olivia").awaitMessage("payments", "DELAYED");
            }
        }
    }

    @Test
    void what_is_kept_goes_on_where_it_was(@TempDir Path directory) {
        Instant before;
        try (Rehearsal rehearsal = Rehearsal.start(0, Optional.of(directory), SETTINGS)) {
            Visitor visitor = Visitor.at(rehearsal.address());
            visitor.as("olivia").awaitMessage("payments", "PAY-1 New checkout");
            visitor.jump(Duration.ofDays(1));
            before = now(visitor);
        }
        try (Rehearsal rehearsal = Rehearsal.start(0, Optional.of(directory), SETTINGS)) {
            Visitor visitor = Visitor.at(rehearsal.address());

            assertThat(now(visitor)).isAfterOrEqualTo(before);
            assertThat(visitor.as("olivia").awaitMessage("payments", "PLANNING").text())
                    .contains("PAY-1 New checkout");
        }
    }
}
