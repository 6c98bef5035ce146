package dev.releasemanager.gate;

import static dev.releasemanager.gate.Sentences.deciders;

import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Release;
import dev.releasemanager.rollback.PlanStanding;
import java.util.List;

/** What can't be undone isn't ready (X1, M4). */
final class PlanRequirements {
    private static final String PLAN = "Rollback plan complete";
    private static final String TESTS = "Migrations' reversal tested";
    private static final String NEVER = " Nobody can override this one.";

    private PlanRequirements() {}

    static List<Finding> rollbackPlanComplete(Facts facts) {
        PlanStanding standing = facts.planStanding();
        Release release = facts.release();
        List<String> missing = standing.missingFromPlan();
        if (missing.isEmpty()) {
            return List.of(Finding.met("X1", PLAN, "The rollback plan is complete."));
        }
        boolean onlyWaits = missing.size() == 1 && !standing.waitedFor().isEmpty();
        return List.of(
                onlyWaits
                        ? Finding.unmet(
                                "X1",
                                PLAN,
                                lacks(missing),
                                "They accept with the button on the message that they got, or with "
                                        + facts.command("rollback-plan") + "; or somebody else is named." + NEVER,
                                standing.waitedFor())
                        : Finding.unmet(
                                "X1",
                                PLAN,
                                standing.plan().isEmpty() ? "There is no rollback plan yet." : lacks(missing),
                                "The owner, or a team for its own steps, completes it with "
                                        + facts.command("rollback-plan") + "." + NEVER,
                                deciders(release)));
    }

    private static String lacks(List<String> missing) {
        return "The rollback plan lacks " + PlanStanding.listed(missing) + ".";
    }

    /** Applies where there is a migration. */
    static List<Finding> reversalsTested(Facts facts) {
        PlanStanding standing = facts.planStanding();
        if (standing.tests().isEmpty()) {
            return List.of();
        }
        int migrations = standing.tests().size();
        List<String> missing = standing.missingTests();
        if (missing.isEmpty()) {
            return List.of(Finding.met(
                    "M4",
                    TESTS,
                    migrations == 1
                            ? "The migration's reversal was tested."
                            : "The reversals of all " + migrations + " migrations were tested."));
        }
        List<PersonId> testers = standing.testersWaitedFor();
        boolean onlyWaits = testers.size() == missing.size();
        return List.of(Finding.unmet(
                "M4",
                TESTS,
                "The release lacks " + PlanStanding.listed(missing) + ".",
                (onlyWaits
                                ? "They attest it with the button on the message that they got, or with "
                                        + facts.command("rollback-plan") + "."
                                : "The owner, or the change's team, names a tester with "
                                        + facts.command("rollback-plan") + ": somebody who didn't write the change.")
                        + NEVER,
                onlyWaits ? testers : deciders(facts.release())));
    }
}
