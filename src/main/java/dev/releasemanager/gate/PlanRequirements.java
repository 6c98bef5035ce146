package dev.releasemanager.gate;

import static dev.releasemanager.gate.Sentences.deciders;
import static dev.releasemanager.gate.Sentences.enumeration;

import dev.releasemanager.rollback.RollbackPlan;
import java.util.List;

/** What can't be undone isn't ready (X1, M4). */
final class PlanRequirements {
    private static final String PLAN = "Rollback plan complete";

    private PlanRequirements() {}

    static List<Finding> rollbackPlanComplete(Facts facts) {
        RollbackPlan plan = facts.plan();
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
                "The owner, or a team for its own steps, completes it with rollback-plan "
                        + facts.release().key() + ". Nobody can override this one.",
                deciders(facts.release())));
    }
}
