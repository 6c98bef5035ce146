package dev.releasemanager.coordination;

import dev.releasemanager.calendar.Lengths;
import dev.releasemanager.coordination.CriteriaRules.Beginning;
import dev.releasemanager.coordination.ReleaseForm.Texts;
import dev.releasemanager.criteria.Criteria;
import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.criteria.CriterionFields;
import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.criteria.Missing;
import dev.releasemanager.criteria.Span;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.DependencyGraph;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Refusals;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Permissions;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.Team;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.rollout.Cadence;
import dev.releasemanager.rollout.Stage;
import dev.releasemanager.rollout.StagePlan;
import dev.releasemanager.rollout.Watched;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** The criteria of a release (M3): written as sentences or by fields, and those that it begins with by itself. */
public final class PlannedCriteria {
    /** More would not be looked at by anyone. Bounds what a modal and a revision hold. */
    public static final int CRITERIA_LIMIT = 100;

    private static final Pattern IN_PRODUCTION =
            Pattern.compile("\\b(canary|prod|production|bake|stage|rollout)\\b", Pattern.CASE_INSENSITIVE);

    private static final int NAMED = 3;

    private final Acts acts;

    PlannedCriteria(Acts acts) {
        this.acts = acts;
    }

    /** Adds a criterion, or changes one. A sentence that demands several things makes one criterion of each. */
    public Outcome put(Intent intent, ReleaseKey key, CriterionForm form) {
        return acts.on(key, intent, scene -> {
            Details details = scene.tx().details(key);
            Optional<PlannedCriterion> before = form.shown().flatMap(details::findCriterion);
            if (form.shown().isPresent() && before.isEmpty()) {
                return Outcome.refused(Refusal.of(
                        "The criterion was not saved",
                        "Somebody has removed it meanwhile.",
                        "Add it again if it belongs in the release."));
            }
            Optional<Refusal> others = before.flatMap(known ->
                    Permissions.check(Act.EDIT_CRITERIA, intent.by(), scene.release(), known.team(), scene.roster()));
            if (others.isPresent()) {
                return Outcome.refused(others.get());
            }
            if (before.isPresent() && !form.shown().equals(before.map(PlannedCriterion::mark))) {
                return Outcome.conflict(
                        scene.release(),
                        Document.of(Words.strongly("Not saved yet: ")
                                .with(Conflicts.lastEditor(
                                                scene.tx(),
                                                scene.release(),
                                                "criterion " + before.get().number())
                                        .map(Words::mentioning)
                                        .orElseGet(() -> Words.of("somebody")))
                                .plain(" has changed it meanwhile to: "
                                        + before.get().text() + " ("
                                        + before.get().judgedAt().words()
                                        + "). What you typed stands below: save again to put it in the place of this,"
                                        + " or correct it first.")));
            }
            DependencyGraph graph =
                    Inquiries.manifest(scene.tx(), key, scene.policy()).graph();
            Optional<String> component = component(form, before, graph);
            Optional<TeamId> team = team(form, component, graph, intent.by(), scene);
            Optional<Refusal> refusal =
                    Permissions.check(Act.EDIT_CRITERIA, intent.by(), scene.release(), team, scene.roster());
            if (refusal.isPresent()
                    && team.filter(scene.release()::hasTeam).isEmpty()
                    && form.team().isPresent()) {
                return Outcome.refused(
                        Map.of(CriterionForm.TEAM, absent(form.team().get(), scene)));
            }
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Map<String, String> faults = new LinkedHashMap<>();
            if (!form.component().isBlank() && !graph.ships(form.component().strip())) {
                faults.put(
                        CriterionForm.COMPONENT,
                        "Nothing in the scope changes “" + Texts.shortened(form.component(), 40) + "”.");
            }
            form.team()
                    .filter(chosen -> !scene.release().hasTeam(chosen))
                    .ifPresent(chosen -> faults.put(CriterionForm.TEAM, absent(chosen, scene)));
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            Understood understood =
                    form.fields().isPresent() ? filledIn(form.fields().get()) : said(form, component, scene);
            if (understood.refusal().isPresent()) {
                return understood.refusal().get();
            }
            List<PlannedCriterion> drafts =
                    planned(scene, understood.criteria(), form.judgedAt(), component, team, before);
            Optional<String> misfit = drafts.stream()
                    .flatMap(draft -> misfit(draft, scene).stream())
                    .findFirst();
            if (misfit.isPresent()) {
                String field = form.fields().isPresent() ? CriterionForm.SPAN : CriterionForm.SENTENCE;
                return misfit(field, misfit.get());
            }
            return save(intent, scene, before, drafts);
        });
    }

    /** Why a stage in which a criterion is judged is over before its span is; empty if it fits into each of them (H5). */
    static Optional<String> misfit(PlannedCriterion draft, Scene scene) {
        return misfit(draft, scene.policy().stages(scene.dossier()));
    }

    private static Optional<String> misfit(PlannedCriterion draft, StagePlan plan) {
        return plan.stages().stream()
                .flatMap(stage -> misfit(draft, stage)
                        .map(why -> "It is judged while a stage is watched, and " + why + ": " + stage.words()
                                + " is watched for " + Lengths.words(stage.bake()) + ".")
                        .stream())
                .findFirst();
    }

    /** Why a stage's bake is too short for a criterion; empty if it isn't judged there, or fits. */
    static Optional<String> misfit(PlannedCriterion criterion, Stage stage) {
        return Criteria.parse(criterion.text())
                .filter(parsed -> criterion.judgedAt() == JudgedAt.STAGE && Watched.isJudgedIn(stage, parsed))
                .flatMap(parsed -> Cadence.misfit(parsed, stage.bake()));
    }

    /** At the field in a form, and as a refusal below a command. */
    private static Outcome misfit(String field, String why) {
        String next = "Choose a time that fits into the bake.";
        Refusal refusal = Refusal.of("The criterion was not saved", why, next).by("M6");
        return new Outcome(
                Outcome.Kind.REFUSED, Optional.empty(), Refusals.document(refusal), Map.of(field, why + " " + next));
    }

    private static String absent(TeamId team, Scene scene) {
        return scene.roster().nameOf(team) + " doesn't take part in "
                + scene.release().key() + "; the owner can add the team with "
                + scene.policy().command() + " edit " + scene.release().key() + ".";
    }

    private static Outcome save(
            Intent intent, Scene scene, Optional<PlannedCriterion> before, List<PlannedCriterion> drafts) {
        Release release = scene.release();
        ReleaseKey key = release.key();
        Details details = scene.tx().details(key);
        List<PlannedCriterion> fresh = drafts.stream()
                .filter(draft -> details.criteria().stream()
                        .noneMatch(known -> known.number() != draft.number() && isSame(known, draft)))
                .toList();
        if (fresh.isEmpty()) {
            return Outcome.unchanged(
                    release,
                    "this criterion stands there already: " + drafts.get(0).text() + ".");
        }
        List<PlannedCriterion> concerned = new ArrayList<>(fresh);
        before.ifPresent(concerned::add);
        Optional<Refusal> frozen = frozen(scene, concerned);
        if (frozen.isPresent()) {
            return Outcome.refused(frozen.get());
        }
        if (details.criteria().size() + fresh.size() - (before.isPresent() ? 1 : 0) > CRITERIA_LIMIT) {
            return Outcome.refused(Refusal.of(
                    "The criterion was not added",
                    "A release holds at most " + CRITERIA_LIMIT + " criteria.",
                    "Keep those that decide something, and remove others."));
        }
        String said = (fresh.size() == 1 ? "the criterion " : "the criteria ")
                + Texts.listed(fresh.stream()
                        .map(criterion -> "“" + criterion.text() + "” ("
                                + criterion.judgedAt().words() + ")")
                        .toList())
                + (fresh.size() == 1 ? " was " : " were ")
                + (before.isPresent() ? "changed" : "added");
        Outcome outcome = scene.edit(
                intent,
                before.isPresent() ? "criterion_edited" : "criterion_added",
                Map.of(
                        "criteria",
                        String.join(
                                "; ", fresh.stream().map(PlannedCriterion::text).toList())),
                said,
                r -> {
                    scene.tx().put(key, with(details, fresh, scene));
                    return r;
                });
        boolean wantsEvidence = fresh.stream().anyMatch(criterion -> criterion.judgedAt() == JudgedAt.CHECKPOINT);
        if (outcome.kind() != Outcome.Kind.DONE || !wantsEvidence) {
            return outcome;
        }
        return Outcome.done(
                scene.release(),
                Document.builder()
                        .all(outcome.said())
                        .aside(Words.of("It is judged before the call, by what somebody states with ")
                                .code(scene.policy().command() + " evidence " + key)
                                .plain("."))
                        .build());
    }

    private static boolean isSame(PlannedCriterion one, PlannedCriterion other) {
        return one.text().equals(other.text())
                && one.judgedAt() == other.judgedAt()
                && one.component().equals(other.component());
    }

    /** A number of its own for each that has none yet. */
    private static Details with(Details details, List<PlannedCriterion> drafts, Scene scene) {
        Details next = details;
        for (PlannedCriterion draft : drafts) {
            next = next.with(
                    draft.number() > 0
                            ? draft
                            : new PlannedCriterion(
                                    scene.tx().nextChange(scene.release().key()).value(),
                                    draft.text(),
                                    draft.judgedAt(),
                                    draft.component(),
                                    draft.team()));
        }
        return next;
    }

    /** Drafts: numbered 0 where they are new. */
    private static List<PlannedCriterion> planned(
            Scene scene,
            List<Criterion> criteria,
            Optional<JudgedAt> judgedAt,
            Optional<String> component,
            Optional<TeamId> team,
            Optional<PlannedCriterion> before) {
        List<String> components = Inquiries.manifest(scene.tx(), scene.release().key(), scene.policy())
                .graph()
                .components();
        List<PlannedCriterion> planned = new ArrayList<>();
        for (Criterion criterion : criteria) {
            int number =
                    planned.isEmpty() ? before.map(PlannedCriterion::number).orElse(0) : 0;
            planned.add(new PlannedCriterion(
                    number,
                    criterion.text(),
                    judgedAt.orElseGet(() -> byItsWords(criterion)),
                    component.or(() -> named(criterion.text(), components)),
                    team));
        }
        return planned;
    }

    /** Before the call there is no production to look at. */
    static JudgedAt byItsWords(Criterion criterion) {
        String where;
        if (criterion instanceof Criterion.Measure measure) {
            where = measure.place().orElse("") + " "
                    + measure.span()
                            .filter(Span.Named.class::isInstance)
                            .map(Span::text)
                            .orElse("");
        } else {
            where = ((Criterion.Check) criterion).scope().orElse("");
        }
        return IN_PRODUCTION.matcher(where).find() ? JudgedAt.STAGE : JudgedAt.CHECKPOINT;
    }

    private static Optional<String> component(
            CriterionForm form, Optional<PlannedCriterion> before, DependencyGraph graph) {
        if (!form.component().isBlank()) {
            return Optional.of(form.component().strip());
        }
        Optional<String> said = named(form.sentence(), graph.components());
        return said.isPresent() || before.isEmpty() ? said : Optional.empty();
    }

    /** The longest name of a component that stands in the words as a word of its own. */
    private static Optional<String> named(String words, List<String> components) {
        return components.stream()
                .filter(name -> Pattern.compile(
                                "(?<![\\w-])" + Pattern.quote(name) + "(?![\\w-])", Pattern.CASE_INSENSITIVE)
                        .matcher(words)
                        .find())
                .max(Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder()));
    }

    private static Optional<TeamId> team(
            CriterionForm form, Optional<String> component, DependencyGraph graph, PersonId by, Scene scene) {
        Release release = scene.release();
        if (form.team().isPresent()) {
            return form.team();
        }
        Optional<TeamId> owner = component.flatMap(graph::ownerOf).filter(release::hasTeam);
        return owner.isPresent() || release.isDecidedBy(by)
                ? owner
                : scene.roster().teamsOf(by).stream()
                        .map(Team::id)
                        .filter(release::hasTeam)
                        .findFirst();
    }

    private record Understood(List<Criterion> criteria, Optional<Outcome> refusal) {
        static Understood refused(Outcome outcome) {
            return new Understood(List.of(), Optional.of(outcome));
        }

        /** @param field where a text that is too long is shown */
        static Understood of(List<Criterion> criteria, String field) {
            return criteria.stream()
                    .map(Criterion::text)
                    .filter(text -> text.length() > PlannedCriterion.TEXT_LIMIT)
                    .findFirst()
                    .map(text -> refused(Outcome.refused(Map.of(
                            field,
                            "In its standard form that is " + text.length() + " characters long; at most "
                                    + PlannedCriterion.TEXT_LIMIT + " are kept. Say less in one criterion."))))
                    .orElseGet(() -> new Understood(criteria, Optional.empty()));
        }
    }

    private static Understood filledIn(CriterionFields fields) {
        CriterionFields.Result result = fields.result();
        if (result instanceof CriterionFields.Built built) {
            return Understood.of(
                    List.of(built.criterion()),
                    fields instanceof CriterionFields.CheckFields ? CriterionForm.WHAT : CriterionForm.SUBJECT);
        }
        Map<String, String> faults = new LinkedHashMap<>();
        ((CriterionFields.Faults) result)
                .byField()
                .forEach((field, fault) -> faults.put(
                        fault.equals(Missing.UNIT.question()) ? CriterionForm.UNIT : CriterionForm.named(field),
                        fault));
        return Understood.refused(Outcome.refused(faults));
    }

    private static Understood said(CriterionForm form, Optional<String> component, Scene scene) {
        String sentence = form.sentence().strip();
        if (sentence.isEmpty()) {
            return Understood.refused(Outcome.refused(Map.of(
                    CriterionForm.SENTENCE, "Write what has to be true, such as: " + Criteria.EXAMPLES.get(0) + ".")));
        }
        int length = sentence.codePointCount(0, sentence.length());
        if (length > CriterionForm.SENTENCE_LIMIT) {
            return Understood.refused(Outcome.refused(Map.of(
                    CriterionForm.SENTENCE,
                    "That is " + length + " characters long; at most " + CriterionForm.SENTENCE_LIMIT
                            + " are read. Shorten it.")));
        }
        dev.releasemanager.criteria.Reading reading =
                Criteria.read(sentence, scene.policy().criteriaRules().usualOf(component.orElse("")));
        if (reading instanceof dev.releasemanager.criteria.Reading.Understood understood) {
            List<Criterion> all = new ArrayList<>(List.of(understood.criterion()));
            all.addAll(understood.further());
            return Understood.of(all, CriterionForm.SENTENCE);
        }
        return Understood.refused(vague(sentence, (dev.releasemanager.criteria.Reading.Vague) reading));
    }

    /** At the field in a form, and as a refusal below a command. */
    static Outcome vague(String sentence, dev.releasemanager.criteria.Reading.Vague vague) {
        String why = why(sentence, vague);
        String next = next(vague);
        Refusal refusal = Refusal.of("The criterion was not saved", why, next).by("M3");
        return new Outcome(
                Outcome.Kind.REFUSED,
                Optional.empty(),
                Refusals.document(refusal),
                Map.of(CriterionForm.SENTENCE, why + " " + next));
    }

    private static String why(String sentence, dev.releasemanager.criteria.Reading.Vague vague) {
        return "“" + Texts.shortened(sentence, 100) + "” can't be found true or false by somebody else. "
                + questions(vague.missing());
    }

    private static String next(dev.releasemanager.criteria.Reading.Vague vague) {
        return vague.rewrite()
                .map(rewrite -> "Write for example: " + rewrite)
                .orElseGet(() -> "Write it like: " + Criteria.EXAMPLES.get(0));
    }

    /** What to tell who wrote a sentence that is no criterion, where a field is all there is room for. */
    static String vagueness(String sentence, dev.releasemanager.criteria.Reading.Vague vague) {
        return why(sentence, vague) + " " + next(vague);
    }

    /** Place and span together ask for one of the two. */
    private static String questions(List<Missing> missing) {
        List<String> questions = new ArrayList<>();
        boolean either = missing.contains(Missing.PLACE) && missing.contains(Missing.SPAN);
        for (Missing part : missing) {
            if (either && part == Missing.PLACE) {
                questions.add("Where is it measured, or over what time?");
            } else if (!either || part != Missing.SPAN) {
                questions.add(part.question());
            }
        }
        return String.join(" ", questions);
    }

    /** Takes a criterion out; what was stated for it stays in the record. */
    public Outcome remove(Intent intent, ReleaseKey key, int number) {
        return acts.on(key, intent, scene -> {
            Details details = scene.tx().details(key);
            Optional<PlannedCriterion> criterion = details.findCriterion(number);
            if (criterion.isEmpty()) {
                return Outcome.unchanged(scene.release(), "it has been removed already.");
            }
            Optional<Refusal> refusal = Permissions.check(
                    Act.EDIT_CRITERIA,
                    intent.by(),
                    scene.release(),
                    criterion.get().team(),
                    scene.roster());
            refusal = refusal.or(() -> frozen(scene, List.of(criterion.get())));
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            return scene.edit(
                    intent,
                    "criterion_removed",
                    Map.of("criteria", criterion.get().text()),
                    "the criterion “" + criterion.get().text() + "” was removed",
                    r -> {
                        scene.tx()
                                .put(
                                        key,
                                        details.withCriteria(details.criteria().stream()
                                                .filter(known -> known.number() != number)
                                                .toList()));
                        return r;
                    });
        });
    }

    /** Why criteria of the staging that is under way can't be edited (H5); those of production are sealed as a whole. */
    static Optional<Refusal> frozen(Scene scene, List<PlannedCriterion> criteria) {
        return scene.tx()
                .rollout(scene.release().key())
                .openStaging()
                .filter(run -> criteria.stream().anyMatch(criterion -> Dossier.judges(criterion, run.stage())))
                .map(run -> Refusal.of(
                                "The criterion was not changed",
                                "It judges staging, and staging has begun: a stage is judged by what was set before.",
                                "It can be edited again once staging has passed.")
                        .by("H5"));
    }

    /** What the configuration lets a release begin with because of this change; drafts, numbered 0. */
    static List<PlannedCriterion> begunBy(Scene scene, Change change) {
        CriteriaRules rules = scene.policy().criteriaRules();
        List<Change> before = scene.changes();
        Details details = scene.tx().details(scene.release().key());
        List<PlannedCriterion> begun = new ArrayList<>();
        if (before.isEmpty()) {
            rules.everyRelease().forEach(beginning -> begun.add(draft(beginning, Optional.empty(), Optional.empty())));
        }
        rules.broughtBy(change, before)
                .forEach(beginning ->
                        begun.add(draft(beginning, Optional.of(change.component()), Optional.of(change.team()))));
        begun.addAll(Lessons.criteriaBroughtBy(scene, change));
        return begun.stream()
                .filter(draft -> details.criteria().stream()
                        .noneMatch(known -> known.text().equals(draft.text()) && known.judgedAt() == draft.judgedAt()))
                .limit(Math.max(0, CRITERIA_LIMIT - details.criteria().size()))
                .toList();
    }

    private static PlannedCriterion draft(Beginning beginning, Optional<String> component, Optional<TeamId> team) {
        return new PlannedCriterion(0, beginning.criterion().text(), beginning.judgedAt(), component, team);
    }

    /** Writes them down; inside an edit. */
    static void begin(Scene scene, List<PlannedCriterion> begun) {
        if (!begun.isEmpty()) {
            ReleaseKey key = scene.release().key();
            scene.tx().put(key, with(scene.tx().details(key), begun, scene));
        }
    }

    /** Behind "X was added"; blank if there is nothing. */
    static String said(List<PlannedCriterion> begun) {
        if (begun.isEmpty()) {
            return "";
        }
        String named = String.join(
                "; ",
                begun.stream()
                        .limit(NAMED)
                        .map(criterion -> Texts.shortened(criterion.text(), 100))
                        .toList());
        return ", and with it " + (begun.size() == 1 ? "a criterion" : begun.size() + " criteria") + " to begin with: "
                + named + (begun.size() > NAMED ? "; …" : "");
    }
}
