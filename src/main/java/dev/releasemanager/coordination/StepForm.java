package dev.releasemanager.coordination;

import dev.releasemanager.calendar.Lengths;
import dev.releasemanager.coordination.ReleaseForm.Texts;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.Roster;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.rollback.Step;
import dev.releasemanager.rollback.StepWording;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a person typed to add or change one rollback step. A step may be unfinished: the gate says what is missing. But what
 * is to be done is refused if somebody who doesn't know the change couldn't do it (M4).
 *
 * @param number the step that is edited; empty for a new one
 */
public record StepForm(
        Optional<Integer> number,
        String what,
        Optional<PersonId> executor,
        String lasts,
        String proof,
        Optional<TeamId> team) {

    public static final String WHAT = "what";
    public static final String EXECUTOR = "executor";
    public static final String LASTS = "lasts";
    public static final String PROOF = "proof";
    public static final String TEAM = "team";

    Map<String, String> faults(Roster roster, Release release) {
        Map<String, String> faults = new LinkedHashMap<>();
        Texts.required(faults, WHAT, what, Step.WHAT_LIMIT, "Say what exactly is run or done.");
        if (!faults.containsKey(WHAT)) {
            StepWording.fault(what).ifPresent(fault -> faults.put(WHAT, fault));
        }
        if (executor.isPresent() && !roster.isPresent(executor.get())) {
            faults.put(
                    EXECUTOR,
                    roster.nameOf(executor.get()) + " has left, is a guest or a bot; name somebody who can do it.");
        }
        if (!lasts.isBlank() && Lengths.find(lasts).isEmpty()) {
            faults.put(LASTS, "That isn't a length of time; write " + Lengths.ACCEPTED + ".");
        }
        Texts.limited(faults, PROOF, proof, Step.WHAT_LIMIT);
        if (team.isPresent() && !release.hasTeam(team.get())) {
            faults.put(TEAM, roster.nameOf(team.get()) + " doesn't take part in " + release.key() + ".");
        }
        return faults;
    }

    Step step(int as) {
        return new Step(
                as,
                what.strip(),
                executor,
                Lengths.find(lasts),
                proof.isBlank() ? Optional.empty() : Optional.of(proof.strip()),
                team);
    }
}
