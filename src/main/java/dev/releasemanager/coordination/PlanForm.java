package dev.releasemanager.coordination;

import dev.releasemanager.manifest.CanonicalForm;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.rollback.Executor;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollback.Step;
import dev.releasemanager.rollback.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** The rollback plan's lines of a manifest's canonical form. */
final class PlanForm {
    private PlanForm() {}

    static List<String> lines(RollbackPlan plan) {
        List<String> lines = new ArrayList<>();
        for (Step step : plan.steps()) {
            String path = "rollback step " + step.number();
            lines.add(CanonicalForm.line(path + " what", step.what()));
            lines.add(CanonicalForm.line(
                    path + " executor", step.executor().map(Executor::text).orElse("")));
            lines.add(CanonicalForm.line(
                    path + " lasts", step.lasts().map(Duration::toString).orElse("")));
            lines.add(CanonicalForm.line(path + " proof", step.proof().orElse("")));
            lines.add(CanonicalForm.line(
                    path + " team", step.team().map(TeamId::value).orElse("")));
        }
        for (Trigger trigger : plan.triggers()) {
            lines.add(CanonicalForm.line(
                    "rollback trigger", (trigger.automatic() ? "automatic: " : "by hand: ") + trigger.condition()));
        }
        plan.window().ifPresent(window -> lines.add(CanonicalForm.line("rollback window", window.toString())));
        plan.notUndone().ifPresent(left -> lines.add(CanonicalForm.line("rollback leaves", left)));
        return lines;
    }
}
