package dev.releasemanager.slack.inbound;

import static dev.releasemanager.slack.inbound.Forms.cut;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.calendar.Lengths;
import dev.releasemanager.coordination.RollbackPlans;
import dev.releasemanager.coordination.StepForm;
import dev.releasemanager.coordination.TriggersForm;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.notice.Document.Question;
import dev.releasemanager.notice.FlagDocuments;
import dev.releasemanager.notice.RollbackDocuments;
import dev.releasemanager.notice.Stretch;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.Roster;
import dev.releasemanager.release.RotaId;
import dev.releasemanager.release.Team;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.rollback.Acceptance;
import dev.releasemanager.rollback.Executor;
import dev.releasemanager.rollback.PlanStanding;
import dev.releasemanager.rollback.PlanStanding.OfMigration;
import dev.releasemanager.rollback.PlanStanding.OfStep;
import dev.releasemanager.rollback.PlanStanding.Readiness;
import dev.releasemanager.rollback.PlanStanding.Tested;
import dev.releasemanager.rollback.ReversalTest;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollback.Step;
import dev.releasemanager.rollback.Trigger;
import dev.releasemanager.slack.message.Form.Option;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The modals of the rollback plan, drawn from what is true now. Thread-safe. */
final class PlanViews {
    static final String PLAN = "rollback_plan";
    static final String STEP = "rollback_step";
    static final String TRIGGERS = "rollback_triggers";
    static final String DECLINE_STEP = "rollback_decline";
    static final String TESTER = "rollback_tester";
    static final String ATTEST = "rollback_attest";
    static final String DECLINE_TEST = "rollback_decline_test";

    /** Buttons that only these modals have. */
    static final String ADD_STEP = "step_add";

    static final String EDIT_STEP = "step_edit";
    static final String REMOVE_STEP = "step_remove";
    static final String MOVE_STEP = "step_up";
    static final String SET_TRIGGERS = "triggers_set";
    static final String PROPOSE_DRAFT = "draft_propose";
    static final String NAME_TESTER = "tester_name";
    static final String TURN_STEPS = "steps_turn";
    static final String TURN_TESTS = "tests_turn";

    /** A modal holds 100 blocks; a step or a migration takes two. */
    private static final int STEPS_IN_A_VIEW = 30;

    private static final int MIGRATIONS_IN_A_VIEW = 10;

    /** A text in a modal holds 3,000 characters. */
    private static final int LACKS_IN_A_VIEW = 12;

    private final Forms forms;

    PlanViews(Forms forms) {
        this.forms = forms;
    }

    /**
     * The rollback plan: what is missing first, then each step with who stands behind it, then each migration; of many a part
     * at a time.
     *
     * @param stepPlace of a step that is to be seen, from 0
     * @param testPlace the same of a migration
     */
    ObjectNode plan(Dossier dossier, PersonId by, Memory memory, int stepPlace, int testPlace) {
        Release release = dossier.release();
        PlanStanding standing = dossier.planStanding();
        RollbackPlan plan = standing.plan();
        String key = release.key().value();
        Document.Builder document = Document.builder();
        List<String> missing = standing.missing();
        if (missing.isEmpty()) {
            document.paragraph(Words.strongly("Complete. ").plain("How do we reverse this: see below."));
        } else {
            document.paragraph(Words.strongly("Incomplete: no Go without it. ").plain("It lacks:"));
            List<Words> lacks = new ArrayList<>();
            missing.stream().limit(LACKS_IN_A_VIEW).forEach(lack -> lacks.add(Words.of(cut(lack, 200))));
            if (missing.size() > LACKS_IN_A_VIEW) {
                lacks.add(Words.of((missing.size() - LACKS_IN_A_VIEW) + " more"));
            }
            document.items(lacks);
        }
        List<Choice> choices = new ArrayList<>();
        choices.add(Choice.of(ADD_STEP, key, "Add a step").primary());
        choices.add(Choice.of(SET_TRIGGERS, key, "Triggers and window"));
        if (plan.steps().stream().allMatch(step -> dossier.lessonOf(step).isPresent())) {
            choices.add(Choice.of(PROPOSE_DRAFT, key, "Propose a draft")
                    .said("Propose steps from the deployment order reversed"));
        }
        if (!dossier.manifest().flags().isEmpty()) {
            choices.add(FlagDocuments.look(release));
        }
        document.choices(choices);
        Stretch steps = Stretch.around(stepPlace, standing.steps().size(), STEPS_IN_A_VIEW);
        steps.of(standing.steps()).forEach(of -> step(document, dossier, by, of));
        steps.turning(document, TURN_STEPS, release.key(), "steps");
        document.paragraph(Words.strongly("A person begins it when: ").plain(conditions(plan, false)));
        document.paragraph(Words.strongly("It begins by itself when: ").plain(conditions(plan, true)));
        document.paragraph(Words.strongly("Window: ")
                .plain(plan.window().map(Lengths::words).orElse("not said yet")
                        + (plan.steps().isEmpty()
                                ? "."
                                : "; the steps take " + Lengths.words(plan.lasts()) + " in all.")));
        document.paragraph(
                Words.strongly("Not undone by it: ").plain(cut(plan.notUndone().orElse("not said yet."), 1_000)));
        Stretch tests = Stretch.around(testPlace, standing.tests().size(), MIGRATIONS_IN_A_VIEW);
        tests.of(standing.tests()).forEach(of -> migration(document, dossier, by, of));
        tests.turning(document, TURN_TESTS, release.key(), "migrations");
        return forms.form(PLAN, "Rollback " + release.key(), memory)
                .say(document.build())
                .view();
    }

    private static String conditions(RollbackPlan plan, boolean automatic) {
        List<String> conditions = plan.triggers().stream()
                .filter(trigger -> trigger.automatic() == automatic)
                .map(Trigger::condition)
                .map(condition -> cut(condition, 120))
                .toList();
        return conditions.isEmpty() ? "nothing named." : String.join("; ", conditions);
    }

    private static void step(Document.Builder document, Dossier dossier, PersonId by, OfStep of) {
        Release release = dossier.release();
        Step step = of.step();
        int number = of.place();
        String item = release.key() + ":" + step.number();
        Words words = Words.strongly(number + ". ").plain(cut(step.what(), 300) + "\n");
        words = step.executor().isPresent()
                ? RollbackDocuments.by(words, step.executor().get())
                : words.plain("nobody named");
        words = dossier.lessonOf(step)
                .map(lesson -> " (lesson of " + lesson.from() + ")")
                .map(words::soft)
                .orElse(words);
        words = words.plain(" · " + step.lasts().map(Lengths::words).orElse("no time given") + " · seen by: "
                + cut(step.proof().orElse("not said"), 150) + "\n");
        document.paragraph(words.with(said(of, release, dossier.roster())));
        List<Choice> choices = new ArrayList<>();
        boolean theirs = step.executor()
                .filter(executor -> executor.includes(by, dossier.roster()))
                .isPresent();
        if (theirs && of.readiness() != Readiness.ACCEPTED) {
            choices.addAll(RollbackDocuments.choices(release, number, step));
        }
        choices.add(Choice.of(EDIT_STEP, item, "Edit").said("Edit step " + number));
        if (number > 1) {
            choices.add(Choice.of(MOVE_STEP, item, "Move up").said("Move step " + number + " one place up"));
        }
        choices.add(Choice.of(REMOVE_STEP, item, "Remove")
                .danger()
                .said("Remove step " + number)
                .asking(new Question(
                        "Remove step " + number + "?",
                        step.team().isPresent()
                                ? "It leaves the rollback plan, and what the team whose step it is confirmed expires."
                                : "It leaves the rollback plan.",
                        "Remove",
                        "Keep")));
        document.choices(choices);
    }

    private static Words said(OfStep of, Release release, Roster roster) {
        return switch (of.readiness()) {
            case NOBODY_NAMED -> Words.of("⛔ Nobody has it.");
            case EXECUTOR_LEFT ->
                Words.of("⛔ " + of.step().executor().orElseThrow().absence(roster) + ": name somebody else.");
            case ASKED -> Words.of("… asked, not accepted yet.");
            case DECLINED ->
                Words.of("⛔ ")
                        .with(byWhom(of, Words.of("Can't: "), " can't: "))
                        .plain(cut(of.said().flatMap(Acceptance::refusal).orElse(""), 200));
            case ACCEPTED ->
                Words.of("✅ ")
                        .with(byWhom(of, Words.of("accepted "), " has accepted "))
                        .moment(of.said().orElseThrow().at(), release.profile().zone());
        };
    }

    /** For a rota somebody has spoken, who is named. */
    private static Words byWhom(OfStep of, Words alone, String after) {
        boolean rota = of.step().executor().flatMap(Executor::rota).isPresent();
        return rota && of.said().isPresent()
                ? Words.mentioning(of.said().get().by()).plain(after)
                : alone;
    }

    private static void migration(Document.Builder document, Dossier dossier, PersonId by, OfMigration of) {
        Release release = dossier.release();
        Change change = of.change();
        Words words = Words.strongly("Migration: ").plain(cut(change.title(), 150) + " (" + change.component() + ")\n");
        words = words.plain(
                        switch (of.tested()) {
                            case ATTESTED -> "✅ ";
                            case ASKED -> "… ";
                            case NOBODY_NAMED, TESTER_LEFT, TESTER_IS_AUTHOR, DECLINED, OUTDATED -> "⛔ ";
                        })
                .with(RollbackDocuments.standing(of.test(), release))
                .plain(
                        switch (of.tested()) {
                            case ATTESTED, ASKED, NOBODY_NAMED -> ".";
                            case TESTER_LEFT -> "; they have left: name somebody else.";
                            case TESTER_IS_AUTHOR -> "; they wrote the migration or edited it: name somebody else.";
                            case DECLINED ->
                                "; they can't: "
                                        + cut(
                                                of.test()
                                                        .flatMap(ReversalTest::refusal)
                                                        .orElse(""),
                                                200);
                            case OUTDATED -> "; the migration was edited since: to be tested again.";
                        });
        List<Choice> choices = new ArrayList<>();
        boolean owed = of.test().filter(test -> test.tester().equals(by)).isPresent()
                && (of.tested() == Tested.ASKED || of.tested() == Tested.OUTDATED || of.tested() == Tested.DECLINED);
        if (owed) {
            choices.addAll(RollbackDocuments.testChoices(release, change));
        }
        choices.add(Choice.of(
                        NAME_TESTER,
                        release.key() + ":" + change.id().value(),
                        of.test().isPresent() ? "Name another tester" : "Name the tester")
                .said("Name who tests the reversal of " + cut(change.title(), 40)));
        document.paragraph(words).choices(choices);
    }

    ObjectNode step(Dossier dossier, PersonId by, Optional<Step> step, Memory memory) {
        Release release = dossier.release();
        List<Option> teams = release.profile().teams().stream()
                .map(team -> Option.of(team.value(), dossier.roster().nameOf(team)))
                .toList();
        List<Option> rotas = dossier.roster().rotas().values().stream()
                .map(rota -> Option.of(rota.id().value(), rota.title()))
                .toList();
        Optional<String> team = step.isPresent()
                ? step.get().team().map(TeamId::value)
                : release.isDecidedBy(by)
                        ? Optional.empty()
                        : dossier.roster().teamsOf(by).stream()
                                .map(Team::id)
                                .filter(release::hasTeam)
                                .map(TeamId::value)
                                .findFirst();
        return forms.form(STEP, step.isPresent() ? "Edit step" : "Add a step", memory)
                .submit("Save")
                .lines(
                        StepForm.WHAT,
                        "What exactly is run or done",
                        step.map(Step::what).orElse(""),
                        Step.WHAT_LIMIT,
                        true,
                        "So that somebody who doesn't know the change can carry it out at night: on what, by which"
                                + " command, pipeline, switch or version.")
                .person(
                        StepForm.EXECUTOR,
                        "Who does it",
                        step.flatMap(Step::executor).flatMap(Executor::person),
                        false,
                        "They are asked to accept it; if it is you, saving it accepts it.")
                .select(
                        StepForm.ROTA,
                        "Or which rota does it",
                        rotas,
                        step.flatMap(Step::executor).flatMap(Executor::rota).map(RotaId::value),
                        false,
                        "Everybody of it is asked, and one of them accepts; when it comes to it, the first does it.")
                .text(
                        StepForm.LASTS,
                        "How long it takes",
                        step.flatMap(Step::lasts).map(Lengths::words).orElse(""),
                        40,
                        false,
                        "Such as " + Lengths.ACCEPTED + ".")
                .lines(
                        StepForm.PROOF,
                        "How one sees that it worked",
                        step.flatMap(Step::proof).orElse(""),
                        Step.WHAT_LIMIT,
                        false,
                        "What is looked at, and what it shows.")
                .select(StepForm.TEAM, "Whose step it is", teams, team, false, "That team's members may edit it.")
                .view();
    }

    ObjectNode triggers(RollbackPlan plan, Memory memory) {
        return forms.form(TRIGGERS, "Triggers and window", memory)
                .submit("Save")
                .lines(
                        TriggersForm.BY_HAND,
                        "What starts the rollback",
                        lines(plan, false),
                        3_000,
                        false,
                        "One a line, measurable: error rate of checkout-api > 1 % over 5 min. A person begins it.")
                .lines(
                        TriggersForm.AUTOMATIC,
                        "What starts it by itself",
                        lines(plan, true),
                        3_000,
                        false,
                        "One a line, measurable. It begins without asking anybody.")
                .text(
                        TriggersForm.WINDOW,
                        "Until when can it be rolled back",
                        plan.window().map(Lengths::words).orElse(""),
                        40,
                        false,
                        "A length of time after the release, such as 2 days.")
                .lines(
                        TriggersForm.NOT_UNDONE,
                        "What a rollback would not undo",
                        plan.notUndone().orElse(""),
                        RollbackPlan.NOT_UNDONE_LIMIT,
                        false,
                        "Mails that went out, money that moved, data that was written. “Nothing” is an answer.")
                .view();
    }

    private static String lines(RollbackPlan plan, boolean automatic) {
        return String.join(
                "\n",
                plan.triggers().stream()
                        .filter(trigger -> trigger.automatic() == automatic)
                        .map(Trigger::condition)
                        .toList());
    }

    ObjectNode declineStep(Dossier dossier, Step step, Memory memory) {
        return decline(DECLINE_STEP, dossier.release(), "“" + cut(step.what(), 300) + "”", memory);
    }

    ObjectNode declineTest(Dossier dossier, Change change, Memory memory) {
        return decline(
                DECLINE_TEST,
                dossier.release(),
                "the test of the reversal of “" + cut(change.title(), 150) + "”",
                memory);
    }

    private ObjectNode decline(String callback, Release release, String what, Memory memory) {
        return forms.form(callback, "I can't", memory)
                .submit("Say so")
                .say(Document.of(Words.of("The owner, ")
                        .mention(release.owner())
                        .plain(", is told at once and finds somebody else for " + what + ".")))
                .lines(RollbackPlans.REASON, "Why", "", Acceptance.REASON_LIMIT, true, "")
                .view();
    }

    ObjectNode tester(Change change, Optional<ReversalTest> test, Memory memory) {
        return forms.form(TESTER, "Who tests the reversal", memory)
                .submit("Ask them")
                .say(Document.of(Words.of("The way back of ")
                        .strong(cut(change.title(), 150))
                        .plain(" is tried by somebody who didn't write it, and attested by their own click.")))
                .person(RollbackPlans.TESTER, "Tester", test.map(ReversalTest::tester), true, "")
                .text(
                        RollbackPlans.ON,
                        "On what",
                        test.map(ReversalTest::on).orElse(""),
                        ReversalTest.TEXT_LIMIT,
                        true,
                        "An environment, or a copy of the data: staging, last night's copy of orders-db.")
                .view();
    }

    ObjectNode attest(Change change, ReversalTest test, Instant now, Memory memory) {
        return forms.form(ATTEST, "Attest the test", memory)
                .submit("I attest it")
                .say(Document.of(Words.of("You say that the way back of ")
                        .strong(cut(change.title(), 150))
                        .plain(" works, as you saw it yourself. It is kept in the record.")))
                .moment(RollbackPlans.TESTED_AT, "When it was tested", Optional.of(now), true, "")
                .text(RollbackPlans.ON, "On what", test.on(), ReversalTest.TEXT_LIMIT, true, "")
                .text(
                        RollbackPlans.LINK,
                        "Where it can be looked at",
                        "",
                        ReversalTest.TEXT_LIMIT,
                        true,
                        "The log, the run or the ticket, with https://.")
                .lines(
                        RollbackPlans.SEEN,
                        "What was seen",
                        "",
                        ReversalTest.TEXT_LIMIT,
                        true,
                        "That the data was as before, and how long it took.")
                .view();
    }
}
