package dev.releasemanager.review;

import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.rollback.Executor;
import dev.releasemanager.rollback.Rollback;
import dev.releasemanager.rollback.Undoing;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What happened, in order, as it was recorded: what changed, when what was measured left its bounds, who did what, and how
 * long each rollback step took against its estimate. It tells acts and moments; it judges nobody.
 *
 * @param events oldest first
 * @param steps of the rollback, in the order in which they were done; empty where there was none
 */
public record Timeline(List<Event> events, List<Step> steps) {
    public Timeline {
        events = List.copyOf(events);
        steps = List.copyOf(steps);
    }

    /**
     * One thing that happened.
     *
     * @param by who has done it; empty for what came by itself
     * @param what completes the sentence that begins with who: "marked payments-api as deployed"
     * @param outOfBounds whether something measured left its bounds
     */
    public record Event(Instant at, Optional<PersonId> by, String what, boolean outOfBounds) {}

    /**
     * A step of the rollback.
     *
     * @param estimate by the plan
     * @param took from being asked for to being done; empty if it wasn't done
     */
    public record Step(
            String what, Executor executor, Undoing.Standing standing, Duration estimate, Optional<Duration> took) {
        /** How much longer it took; negative if it was done sooner. */
        public Optional<Duration> over() {
            return took.map(length -> length.minus(estimate));
        }
    }

    private static final String PRODUCTION = "production-";

    /**
     * What of the record belongs into it, with its words. The words for who did it stand in front where a person did; what
     * came by itself has words that stand alone. Braces are filled from the entry's details.
     */
    private static final Map<String, Words> WORDS = Map.ofEntries(
            Map.entry("release_created", new Words("made the release", "the release was made")),
            Map.entry("change_added", new Words("added {title}", "{title} was added")),
            Map.entry("go_called", new Words("called Go", "Go was called")),
            Map.entry("stage_begun", new Words("began {stage}", "{stage} began")),
            Map.entry("component_begun", new Words("began to deploy {component}", "{component} was being deployed")),
            Map.entry(
                    "component_deployed",
                    new Words(
                            "marked {component} {version} as deployed ({stage})",
                            "{component} was marked as deployed")),
            Map.entry(
                    "component_verified",
                    new Words("marked {component} as verified ({stage})", "{component} was marked as verified")),
            Map.entry(
                    "component_failed",
                    new Words("marked {component} as failed ({stage}): {note}", "{component} was marked as failed")),
            Map.entry("bake_begun", new Words("began the bake ({stage})", "the bake began ({stage})")),
            Map.entry("bake_extended", new Words("extended the bake ({stage})", "the bake was extended ({stage})")),
            Map.entry("stage_passed", new Words("had {stage} pass", "{stage} passed")),
            Map.entry("stage_failed", new Words("had {stage} judged", "{stage} was judged as failed: {reasons}")),
            Map.entry("stage_not_judged", new Words("had {stage} judged", "{stage} couldn't be judged: {reasons}")),
            Map.entry(
                    "bounds_left",
                    new Words("saw {criterion}", "out of bounds ({stage}): {criterion}; seen {seen}, says {source}")),
            Map.entry(
                    "trigger_met",
                    new Words("saw {trigger}", "trigger met ({stage}): {trigger}; seen {seen}, says {source}")),
            Map.entry("rollout_stopped", new Words("stopped it: {reason}", "it stopped by itself: {reason}")),
            Map.entry("rollout_resumed", new Words("had it go on: {reason}", "it went on: {reason}")),
            Map.entry("flag_asked", new Words("asked for “{flag}”", "“{flag}” was to be switched on")),
            Map.entry(
                    "flag_switched_on",
                    new Words("switched “{flag}” on for {share}", "“{flag}” was switched on for {share}")),
            Map.entry("flag_postponed", new Words("left “{flag}” off for now", "“{flag}” stayed off for now")),
            Map.entry("flag_works", new Words("saw “{flag}” work", "“{flag}” worked")),
            Map.entry("flag_fails", new Words("saw “{flag}” fail: {seen}", "“{flag}” failed: {seen}")),
            Map.entry("flag_unseen", new Words("", "nobody knew whether “{flag}” worked: {seen}")),
            Map.entry(
                    "flag_switched_off",
                    new Words("switched “{flag}” off: {reason}", "“{flag}” was switched off: {reason}")),
            Map.entry("release_completed", new Words("completed it", "it was complete")),
            Map.entry("rollback_begun", new Words("began the rollback: {reason}", "the rollback began: {reason}")),
            Map.entry("rollback_step_done", new Words("finished “{step}”", "“{step}” was finished")),
            Map.entry(
                    "rollback_step_stuck", new Words("couldn't do “{step}”: {reason}", "“{step}” was stuck: {reason}")),
            Map.entry("rollback_step_taken_over", new Words("took “{step}” over", "“{step}” was taken over")),
            Map.entry(
                    "rollback_step_left",
                    new Words("went on without “{step}”: {reason}", "it went on without “{step}”: {reason}")),
            Map.entry("rollback_step_overdue", new Words("took longer", "the stated time of “{step}” was over")),
            Map.entry("rolled_back", new Words("had it rolled back", "everything was rolled back")));

    private record Words(String byPerson, String byItself) {}

    /** @param record the whole of it, oldest first */
    public static Timeline of(List<RecordEntry> record, Optional<Rollback> rollback) {
        List<Event> events = new ArrayList<>();
        for (RecordEntry entry : record) {
            Words words = WORDS.get(entry.what());
            if (words != null) {
                boolean out = entry.what().equals("bounds_left") || entry.what().equals("trigger_met");
                events.add(new Event(
                        seenAt(entry),
                        entry.by(),
                        filled(entry.by().isPresent() ? words.byPerson() : words.byItself(), entry.details()),
                        out));
            }
        }
        events.sort(Comparator.comparing(Event::at));
        return new Timeline(
                events,
                rollback.map(run -> run.steps().stream()
                                .map(step -> new Step(
                                        step.what(), step.executor(), step.standing(), step.lasts(), step.took()))
                                .toList())
                        .orElse(List.of()));
    }

    /** When it was seen, which for what is measured is before it was written down. */
    private static Instant seenAt(RecordEntry entry) {
        try {
            return entry.details().containsKey("seen_at")
                    ? Instant.parse(Objects.requireNonNull(entry.details().get("seen_at")))
                    : entry.at();
        } catch (DateTimeParseException e) {
            return entry.at();
        }
    }

    private static String filled(String words, Map<String, String> details) {
        StringBuilder filled = new StringBuilder();
        int from = 0;
        while (true) {
            int open = words.indexOf('{', from);
            if (open < 0) {
                return filled.append(words.substring(from)).toString().strip();
            }
            int close = words.indexOf('}', open);
            String name = words.substring(open + 1, close);
            String said = details.getOrDefault(name, "");
            filled.append(words, from, open).append(name.equals("stage") ? stage(said) : said);
            from = close + 1;
        }
    }

    /** A stage's id as people read it: {@code production-5} is 5 % of production. */
    private static String stage(String id) {
        return id.startsWith(PRODUCTION) ? id.substring(PRODUCTION.length()) + " % of production" : id;
    }

    /** How long it was from the first moment out of bounds to the end of the rollback; empty if either is missing. */
    public Optional<Duration> fromSeenToUndone() {
        Optional<Instant> seen =
                events.stream().filter(Event::outOfBounds).map(Event::at).findFirst();
        Optional<Instant> undone = events.stream()
                .filter(event -> event.what().equals("everything was rolled back"))
                .map(Event::at)
                .reduce((first, last) -> last);
        return seen.flatMap(from -> undone.map(until -> Duration.between(from, until)))
                .filter(length -> !length.isNegative());
    }
}
