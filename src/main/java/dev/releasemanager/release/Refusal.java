package dev.releasemanager.release;

import java.util.List;
import java.util.Optional;

/**
 * Why something did not happen, as a value that reaches the person: what did not happen, why, and the next step to take.
 *
 * @param rule the charter's rule that stands behind it, such as {@code X1}, if one does
 * @param what what did not happen: "The Go was not called"
 * @param why the reason, a sentence
 * @param next what to do instead, a sentence
 * @param who who can do it, if it is for somebody else
 */
public record Refusal(Optional<String> rule, String what, String why, String next, List<PersonId> who) {
    public Refusal {
        who = List.copyOf(who);
    }

    public static Refusal of(String what, String why, String next) {
        return new Refusal(Optional.empty(), what, why, next, List.of());
    }

    public Refusal by(String id) {
        return new Refusal(Optional.of(id), what, why, next, who);
    }

    public Refusal askOf(List<PersonId> people) {
        return new Refusal(rule, what, why, next, people);
    }
}
