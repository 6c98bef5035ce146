package dev.releasemanager.gate;

import dev.releasemanager.manifest.Scope;
import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Readiness;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.Roster;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.rollback.RollbackPlan;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything about one release at one moment, as the gate judges it and the messages show it.
 *
 * @param asked who was written to in the current round, by team; empty before the first
 * @param confirmations all answers of the current round
 * @param earlier all answers of the round before, which are shown and never counted
 * @param readiness of each taking-part team, in the release's order
 */
public record Dossier(
        Release release,
        Scope scope,
        RollbackPlan plan,
        Map<TeamId, List<PersonId>> asked,
        List<Confirmation> confirmations,
        List<Confirmation> earlier,
        Roster roster,
        List<Readiness> readiness,
        Verdict verdict) {

    public static Dossier of(
            Release release,
            Scope scope,
            RollbackPlan plan,
            Map<TeamId, List<PersonId>> asked,
            List<Confirmation> confirmations,
            List<Confirmation> earlier,
            Roster roster) {
        List<Readiness> readiness = release.profile().teams().stream()
                .map(team -> Readiness.of(team, roster.find(team), confirmations))
                .toList();
        Verdict verdict = Gate.judge(release, scope, plan, readiness, roster);
        return new Dossier(
                release,
                scope,
                plan,
                Map.copyOf(asked),
                List.copyOf(confirmations),
                earlier,
                roster,
                readiness,
                verdict);
    }

    public Optional<Readiness> readinessOf(TeamId team) {
        return readiness.stream().filter(r -> r.team().equals(team)).findFirst();
    }

    /** Whether this person still owes that team's answer; whoever has answered for another team can't give it (Q3). */
    public boolean isOwedBy(PersonId person, Readiness team) {
        return team.isOwedBy(person)
                && readiness.stream()
                        .noneMatch(other -> !other.team().equals(team.team()) && other.isAnsweredBy(person));
    }

    public long readyTeams() {
        return readiness.stream().filter(Readiness::isReady).count();
    }
}
