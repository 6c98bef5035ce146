package dev.releasemanager.notice;

import dev.releasemanager.calendar.Lengths;
import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.Component;
import dev.releasemanager.manifest.Dependency;
import dev.releasemanager.manifest.DependencyGraph;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.manifest.Exclusion;
import dev.releasemanager.manifest.Flagged;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.manifest.RaisedRisk;
import dev.releasemanager.manifest.Relation;
import dev.releasemanager.manifest.Wave;
import dev.releasemanager.notice.Document.Fact;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.rollback.Acceptance;
import dev.releasemanager.rollback.Executor;
import dev.releasemanager.rollback.PlanStanding.OfStep;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollback.Step;
import dev.releasemanager.rollback.Trigger;
import dev.releasemanager.rollout.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The manifest of a release as a whole (Q3): how it is reversed comes first (S1), then what ships by whom, in which order,
 * by which criteria, behind which flags, and what was left out and why. Folded for Slack, complete for a page.
 */
public final class ManifestDocuments {
    private final Dossier dossier;
    private final int most;
    private final int letters;
    private final Document.Builder document = Document.builder();

    /**
     * @param most entries of a list
     * @param letters of one text
     */
    private ManifestDocuments(Dossier dossier, int most, int letters) {
        this.dossier = dossier;
        this.most = most;
        this.letters = letters;
    }

    /** With everything in it, for a page or a file. */
    public static Document complete(Dossier dossier) {
        ManifestDocuments complete = new ManifestDocuments(dossier, Integer.MAX_VALUE, Integer.MAX_VALUE);
        complete.document.heading(Phrases.name(dossier.release()));
        return complete.write();
    }

    /**
     * Where the complete one is.
     *
     * @param page to be read in a browser
     * @param markdown to be downloaded
     */
    public record Addresses(String page, String markdown) {}

    /**
     * As much as can be read in a modal; what is left out is counted.
     *
     * @param addresses empty where there are none: then it can be had as a file
     */
    public static Document folded(Dossier dossier, Optional<Addresses> addresses) {
        int teams = dossier.manifest().graph().teams().size();
        ManifestDocuments folded = new ManifestDocuments(dossier, teams > 10 ? 6 : 12, 160);
        String value = Phrases.value(dossier.release());
        addresses.ifPresentOrElse(
                to -> folded.document.paragraph(Words.of("Complete ")
                        .link(to.page(), "as a page")
                        .plain(" or ")
                        .link(to.markdown(), "as Markdown")
                        .plain(" (these links are good for a few days, for whoever has them)")),
                () -> folded.document.choices(Document.Choice.of(Controls.MANIFEST_FILE, value, "Send me all of it")
                        .said("Send me the whole manifest of "
                                + dossier.release().key() + " as a file")));
        return folded.write();
    }

    private Document write() {
        Release release = dossier.release();
        reversal();
        facts();
        document.paragraph(
                Words.strongly("Purpose: ").plain(text(release.profile().purpose())));
        release.profile()
                .ticket()
                .ifPresent(ticket ->
                        document.paragraph(Words.strongly("Ticket: ").link(ticket, Phrases.shortened(ticket, 80))));
        release.profile()
                .fixes()
                .ifPresent(fixed -> document.paragraph(
                        Words.strongly("Hotfix for the fault of ").plain(fixed.value() + ".")));
        details()
                .origins()
                .forEach(origin -> document.paragraph(
                        Words.strongly("Comes from " + origin.from() + ": ").plain(text(origin.reason()))));
        changes();
        order();
        criteria();
        bakes();
        flags();
        relations();
        exclusions();
        return document.aside("Revision " + release.revision() + ", digest "
                        + release.digest()
                                .substring(0, Math.min(12, release.digest().length())))
                .build();
    }

    private Details details() {
        return dossier.manifest().details();
    }

    private DependencyGraph graph() {
        return dossier.manifest().graph();
    }

    private String text(String typed) {
        return letters == Integer.MAX_VALUE ? typed.strip() : Phrases.shortened(typed, letters);
    }

    private String nameOf(TeamId team) {
        return dossier.roster().nameOf(team);
    }

    private <T> void list(List<T> all, Function<T, Words> words) {
        list(all, words, false);
    }

    private <T> void list(List<T> all, Function<T, Words> words, boolean numbered) {
        List<Words> shown = all.stream().limit(most).map(words).toList();
        if (numbered) {
            document.numbered(shown);
        } else {
            document.items(shown);
        }
        if (all.size() > most) {
            document.aside("… and " + (all.size() - most) + " more.");
        }
    }

    private void reversal() {
        RollbackPlan plan = dossier.plan();
        document.paragraph(
                Words.strongly("How do we reverse this? ").plain(Phrases.rollback(dossier.planStanding()) + "."));
        list(dossier.planStanding().steps(), this::step, true);
        list(dossier.planStanding().tests(), of -> Words.of(
                        "Reversal of the migration “" + text(of.change().title()) + "”: ")
                .with(RollbackDocuments.standing(of, dossier.release())));
        list(plan.triggers(), this::trigger);
        plan.notUndone()
                .ifPresent(left ->
                        document.paragraph(Words.strongly("Not undone by it: ").plain(text(left))));
        if (!graph().waves().isEmpty()) {
            document.paragraph(Words.strongly("Order of the rollback")
                    .plain(": wave by wave from the end, each verified before the next."));
            list(graph().rollbackWaves(), this::wave, true);
        }
    }

    private Words step(OfStep of) {
        Step step = of.step();
        Words words = Words.of(text(step.what()) + " (");
        words = step.executor().isPresent()
                ? RollbackDocuments.by(words, step.executor().get())
                : words.plain("nobody named");
        return words.plain(", " + step.lasts().map(Lengths::words).orElse("no time given")
                        + step.proof()
                                .map(proof -> "; worked if: " + text(proof))
                                .orElse("") + ")")
                .with(accepted(of));
    }

    private Words accepted(OfStep of) {
        Step step = of.step();
        return switch (of.readiness()) {
            case NOBODY_NAMED -> Words.none();
            case EXECUTOR_LEFT ->
                Words.of(
                        step.executor().flatMap(Executor::rota).isPresent()
                                ? ": ❓ nobody of it is left"
                                : ": ❓ who has left");
            case ASKED -> Words.of(": ❓ not accepted yet");
            case DECLINED ->
                Words.of(": ⛔ can't: "
                        + text(of.said().flatMap(Acceptance::refusal).orElse("no reason given")));
            case ACCEPTED -> {
                Words accepted = Words.of(": ✅ accepted");
                yield of.said()
                        .map(said -> accepted.plain(" ")
                                .moment(said.at(), dossier.release().profile().zone()))
                        .orElse(accepted);
            }
        };
    }

    private Words trigger(Trigger trigger) {
        return Words.of("It starts when: " + text(trigger.condition())
                + (trigger.automatic() ? " (by itself)" : " (somebody decides)"));
    }

    private void facts() {
        Release release = dossier.release();
        List<Fact> facts = new ArrayList<>(List.of(
                new Fact("State", Words.of(Phrases.state(release))),
                new Fact("Owner", Words.mentioning(release.owner()))));
        release.delegate().ifPresent(delegate -> facts.add(new Fact("Delegate", Words.mentioning(delegate))));
        facts.addAll(List.of(
                new Fact(
                        "Target",
                        Words.none()
                                .moment(
                                        release.profile().target(),
                                        release.profile().zone())),
                new Fact("Kind", Words.of(release.profile().kind().word())),
                new Fact("Risk", Words.of(Phrases.risk(dossier.scope())))));
        document.facts(facts);
    }

    private void changes() {
        NavigableSet<TeamId> others = new TreeSet<>();
        dossier.scope().changes().forEach(change -> others.add(change.team()));
        List<TeamId> teams = new ArrayList<>(dossier.release().profile().teams());
        teams.forEach(others::remove);
        teams.addAll(others);
        document.rule();
        document.paragraph(Words.strongly("What ships")
                .plain(": " + Phrases.count(dossier.scope().changes().size(), "change") + " of "
                        + Phrases.count(teams.size(), "team") + "."));
        int shown = 0;
        for (TeamId team : teams.stream().limit(most).toList()) {
            List<Change> changes = dossier.scope().of(team);
            shown += changes.size();
            document.paragraph(Words.strongly(nameOf(team)).plain(changes.isEmpty() ? ": no change" : ""));
            list(changes, this::change);
        }
        int left = dossier.scope().changes().size() - shown;
        if (teams.size() > most) {
            document.aside("… and " + Phrases.count(teams.size() - most, "more team") + " with "
                    + Phrases.count(left, "change") + ".");
        }
    }

    private Words change(Change change) {
        Optional<String> version =
                Optional.ofNullable(dossier.scope().versions().get(change.component()));
        Words words = Words.strongly(text(change.title()))
                .plain(" (" + change.component()
                        + version.map(named -> " " + named).orElse(", no version yet")
                        + ", " + dossier.scope().kindOf(change).name() + ", "
                        + dossier.scope().riskOf(change).word() + " risk"
                        + change.flag().map(flag -> ", flag " + flag).orElse("") + ") ")
                .link(change.link(), "look")
                .plain(" Users notice: " + Phrases.sentence(text(change.userEffect())));
        RaisedRisk raised = details().raised().get(change.id());
        if (raised != null) {
            words = words.plain(" Risk raised by ")
                    .mention(raised.by())
                    .plain(": " + Phrases.sentence(text(raised.reason())));
        }
        if (letters == Integer.MAX_VALUE) {
            words = words.plain(change.trouble()
                            .map(trouble -> " May go wrong: " + Phrases.sentence(text(trouble)))
                            .orElse("")
                    + change.supportAnswer()
                            .map(answer -> " Support answers: " + Phrases.sentence(text(answer)))
                            .orElse(""));
        }
        return words;
    }

    private void order() {
        if (graph().components().isEmpty()) {
            return;
        }
        document.rule();
        graph().cycle()
                .ifPresent(path -> document.paragraph(Words.strongly("⛔ No order satisfies the dependencies (M2): ")
                        .plain(String.join(" needs ", path) + ".")));
        document.paragraph(
                Words.strongly("Order of deployment").plain(": what stands in one wave may go in parallel."));
        list(graph().waves(), this::wave, true);
        List<Dependency> dependencies = graph().dependencies();
        document.paragraph(Words.strongly("Dependencies")
                .plain(": " + dependencies.size() + ", of which "
                        + graph().crossTeam().size() + " between teams."));
        list(
                dependencies,
                dependency -> Words.of(OrderDocuments.named(dossier, dependency.dependent()) + " needs "
                        + OrderDocuments.named(dossier, dependency.prerequisite())));
        List<Component> externals = graph().externals();
        if (!externals.isEmpty()) {
            document.paragraph(Words.strongly("External systems"));
            list(externals, external -> Words.strongly(external.name())
                    .plain(external.contact()
                            .map(contact -> ": ask " + text(contact))
                            .orElse(": no contact is named")));
        }
    }

    private Words wave(Wave wave) {
        String components = String.join(
                ", ",
                wave.components().stream()
                        .map(component -> OrderDocuments.named(dossier, component))
                        .toList());
        return Words.of(text(components));
    }

    private void bakes() {
        if (!details().bakes().isEmpty()) {
            List<String> longer = details().bakes().entrySet().stream()
                    .map(bake -> Stage.of(bake.getKey(), bake.getValue()))
                    .sorted(Comparator.comparing(stage -> stage.share().orElse(0)))
                    .map(stage -> stage.words() + " for " + Lengths.words(stage.bake()))
                    .toList();
            document.paragraph(Words.strongly("Watched for longer: ").plain(String.join(", ", longer) + "."));
        }
    }

    private void criteria() {
        document.rule();
        List<PlannedCriterion> all = details().criteria();
        document.paragraph(Words.strongly("Criteria").plain(all.isEmpty() ? ": none is written down." : ""));
        for (JudgedAt when : JudgedAt.values()) {
            List<PlannedCriterion> judged = all.stream()
                    .filter(criterion -> criterion.judgedAt() == when)
                    .toList();
            if (!judged.isEmpty()) {
                document.paragraph(when == JudgedAt.CHECKPOINT ? "Judged before the call:" : "Judged in a stage:");
                list(
                        judged,
                        criterion -> seen(
                                criterion,
                                Words.of(text(criterion.text())
                                        + criterion
                                                .component()
                                                .map(component -> " (" + component + ")")
                                                .orElse("")
                                        + criterion
                                                .team()
                                                .map(team -> ", " + nameOf(team))
                                                .orElse(""))));
            }
        }
    }

    private Words seen(PlannedCriterion criterion, Words words) {
        return criterion.judgedAt() == JudgedAt.CHECKPOINT
                ? words.plain(": ").with(CriteriaDocuments.newest(criterion, dossier))
                : words;
    }

    private void flags() {
        List<Flagged> flags = dossier.manifest().flags();
        document.paragraph(Words.strongly("Feature flags").plain(flags.isEmpty() ? ": none." : ""));
        list(flags, flag -> Words.none()
                .code(flag.flag())
                .plain(": "
                        + text(String.join(
                                "; ",
                                flag.changes().stream()
                                        .map(change -> change.title() + " (" + nameOf(change.team()) + ")")
                                        .toList()))
                        + ". ")
                .with(FlagDocuments.planned(dossier, flag)));
    }

    private void relations() {
        List<Relation> relations = details().relations();
        if (!relations.isEmpty()) {
            document.paragraph(Words.strongly("Related by the owner's word"));
            list(
                    relations,
                    relation -> Words.of("Changes " + relation.first() + " and " + relation.second() + ": "
                            + text(relation.reason())));
        }
    }

    private void exclusions() {
        List<Exclusion> exclusions = details().exclusions();
        document.paragraph(Words.strongly("Left out").plain(exclusions.isEmpty() ? ": nothing." : ", and why"));
        list(exclusions, exclusion -> Words.strongly(text(exclusion.title()))
                .plain(" of " + nameOf(exclusion.team()) + " (" + exclusion.component() + "), to " + exclusion.to()
                        + ": " + text(exclusion.reason())));
    }
}
