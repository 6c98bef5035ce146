package dev.releasemanager.store;

import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.rollback.Executor;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollback.Step;
import dev.releasemanager.rollback.Trigger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of {@code rollback_plans}, {@code rollback_steps} and {@code rollback_triggers}. */
final class RollbackPlanTables {
    /** All of a plan in one question: it is asked for in most acts. */
    private static final String SELECT = """
            select 'step' as part, place, id, what as words, executor, lasts, proof, team, false as automatic
              from rollback_steps where release_key = :key
            union all
            select 'trigger', place, 0, trigger_condition, null, null, null, null, automatic
              from rollback_triggers where release_key = :key
            union all
            select 'window', 0, 0, not_undone, null, rollback_window, null, null, false
              from rollback_plans where release_key = :key
            order by part, place
            """;

    private final Handle handle;

    RollbackPlanTables(Handle handle) {
        this.handle = handle;
    }

    RollbackPlan of(ReleaseKey key) {
        List<Step> steps = new ArrayList<>();
        List<Trigger> triggers = new ArrayList<>();
        List<Duration> window = new ArrayList<>();
        List<String> notUndone = new ArrayList<>();
        handle.createQuery(SELECT)
                .bind("key", key.value())
                .map((columns, context) -> {
                    Row row = new Row(columns);
                    Optional<Duration> lasts = row.findText("lasts").map(Duration::parse);
                    switch (row.text("part")) {
                        case "step" ->
                            steps.add(new Step(
                                    row.number("id"),
                                    row.text("words"),
                                    row.findText("executor").map(Executor::parse),
                                    lasts,
                                    row.findText("proof"),
                                    row.findText("team").map(TeamId::new)));
                        case "trigger" -> triggers.add(new Trigger(row.text("words"), row.isTrue("automatic")));
                        default -> {
                            lasts.ifPresent(window::add);
                            row.findText("words").ifPresent(notUndone::add);
                        }
                    }
                    return key;
                })
                .list();
        return new RollbackPlan(
                steps, triggers, window.stream().findFirst(), notUndone.stream().findFirst());
    }

    void replace(ReleaseKey key, RollbackPlan plan) {
        for (String table : List.of("rollback_steps", "rollback_triggers", "rollback_plans")) {
            handle.createUpdate("delete from " + table + " where release_key = :key")
                    .bind("key", key.value())
                    .execute();
        }
        if (plan.window().isPresent() || plan.notUndone().isPresent()) {
            handle.createUpdate("insert into rollback_plans (release_key, rollback_window, not_undone)"
                            + " values (:key, :window, :notUndone)")
                    .bind("key", key.value())
                    .bind("window", plan.window().map(Duration::toString).orElse(null))
                    .bind("notUndone", StoredText.of(plan.notUndone()))
                    .execute();
        }
        if (!plan.steps().isEmpty()) {
            insertSteps(key, plan.steps());
        }
        if (!plan.triggers().isEmpty()) {
            insertTriggers(key, plan.triggers());
        }
    }

    private void insertSteps(ReleaseKey key, List<Step> steps) {
        PreparedBatch batch = handle.prepareBatch(
                "insert into rollback_steps (release_key, place, id, what, executor, lasts, proof, team)"
                        + " values (:key, :place, :id, :what, :executor, :lasts, :proof, :team)");
        for (int place = 0; place < steps.size(); place++) {
            Step step = steps.get(place);
            batch.bind("key", key.value())
                    .bind("place", place)
                    .bind("id", step.number())
                    .bind("what", StoredText.of(step.what()))
                    .bind("executor", StoredText.of(step.executor().map(Executor::stored)))
                    .bind("lasts", step.lasts().map(Duration::toString).orElse(null))
                    .bind("proof", StoredText.of(step.proof()))
                    .bind("team", StoredText.of(step.team().map(TeamId::value)))
                    .add();
        }
        batch.execute();
    }

    private void insertTriggers(ReleaseKey key, List<Trigger> triggers) {
        PreparedBatch batch =
                handle.prepareBatch("insert into rollback_triggers (release_key, place, trigger_condition, automatic)"
                        + " values (:key, :place, :condition, :automatic)");
        for (int place = 0; place < triggers.size(); place++) {
            batch.bind("key", key.value())
                    .bind("place", place)
                    .bind("condition", StoredText.of(triggers.get(place).condition()))
                    .bind("automatic", triggers.get(place).automatic())
                    .add();
        }
        batch.execute();
    }
}
