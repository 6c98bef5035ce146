package dev.releasemanager.gate;

import dev.releasemanager.manifest.Scope;
import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Readiness;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.Roster;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.rollback.RollbackPlan;
import java.time.LocalDate;
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
        Assurances assurances,
        List<Readiness> readiness,
        Verdict verdict) {

    public static Dossier of(
            Release release,
            Scope scope,
            RollbackPlan plan,
            Map<TeamId, List<PersonId>> asked,
            List<Confirmation> confirmations,
            List<Confirmation> earlier,
            Roster roster,
            Assurances assurances) {
        List<Readiness> readiness = release.profile().teams().stream()
                .map(team -> Readiness.of(team, roster.find(team), confirmations))
                .toList();
        Verdict verdict = Gate.judge(new Facts(release, scope, plan, readiness, roster, assurances));
        return new Dossier(
                release,
                scope,
                plan,
                Map.copyOf(asked),
                List.copyOf(confirmations),
                earlier,
                roster,
                assurances,
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

    /** What an exception from this rule would cover as the release is now; empty if there is nothing to be excepted. */
    public Optional<String> exceptable(String rule) {
        return rule.equals(ExceptionRequest.FRIDAY)
                ? TimeRequirements.friday(release).map(LocalDate::toString)
                : Optional.empty();
    }

    public long readyTeams() {
        return readiness.stream().filter(Readiness::isReady).count();
    }
}
