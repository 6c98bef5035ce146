package dev.releasemanager.gate;

import dev.releasemanager.manifest.Scope;
import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Readiness;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.release.Roster;
import dev.releasemanager.release.Team;
import dev.releasemanager.rollback.RollbackPlan;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * All requirements of a Go, evaluated on one revision. From the charter so far: X1 and M4 (rollback plan), Q3 (every team
 * ready), H1 (nothing unknown); an empty scope is advice.
 */
public final class Gate {
    private static final String PLAN = "Rollback plan complete";
    private static final String TEAMS = "Every team ready";
    private static final String KNOWN = "Nothing unknown";

    private Gate() {}

    /**
     * @param readiness of each taking-part team at the checkpoint, in the release's order of teams; all silent if there is
     *     no checkpoint yet
     */
    public static Verdict judge(
            Release release, Scope scope, RollbackPlan plan, List<Readiness> readiness, Roster roster) {
        List<Finding> findings = new ArrayList<>();
        findings.addAll(rollbackPlanComplete(release, plan));
        findings.addAll(everyTeamReady(release, readiness, roster));
        findings.addAll(nothingUnknown(release, plan, readiness, roster));
        findings.addAll(somethingInScope(release, scope));
        return new Verdict(release.revision(), findings);
    }

    private static List<Finding> rollbackPlanComplete(Release release, RollbackPlan plan) {
        if (plan.isComplete()) {
            return List.of(Finding.met("X1", PLAN, "The rollback plan is complete."));
        }
        String lacks = plan.isEmpty()
                ? "There is no rollback plan yet."
                : "The rollback plan lacks " + enumeration(plan.missing()) + ".";
        return List.of(Finding.unmet(
                "X1",
                PLAN,
                lacks,
                "The owner, or a team for its own steps, completes it with rollback-plan " + release.key()
                        + ". Nobody can override this one.",
                deciders(release)));
    }

    private static List<Finding> everyTeamReady(Release release, List<Readiness> readiness, Roster roster) {
        long ready = readiness.stream().filter(Readiness::isReady).count();
        if (!readiness.isEmpty() && ready == readiness.size()) {
            return List.of(Finding.met(
                    "Q3",
                    TEAMS,
                    readiness.size() == 1
                            ? "The one team that takes part is ready."
                            : "All " + readiness.size() + " teams are ready."));
        }
        List<Finding> findings = new ArrayList<>();
        for (Readiness team : readiness) {
            switch (team.standing()) {
                case NOT_READY -> findings.add(notReady(team, roster));
                case PARTLY ->
                    findings.add(Finding.unmet(
                                    "Q3",
                                    TEAMS,
                                    roster.nameOf(team.team()) + " is confirmed by "
                                            + team.ready().size() + " of the " + team.needed()
                                            + " people whom it takes.",
                                    "Another member of the team confirms.",
                                    stillOwing(team, roster))
                            .about(team.team()));
                case READY, EXPIRED, SILENT -> {}
            }
        }
        if (findings.isEmpty()) {
            boolean asked =
                    release.state().phase() == Phase.POLLING || release.state().phase() == Phase.CLEARED;
            findings.add(Finding.unmet(
                    "Q3",
                    TEAMS,
                    ready + " of " + readiness.size() + " teams are ready.",
                    asked
                            ? "The teams that are missing answer; they are named below."
                            : "The owner opens a checkpoint, and every team is asked.",
                    asked ? List.of() : deciders(release)));
        }
        return findings;
    }

    private static Finding notReady(Readiness team, Roster roster) {
        Confirmation answer = team.notReady().get(0);
        List<PersonId> who = new ArrayList<>(List.of(answer.person()));
        roster.find(team.team())
                .flatMap(Team::lead)
                .filter(lead -> !who.contains(lead))
                .ifPresent(who::add);
        return Finding.unmet(
                        "Q3",
                        TEAMS,
                        roster.nameOf(team.team()) + " is not ready: "
                                + inline(answer.reason().orElse("no reason given"))
                                + answer.estimate()
                                        .map(estimate -> " (expected: " + inline(estimate) + ")")
                                        .orElse("") + ".",
                        "Its author takes the answer back when it no longer holds, or the team's lead with a reason.",
                        who)
                .about(team.team());
    }

    private static List<Finding> nothingUnknown(
            Release release, RollbackPlan plan, List<Readiness> readiness, Roster roster) {
        List<Finding> findings = new ArrayList<>();
        boolean asked =
                release.state().phase() == Phase.POLLING || release.state().phase() == Phase.CLEARED;
        for (Readiness team : readiness) {
            findings.addAll(unknownOf(team, asked, roster));
        }
        if (!asked) {
            findings.add(Finding.unknown(
                    "H1",
                    KNOWN,
                    "No team is being asked, so nobody's readiness is known.",
                    "The owner opens a checkpoint with open " + release.key() + ".",
                    deciders(release)));
        }
        if (!roster.isPresent(release.owner())) {
            findings.add(Finding.unknown(
                    "H1",
                    KNOWN,
                    "The owner, " + roster.nameOf(release.owner()) + ", has left the workspace or isn't known.",
                    "The lead of a taking-part team or an executive hands it over with owner " + release.key() + ".",
                    List.of()));
        }
        for (int i = 0; i < plan.steps().size(); i++) {
            Optional<PersonId> executor = plan.steps().get(i).executor();
            if (executor.isPresent() && !roster.isPresent(executor.get())) {
                findings.add(Finding.unknown(
                        "H1",
                        KNOWN,
                        "Step " + (i + 1) + " of the rollback plan is for " + roster.nameOf(executor.get())
                                + ", who has left the workspace or isn't known.",
                        "Somebody else is named with rollback-plan " + release.key() + ".",
                        deciders(release)));
            }
        }
        return findings.isEmpty()
                ? List.of(Finding.met("H1", KNOWN, "Everything that the gate asks for is known."))
                : findings;
    }

    private static List<Finding> unknownOf(Readiness team, boolean asked, Roster roster) {
        List<Finding> findings = new ArrayList<>();
        String name = roster.nameOf(team.team());
        Optional<Team> known = roster.find(team.team());
        if (known.isEmpty()) {
            findings.add(Finding.unknown(
                    "H1",
                    KNOWN,
                    name + " takes part, but the configuration no longer has this team.",
                    "The owner takes it out with edit, or whoever looks after the configuration puts it back.",
                    List.of()));
            return findings;
        }
        if (known.get().members().size() < team.needed()) {
            findings.add(Finding.unknown(
                    "H1",
                    KNOWN,
                    name + " has " + (known.get().members().isEmpty() ? "nobody" : "too few people")
                            + " in the workspace who can answer.",
                    "Whoever looks after the configuration corrects the team's members.",
                    List.of()));
        }
        if (!team.gone().isEmpty() && !team.isReady()) {
            findings.add(Finding.unknown(
                            "H1",
                            KNOWN,
                            name + " was confirmed by "
                                    + roster.nameOf(team.gone().get(0).person()) + ", who is no longer in the team.",
                            "A member of the team confirms.",
                            stillOwing(team, roster))
                    .about(team.team()));
        } else if (asked && team.standing() == Readiness.Standing.SILENT) {
            findings.add(Finding.unknown(
                            "H1",
                            KNOWN,
                            name + " hasn't answered; silence counts as not ready.",
                            "A member of the team answers.",
                            stillOwing(team, roster))
                    .about(team.team()));
        } else if (team.standing() == Readiness.Standing.EXPIRED) {
            findings.add(Finding.unknown(
                            "H1",
                            KNOWN,
                            "The confirmation of " + name + " has expired: the release was edited after it.",
                            "A member of the team looks at what changed and confirms again.",
                            stillOwing(team, roster))
                    .about(team.team()));
        }
        return findings;
    }

    private static List<Finding> somethingInScope(Release release, Scope scope) {
        return scope.changes().isEmpty()
                ? List.of(Finding.advice(
                        "M1",
                        "Scope known",
                        "Nothing is in the scope yet, so its risk counts as high.",
                        "The owner and the teams add what ships with scope " + release.key() + ".",
                        deciders(release)))
                : List.of();
    }

    /** Whom to turn to for a team's answer: those who are asked and still owe one. */
    private static List<PersonId> stillOwing(Readiness readiness, Roster roster) {
        return roster.find(readiness.team()).stream()
                .flatMap(team -> team.asked().stream())
                .filter(readiness::isOwedBy)
                .toList();
    }

    private static List<PersonId> deciders(Release release) {
        List<PersonId> deciders = new ArrayList<>(List.of(release.owner()));
        release.delegate().ifPresent(deciders::add);
        return deciders;
    }

    private static String inline(String typed) {
        String one = typed.strip().replaceAll("\\s+", " ");
        String cut = one.codePointCount(0, one.length()) > 200
                ? one.substring(0, one.offsetByCodePoints(0, 199)) + "…"
                : one;
        return cut.endsWith(".") ? cut.substring(0, cut.length() - 1) : cut;
    }

    private static String enumeration(List<String> phrases) {
        int last = phrases.size() - 1;
        return last == 0 ? phrases.get(0) : String.join(", ", phrases.subList(0, last)) + " and " + phrases.get(last);
    }
}
