package dev.releasemanager.coordination;

import dev.releasemanager.calendar.Lengths;
import dev.releasemanager.coordination.ReleaseForm.Texts;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.Roster;
import dev.releasemanager.release.Rota;
import dev.releasemanager.release.RotaId;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.rollback.Executor;
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
 * @param executor the person who does it
 * @param rota the rota that does it; one of both
 */
public record StepForm(
        Optional<Integer> number,
        String what,
        Optional<PersonId> executor,
        Optional<RotaId> rota,
        String lasts,
        String proof,
        Optional<TeamId> team) {

    public static final String WHAT = "what";
    public static final String EXECUTOR = "executor";
    public static final String ROTA = "rota";
    public static final String LASTS = "lasts";
    public static final String PROOF = "proof";
    public static final String TEAM = "team";

    /** Done by a person, or by nobody yet. */
    public StepForm(
            Optional<Integer> number,
            String what,
            Optional<PersonId> executor,
            String lasts,
            String proof,
            Optional<TeamId> team) {
        this(number, what, executor, Optional.empty(), lasts, proof, team);
    }

    /**
     * The same with one of both, where a person and a rota are chosen and one of them stood there before: the other is what
     * was meant, for a choice that stands in a form can't always be taken out again.
     */
    StepForm over(Optional<Step> before) {
        if (executor.isEmpty() || rota.isEmpty()) {
            return this;
        }
        Optional<Executor> former = before.flatMap(Step::executor);
        if (former.flatMap(Executor::rota).equals(rota)) {
            return new StepForm(number, what, executor, Optional.empty(), lasts, proof, team);
        }
        return former.flatMap(Executor::person).equals(executor)
                ? new StepForm(number, what, Optional.empty(), rota, lasts, proof, team)
                : this;
    }

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
        if (rota.isPresent()) {
            rotaFault(roster).ifPresent(fault -> faults.put(ROTA, fault));
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

    private Optional<String> rotaFault(Roster roster) {
        if (executor.isPresent()) {
            return Optional.of("One person or one rota does it, not both; take one of them out.");
        }
        Optional<Rota> chosen = rota.flatMap(roster::find);
        if (chosen.isEmpty()) {
            return Optional.of("The configuration no longer has this rota; choose another one, or a person.");
        }
        return Executor.of(chosen.get()).isPresent(roster)
                ? Optional.empty()
                : Optional.of("Nobody of " + chosen.get().title()
                        + " is in the workspace; choose another rota, or a person.");
    }

    /** To be called once it has no fault. */
    Step step(int as, Roster roster) {
        return new Step(
                as,
                what.strip(),
                rota.flatMap(roster::find).map(Executor::of).or(() -> executor.map(Executor::of)),
                Lengths.find(lasts),
                proof.isBlank() ? Optional.empty() : Optional.of(proof.strip()),
                team);
    }
}
