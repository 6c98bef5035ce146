package dev.releasemanager.coordination;

import dev.releasemanager.calendar.Lengths;
import dev.releasemanager.coordination.ReleaseForm.Texts;
import dev.releasemanager.criteria.Usual;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollback.Trigger;
import dev.releasemanager.rollback.TriggerWording;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a person typed of a rollback plan besides its steps.
 *
 * @param byHand conditions at which a person begins the rollback, one a line; blank lines don't count
 * @param automatic conditions at which the bot begins it by itself, one a line
 * @param notUndone what a rollback would leave as it is
 */
public record TriggersForm(String byHand, String automatic, String window, String notUndone) {
    public static final String BY_HAND = "triggers";
    public static final String AUTOMATIC = "automatic";
    public static final String WINDOW = "window";
    public static final String NOT_UNDONE = "not_undone";

    static final int TRIGGERS_LIMIT = 20;

    /** What is wrong, by field; a vague condition with what it lacks and a rewrite. */
    Map<String, String> faults(Usual usual) {
        Map<String, String> faults = new LinkedHashMap<>();
        if (lines(byHand).size() + lines(automatic).size() > TRIGGERS_LIMIT) {
            faults.put(BY_HAND, "At most " + TRIGGERS_LIMIT + " triggers are watched; keep those that matter.");
        }
        vague(byHand, usual).ifPresent(fault -> faults.putIfAbsent(BY_HAND, fault));
        vague(automatic, usual).ifPresent(fault -> faults.putIfAbsent(AUTOMATIC, fault));
        lines(automatic).stream()
                .filter(line -> conditions(byHand, usual)
                        .anyMatch(TriggerWording.read(line, usual).condition().orElse("")::equals))
                .findFirst()
                .ifPresent(line -> faults.putIfAbsent(
                        AUTOMATIC, "“" + line + "” stands in the other field as well; it is one or the other."));
        if (!window.isBlank() && Lengths.find(window).isEmpty()) {
            faults.put(WINDOW, "That isn't a length of time; write " + Lengths.ACCEPTED + ".");
        }
        Texts.limited(faults, NOT_UNDONE, notUndone, RollbackPlan.NOT_UNDONE_LIMIT);
        return faults;
    }

    private static Optional<String> vague(String typed, Usual usual) {
        for (String line : lines(typed)) {
            if (line.length() > Trigger.LIMIT) {
                return Optional.of("“" + Texts.shortened(line, 30) + "” is too long; a trigger has at most "
                        + Trigger.LIMIT + " characters.");
            }
            Optional<String> fault = TriggerWording.read(line, usual).fault();
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    /** To be called on a form without faults. */
    RollbackPlan on(RollbackPlan plan) {
        List<Trigger> triggers = Stream.concat(
                        conditions(byHand, Usual.NOTHING).map(condition -> new Trigger(condition, false)),
                        conditions(automatic, Usual.NOTHING).map(condition -> new Trigger(condition, true)))
                .distinct()
                .toList();
        return plan.with(
                triggers,
                Lengths.find(window),
                notUndone.isBlank() ? Optional.empty() : Optional.of(notUndone.strip()));
    }

    private static Stream<String> conditions(String typed, Usual usual) {
        return lines(typed).stream().flatMap(line -> TriggerWording.read(line, usual).condition().stream());
    }

    private static List<String> lines(String typed) {
        return typed.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .distinct()
                .toList();
    }
}
