package dev.releasemanager.review;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.rollback.Executor;
import dev.releasemanager.rollback.Rollback;
import dev.releasemanager.rollback.Undoing;
import dev.releasemanager.rollback.Undoing.Standing;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Feature: what happened is told as it was recorded, in order, without a judgement of anybody. */
@Tag("Q2")
class TimelineTest {
    private static final ReleaseKey KEY = new ReleaseKey("PAY-1");
    private static final PersonId MIA = new PersonId("U0MIA");
    private static final Instant START = Instant.parse("2026-11-19T10:00:00Z");

    private final List<RecordEntry> record = new ArrayList<>();

    private void recorded(long minute, Optional<PersonId> by, String what, Map<String, String> details) {
        record.add(RecordEntry.after(
                record.isEmpty()
                        ? Optional.empty()
                        : Optional.of(record.get(record.size() - 1).link()),
                KEY,
                START.plus(Duration.ofMinutes(minute)),
                by,
                what,
                3,
                details));
    }

    private static Undoing step(Standing standing, long from, long until) {
        return new Undoing(
                1,
                "Deploy payments-api 4.1 again",
                Executor.of(MIA),
                Duration.ofMinutes(10),
                "it answers 4.1",
                Optional.empty(),
                standing,
                Optional.of(START.plus(Duration.ofMinutes(from))),
                Optional.of(START.plus(Duration.ofMinutes(until))),
                Optional.of(MIA),
                Optional.empty());
    }

    private Timeline timeline(Undoing... steps) {
        return Timeline.of(
                record,
                Optional.of(new Rollback(
                        Optional.empty(), "errors", START.plus(Duration.ofMinutes(12)), List.of(steps), List.of())));
    }

    @Test
    void a_metric_stands_where_it_left_its_bounds_and_not_where_that_was_written_down() {
        recorded(
                1,
                Optional.of(MIA),
                "component_deployed",
                Map.of("component", "payments-api", "version", "4.2", "stage", "production-5"));
        recorded(
                5,
                Optional.of(MIA),
                "component_verified",
                Map.of("component", "payments-api", "stage", "production-5"));
        recorded(
                9,
                Optional.empty(),
                "bounds_left",
                Map.of(
                        "criterion", "error rate < 0.1 %",
                        "seen", "2 %",
                        "seen_at", START.plus(Duration.ofMinutes(4)).toString(),
                        "source", "metrics",
                        "stage", "production-5"));
        recorded(10, Optional.empty(), "rollout_stopped", Map.of("reason", "errors"));
        recorded(30, Optional.empty(), "rolled_back", Map.of());

        Timeline timeline = timeline();

        assertThat(timeline.events())
                .extracting(Timeline.Event::what)
                .containsExactly(
                        "marked payments-api 4.2 as deployed (5 % of production)",
                        "out of bounds (5 % of production): error rate < 0.1 %; seen 2 %, says metrics",
                        "marked payments-api as verified (5 % of production)",
                        "it stopped by itself: errors",
                        "everything was rolled back");
        assertThat(timeline.events().get(1).outOfBounds()).isTrue();
        assertThat(timeline.fromSeenToUndone()).contains(Duration.ofMinutes(26));
    }

    @Test
    void each_step_has_its_length_against_its_estimate() {
        Timeline timeline = timeline(step(Standing.DONE, 12, 29), step(Standing.LEFT, 29, 30));

        assertThat(timeline.steps())
                .extracting(Timeline.Step::took)
                .containsExactly(Optional.of(Duration.ofMinutes(17)), Optional.empty());
        assertThat(timeline.steps().get(0).over()).contains(Duration.ofMinutes(7));
        assertThat(timeline.steps().get(1).over()).isEmpty();
    }

    @Test
    void a_flag_is_in_it_from_being_asked_for_to_being_off_again() {
        recorded(1, Optional.empty(), "flag_asked", Map.of("flag", "new-checkout", "of", "U0MIA"));
        recorded(2, Optional.of(MIA), "flag_switched_on", Map.of("flag", "new-checkout", "share", "5 %"));
        recorded(3, Optional.of(MIA), "flag_fails", Map.of("flag", "new-checkout", "seen", "no orders"));
        recorded(4, Optional.of(MIA), "flag_switched_off", Map.of("flag", "new-checkout", "reason", "no orders"));

        assertThat(timeline().events())
                .extracting(Timeline.Event::what)
                .containsExactly(
                        "“new-checkout” was to be switched on",
                        "switched “new-checkout” on for 5 %",
                        "saw “new-checkout” fail: no orders",
                        "switched “new-checkout” off: no orders");
    }

    @Test
    void what_isn_t_of_use_for_it_is_left_out_and_what_nobody_measured_has_no_length() {
        recorded(1, Optional.empty(), "reminded", Map.of());
        recorded(2, Optional.of(MIA), "lesson_added", Map.of("lesson", "x"));

        assertThat(timeline().events()).isEmpty();
        assertThat(timeline().fromSeenToUndone()).isEmpty();
    }

    @Test
    void what_people_wrote_is_never_read_as_a_pattern() {
        recorded(1, Optional.of(MIA), "rollout_stopped", Map.of("reason", "{stage} $1 {reason} \\"));

        assertThat(timeline().events())
                .singleElement()
                .extracting(Timeline.Event::what)
                .isEqualTo("stopped it: {stage} $1 {reason} \\");
    }

    @Test
    void reminders_rest_on_a_saturday_and_a_sunday_of_the_release_s_own_zone() {
        ZoneId berlin = ZoneId.of("Europe/Berlin");
        Instant friday = Instant.parse("2026-11-20T15:00:00Z");
        Instant lateOnFriday = Instant.parse("2026-11-20T23:30:00Z");

        assertThat(Review.nextReminder(START, Duration.ofDays(1), berlin)).isEqualTo(START.plus(Duration.ofDays(1)));
        assertThat(Review.nextReminder(friday, Duration.ofDays(1), berlin))
                .isEqualTo(Instant.parse("2026-11-23T15:00:00Z"));
        assertThat(Review.nextReminder(lateOnFriday, Duration.ofMinutes(10), berlin))
                .isEqualTo(Instant.parse("2026-11-22T23:40:00Z"));
    }
}
