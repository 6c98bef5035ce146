package dev.releasemanager.gate;

import static dev.releasemanager.gate.Sentences.deciders;

import dev.releasemanager.calendar.Lengths;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Team;
import dev.releasemanager.rollback.PlanStanding;
import dev.releasemanager.rollout.Progress;
import dev.releasemanager.rollout.Rollout;
import dev.releasemanager.rollout.StageRun;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Staging has passed, for every component and in exactly the version that is to ship (X4). Nobody can except it. */
final class StagingRequirement {
    private static final String RULE = "X4";
    private static final String NAME = "Staging passed";
    private static final String STAGING = "staging";

    private StagingRequirement() {}

    /** Applies where something is deployed. */
    static List<Finding> stagingPassed(Facts facts) {
        List<String> components = facts.manifest().graph().components();
        if (components.isEmpty()) {
            return List.of();
        }
        Optional<Progress> open = facts.rollout()
                .openStaging()
                .map(run -> new Progress(
                        run, facts.manifest().graph(), facts.scope().versions(), facts.rollout(), Optional.empty()));
        List<String> missing = components.stream()
                .filter(component -> !hasPassed(facts, component))
                .map(component -> lack(facts, component, open))
                .toList();
        if (missing.isEmpty()) {
            return List.of(Finding.met(
                    RULE,
                    NAME,
                    components.size() == 1
                            ? "The one component has passed staging in the version that is to ship."
                            : "All " + components.size()
                                    + " components have passed staging in the versions that are to ship."));
        }
        return List.of(Finding.unmet(
                RULE,
                NAME,
                "Staging hasn't passed for " + PlanStanding.listed(missing) + ".",
                next(facts, open),
                open.map(progress -> people(facts, progress)).orElseGet(() -> deciders(facts.release()))));
    }

    private static boolean hasPassed(Facts facts, String component) {
        String version = facts.scope().versions().get(component);
        return version != null && facts.rollout().hasPassed(STAGING, component, version);
    }

    private static String lack(Facts facts, String component, Optional<Progress> open) {
        String version = facts.scope().versions().get(component);
        String named = version == null ? component : component + " " + version;
        Optional<Progress> progress = open.filter(of -> of.run().components().contains(component));
        if (progress.isPresent()) {
            return named + " ("
                    + switch (progress.get().standingOf(component)) {
                        case WAITING ->
                            "waits for " + PlanStanding.listed(progress.get().waitsFor(component));
                        case READY -> version == null ? "no version yet" : "not deployed yet";
                        case DEPLOYING -> "being deployed";
                        case DEPLOYED -> "deployed, not verified";
                        case VERIFIED -> "verified";
                        case FAILED -> "failed";
                    }
                    + ")";
        }
        Rollout rollout = facts.rollout();
        boolean inAnother =
                rollout.newestOf(STAGING, component).filter(StageRun::hasPassed).isPresent();
        return named
                + (version == null
                        ? " (no version is named)"
                        : inAnother ? " (another version has, or it failed since)" : "");
    }

    private static String next(Facts facts, Optional<Progress> open) {
        String staging = facts.command("staging");
        String never = " Nobody can except this one.";
        if (open.isEmpty()) {
            return "The owner begins staging with " + staging + "." + never;
        }
        StageRun run = open.get().run();
        if (run.end().isPresent()) {
            return "It was watched and didn't pass: "
                    + String.join(" ", run.end().get().reasons()) + " See what can be done with " + staging + "."
                    + never;
        }
        return run.bake()
                .map(bake -> "It is watched for another "
                        + Lengths.words(bake.left(facts.standards().now())) + ", and then judged." + never)
                .orElse("The teams deploy and verify; " + staging + " shows who does what now." + never);
    }

    /** The leads of the teams, or those who are asked, whose components are to be moved on now; else who decides. */
    private static List<PersonId> people(Facts facts, Progress progress) {
        List<String> moving = new ArrayList<>(progress.ready());
        moving.addAll(progress.in(Progress.Standing.DEPLOYING));
        moving.addAll(progress.in(Progress.Standing.DEPLOYED));
        moving.addAll(progress.in(Progress.Standing.FAILED));
        List<PersonId> leads = moving.stream()
                .flatMap(component -> facts.manifest().graph().ownerOf(component).stream())
                .flatMap(team -> facts.roster().find(team).stream())
                .flatMap(team -> lead(team).stream())
                .distinct()
                .toList();
        return leads.isEmpty() ? deciders(facts.release()) : leads;
    }

    private static List<PersonId> lead(Team team) {
        return team.lead().map(List::of).orElse(team.asked());
    }
}
