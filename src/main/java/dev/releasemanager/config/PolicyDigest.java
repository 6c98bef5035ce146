package dev.releasemanager.config;

import dev.releasemanager.config.Settings.Checkpoint;
import dev.releasemanager.config.Settings.Component;
import dev.releasemanager.config.Settings.Criteria;
import dev.releasemanager.config.Settings.CriteriaDefaults;
import dev.releasemanager.config.Settings.SizeBudget;
import dev.releasemanager.config.Settings.Stages;
import dev.releasemanager.config.Settings.Team;
import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.release.ReleaseKind;
import dev.releasemanager.release.Role;
import dev.releasemanager.rollout.MeasureSource;
import dev.releasemanager.rollout.Sourcing;
import dev.releasemanager.rollout.StagePlan;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over what settings say, in a form that doesn't depend on how they were written: one line for each value, sorted,
 * path and value parted by a tab, the items of a list numbered. Stored digests rest on this form: add lines, don't change
 * them. What came to be said later has lines only where it differs from what is usual, so that older files keep theirs.
 */
final class PolicyDigest {
    private final TreeSet<String> lines = new TreeSet<>();

    private PolicyDigest() {}

    /** Of all that settings say but their own digest. */
    static String of(Settings settings) {
        PolicyDigest form = new PolicyDigest();
        form.put("slack.command", settings.slack().command());
        form.put("workspace.time_zone", settings.workspace().timeZone().getId());
        settings.teams().values().forEach(form::put);
        form.putPeople("roles.executives", settings.roles().executives());
        form.putPeople("roles.support", settings.roles().support());
        form.putPeople("roles.product", settings.roles().product());
        if (!settings.roles().rollback().equals(Settings.Roles.USUAL_ROLLBACK)) {
            form.put(
                    "roles.rollback",
                    settings.roles().rollback().stream()
                            .map(Role::word)
                            .sorted()
                            .collect(Collectors.joining(" ")));
        }
        form.put("channels.product", settings.channels().product());
        form.put("channels.support", settings.channels().support());
        form.put("channels.leadership", settings.channels().leadership());
        form.put("key_prefixes.default", settings.keyPrefixes().fallback());
        settings.keyPrefixes()
                .byChannel()
                .forEach((channel, prefix) -> form.put("key_prefixes." + text(channel), prefix));
        form.put("checkpoints.regular", settings.checkpoints().regular());
        form.put("checkpoints.hotfix", settings.checkpoints().hotfix());
        form.put("checkpoints.train", settings.checkpoints().train());
        settings.changeKinds().values().forEach(kind -> {
            form.put("change_kinds." + kind.id() + ".name", kind.name());
            form.put("change_kinds." + kind.id() + ".risk", kind.risk().name());
        });
        settings.components()
                .values()
                .forEach(component -> form.put(
                        component,
                        settings.findTeamOfComponent(component.name()).isPresent()));
        settings.externalSystems()
                .values()
                .forEach(system -> form.put("external_systems[" + system.name() + "].contact", system.contact()));
        settings.rotas().values().forEach(rota -> {
            form.put("rotas." + rota.id() + ".title", rota.title());
            form.putPeople("rotas." + rota.id() + ".people", rota.people());
        });
        form.put(settings.sizeBudget());
        if (!settings.reviews().equals(Settings.Reviews.USUAL)) {
            form.put("reviews.remind_every", settings.reviews().remindEvery().toString());
        }
        form.put(settings.criteria());
        form.put(settings.sources());
        settings.tracker().ifPresent(tracker -> {
            form.put("tickets.address", tracker.address());
            form.put("tickets.authorization", tracker.authorization().orElse(""));
        });
        form.put(settings.stages());
        return form.digest();
    }

    private void put(Team team) {
        String path = "teams." + team.id();
        put(path + ".name", team.name());
        put(path + ".lead", team.lead());
        putPeople(path + ".members", team.members());
        putPeople(path + ".ask.people", team.ask().people());
        put(path + ".ask.count", Integer.toString(team.ask().responders()));
        put(path + ".confirmations", Integer.toString(team.confirmations()));
        putAll(path + ".checklist", team.checklist());
        putAll(path + ".components", team.components());
        put(path + ".channel", team.channel());
    }

    /** Of a team's component of which nothing more is said, the team's own lines speak. */
    private void put(Component component, boolean owned) {
        String path = "components[" + component.name() + "]";
        if (!owned) {
            put(path, "");
        }
        putAll(path + ".needs", component.needs().stream().sorted().toList());
        put(path + ".criteria", component.criteria());
    }

    private void put(SizeBudget budget) {
        if (!budget.equals(SizeBudget.USUAL)) {
            put("size_budget.changes", Integer.toString(budget.changes()));
            put("size_budget.teams", Integer.toString(budget.teams()));
            put("size_budget.high_risk", Integer.toString(budget.highRisk()));
            put("size_budget.components", Integer.toString(budget.components()));
        }
    }

    private void put(CriteriaDefaults criteria) {
        if (!criteria.evidenceMaxAge().equals(CriteriaDefaults.USUAL.evidenceMaxAge())) {
            put("criteria.evidence_max_age", criteria.evidenceMaxAge().toString());
        }
        put("criteria", criteria.everyRelease());
        criteria.byKind().forEach((kind, ofKind) -> put("criteria.kinds." + kind, ofKind));
    }

    private void put(Sourcing sources) {
        if (!sources.interval().equals(Sourcing.NONE.interval())) {
            put("sources.interval", sources.interval().toString());
        }
        sources.systems().forEach((name, system) -> {
            String path = "sources.systems." + name;
            put(path + ".kind", system.kind().word());
            put(path + ".address", system.address());
            put(path + ".authorization", system.authorization().orElse(""));
            put(path + ".timeout", system.timeout().toString());
        });
        List<MeasureSource> measures = sources.measures();
        for (int i = 0; i < measures.size(); i++) {
            put("sources.measures[" + i + "]", measures.get(i));
        }
    }

    private void put(String path, MeasureSource measure) {
        put(path + ".measure", measure.measure());
        putAll(path + ".components", measure.components());
        putAll(path + ".stages", measure.stages());
        put(path + ".system", measure.system());
        put(path + ".query", measure.query().text());
        measure.before().ifPresent(before -> put(path + ".before", before.text()));
        measure.points().ifPresent(points -> {
            put(path + ".points.query", points.text());
            put(path + ".points.at_least", Integer.toString(measure.fewestPoints()));
        });
        put(path + ".pointer", measure.pointer());
        measure.timePointer().ifPresent(time -> {
            put(path + ".time", time);
            put(path + ".max_age", measure.maxAge().toString());
        });
        put(path + ".unit", measure.unit().name());
    }

    private void put(Stages stages) {
        if (stages.canaryMaximum() != Stages.USUAL.canaryMaximum()) {
            put("stages.canary_maximum", Integer.toString(stages.canaryMaximum()));
        }
        put("stages.regular", stages.regular(), Stages.USUAL.regular());
        put("stages.hotfix", stages.hotfix(), Stages.USUAL.hotfix());
        put("stages.train", stages.train(), Stages.USUAL.train());
        putAll(
                "stages.advance_by_itself",
                stages.goingOn().stream().map(ReleaseKind::word).sorted().toList());
    }

    private void put(String path, StagePlan plan, StagePlan usual) {
        if (!plan.equals(usual)) {
            putAll(
                    path,
                    plan.stages().stream()
                            .map(stage -> stage.id() + " " + stage.bake())
                            .toList());
        }
    }

    private void put(String path, Criteria criteria) {
        putAll(
                path + ".checkpoint",
                criteria.checkpoint().stream().map(Criterion::text).toList());
        putAll(path + ".stage", criteria.stage().stream().map(Criterion::text).toList());
    }

    private void put(String path, Checkpoint checkpoint) {
        put(path + ".window", checkpoint.window().toString());
        put(path + ".minimum", checkpoint.minimum().toString());
        putAll(
                path + ".reminders",
                checkpoint.reminders().stream().map(Object::toString).toList());
    }

    private void putPeople(String path, List<Reference> people) {
        putAll(path, people.stream().map(PolicyDigest::text).toList());
    }

    private void putAll(String path, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            put(path + "[" + i + "]", values.get(i));
        }
    }

    private void put(String path, @Nullable Reference reference) {
        if (reference != null) {
            put(path, text(reference));
        }
    }

    private void put(String path, String value) {
        lines.add(path + "\t" + value);
    }

    /** With the form: a group's handle isn't a person's, though both may read the same. */
    private static String text(Reference reference) {
        return reference.form().name() + ":" + reference.key();
    }

    private String digest() {
        try {
            byte[] form = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(form));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
