package dev.releasemanager.gate;

import static dev.releasemanager.gate.Sentences.deciders;
import static dev.releasemanager.gate.Sentences.inline;

import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Readiness;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.Roster;
import dev.releasemanager.release.Team;
import dev.releasemanager.rollback.Executor;
import dev.releasemanager.rollback.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Every team has confirmed (Q3), and nobody's answer or place is open (H1). */
final class TeamRequirements {
    private static final String TEAMS = "Every team ready";
    private static final String KNOWN = "Nothing unknown";

    private TeamRequirements() {}

    static List<Finding> everyTeamReady(Facts facts) {
        List<Readiness> readiness = facts.readiness();
        Roster roster = facts.roster();
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
            boolean asked = facts.areTeamsAsked();
            findings.add(Finding.unmet(
                    "Q3",
                    TEAMS,
                    ready + " of " + readiness.size() + " teams are ready.",
                    asked
                            ? "The teams that are missing answer; they are named below."
                            : "The owner opens a checkpoint, and every team is asked.",
                    asked ? List.of() : deciders(facts.release())));
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

    static List<Finding> nothingUnknown(Facts facts) {
        Release release = facts.release();
        Roster roster = facts.roster();
        List<Finding> findings = new ArrayList<>();
        boolean asked = facts.areTeamsAsked();
        for (Readiness team : facts.readiness()) {
            findings.addAll(unknownOf(team, asked, facts));
        }
        if (!asked) {
            findings.add(Finding.unknown(
                    "H1",
                    KNOWN,
                    "No team is being asked, so nobody's readiness is known.",
                    "The owner opens a checkpoint with " + facts.command("open") + ".",
                    deciders(release)));
        }
        if (!roster.isPresent(release.owner())) {
            findings.add(Finding.unknown(
                    "H1",
                    KNOWN,
                    "The owner, " + roster.nameOf(release.owner()) + ", has left the workspace or isn't known.",
                    "The lead of a taking-part team or an executive hands it over with " + facts.command("owner") + ".",
                    List.of()));
        }
        List<Step> steps = facts.plan().steps();
        for (int i = 0; i < steps.size(); i++) {
            Optional<Executor> executor = steps.get(i).executor();
            if (executor.isPresent() && !executor.get().isPresent(roster)) {
                findings.add(Finding.unknown(
                        "H1",
                        KNOWN,
                        "Step " + (i + 1) + " of the rollback plan is for " + absent(executor.get(), roster),
                        "Somebody else is named with " + facts.command("rollback-plan") + ".",
                        deciders(release)));
            }
        }
        return findings.isEmpty()
                ? List.of(Finding.met("H1", KNOWN, "Everything that the gate asks for is known."))
                : findings;
    }

    private static String absent(Executor executor, Roster roster) {
        String name = executor.name(roster);
        if (executor.rota().isEmpty()) {
            return name + ", who has left the workspace or isn't known.";
        }
        return executor.rota().flatMap(roster::find).isPresent()
                ? "the rota " + name + ", of whom nobody is in the workspace."
                : "the rota " + name + ", which the configuration no longer has.";
    }

    private static List<Finding> unknownOf(Readiness team, boolean asked, Facts facts) {
        Roster roster = facts.roster();
        List<Finding> findings = new ArrayList<>();
        String name = roster.nameOf(team.team());
        Optional<Team> known = roster.find(team.team());
        if (known.isEmpty()) {
            findings.add(Finding.unknown(
                    "H1",
                    KNOWN,
                    name + " takes part, but the configuration no longer has this team.",
                    "The owner takes it out with " + facts.command("edit")
                            + ", or whoever looks after the configuration puts it back.",
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
                            "The confirmation of " + name + " has expired: what it confirmed has changed since.",
                            "A member of the team looks at what changed and confirms again.",
                            stillOwing(team, roster))
                    .about(team.team()));
        }
        return findings;
    }

    /** Whom to turn to for a team's answer: those who are asked and still owe one. */
    private static List<PersonId> stillOwing(Readiness readiness, Roster roster) {
        return roster.find(readiness.team()).stream()
                .flatMap(team -> team.asked().stream())
                .filter(readiness::isOwedBy)
                .toList();
    }
}
