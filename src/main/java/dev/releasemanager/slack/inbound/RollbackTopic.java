package dev.releasemanager.slack.inbound;

import com.slack.api.bolt.response.Response;
import dev.releasemanager.coordination.Coordination;
import dev.releasemanager.coordination.Outcome;
import dev.releasemanager.coordination.RollbackPlans;
import dev.releasemanager.coordination.RollbackPlans.AttestationForm;
import dev.releasemanager.coordination.StepForm;
import dev.releasemanager.coordination.TriggersForm;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.notice.Controls;
import dev.releasemanager.notice.Controls.Target;
import dev.releasemanager.notice.Stretch.Turn;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Permissions;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.RotaId;
import dev.releasemanager.release.Team;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.rollback.Step;
import dev.releasemanager.slack.inbound.Desk.Offer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The rollback plan: writing it, accepting its steps, testing the reversals of migrations. */
final class RollbackTopic implements Topic {
    private final Coordination coordination;
    private final Desk desk;
    private final Answers answers;
    private final PlanViews views;

    RollbackTopic(Coordination coordination, Desk desk, Forms forms, Answers answers) {
        this.coordination = coordination;
        this.desk = desk;
        this.answers = answers;
        this.views = new PlanViews(forms);
    }

    @Override
    public Map<String, Spoken> subcommands() {
        return Map.of("rollback-plan", (key, rest, gesture) -> answers.opened(gesture, plan(key, gesture)));
    }

    @Override
    public Map<String, Clicked> clicks() {
        return Map.ofEntries(
                Map.entry(Controls.ROLLBACK_PLAN, (value, gesture) -> Target.find(value)
                        .ifPresent(target -> answers.show(gesture, plan(target.release(), gesture)))),
                Map.entry(PlanViews.TURN_STEPS, (value, gesture) -> Turn.find(value)
                        .ifPresent(turn -> answers.show(gesture, plan(turn.key(), turn.place(), 0, gesture)))),
                Map.entry(PlanViews.TURN_TESTS, (value, gesture) -> Turn.find(value)
                        .ifPresent(turn -> answers.show(gesture, plan(turn.key(), 0, turn.place(), gesture)))),
                Map.entry(PlanViews.ADD_STEP, (value, gesture) -> ReleaseKey.find(value)
                        .ifPresent(key -> answers.show(gesture, step(key, Optional.empty(), gesture)))),
                Map.entry(PlanViews.EDIT_STEP, (value, gesture) -> Item.find(value)
                        .ifPresent(
                                item -> answers.show(gesture, step(item.key(), Optional.of(item.number()), gesture)))),
                Map.entry(PlanViews.REMOVE_STEP, (value, gesture) -> Item.find(value)
                        .ifPresent(item -> redrawn(item, gesture, () -> coordination
                                .planning()
                                .removeStep(Clicks.inModal(gesture), item.key(), item.number())))),
                Map.entry(PlanViews.MOVE_STEP, (value, gesture) -> Item.find(value)
                        .ifPresent(item -> redrawn(item, gesture, () -> coordination
                                .planning()
                                .moveStepUp(Clicks.inModal(gesture), item.key(), item.number())))),
                Map.entry(PlanViews.SET_TRIGGERS, (value, gesture) -> ReleaseKey.find(value)
                        .ifPresent(key -> answers.show(gesture, triggers(key, gesture)))),
                Map.entry(PlanViews.PROPOSE_DRAFT, (value, gesture) -> ReleaseKey.find(value)
                        .ifPresent(key -> redrawn(new Item(key, 0, ""), gesture, () -> coordination
                                .rollbackPlans()
                                .proposeDraft(Clicks.inModal(gesture), key)))),
                Map.entry(PlanViews.NAME_TESTER, (value, gesture) -> Item.find(value)
                        .ifPresent(item ->
                                answers.show(gesture, tester(item.key(), new ChangeId(item.number()), gesture)))),
                Map.entry(Controls.ACCEPT_STEP, (value, gesture) -> Item.find(value)
                        .ifPresent(item -> accept(item, gesture))),
                Map.entry(Controls.DECLINE_STEP, (value, gesture) -> Item.find(value)
                        .ifPresent(item -> answers.show(gesture, declineStep(item, gesture)))),
                Map.entry(Controls.ATTEST, (value, gesture) -> Item.find(value)
                        .ifPresent(item -> answers.show(gesture, attest(item, gesture)))),
                Map.entry(Controls.DECLINE_TEST, (value, gesture) -> Item.find(value)
                        .ifPresent(item -> answers.show(gesture, declineTest(item, gesture)))));
    }

    /** What a button is about: a step or a change of a release, and its content as it was shown. */
    private record Item(ReleaseKey key, int number, String content) {
        static Optional<Item> find(String value) {
            String[] parts = value.split(":", 3);
            return parts.length < 2 || !parts[1].matches("\\d{1,9}")
                    ? Optional.empty()
                    : ReleaseKey.find(parts[0])
                            .map(key -> new Item(key, Integer.parseInt(parts[1]), parts.length > 2 ? parts[2] : ""));
        }
    }

    /** What was done in the plan's modal shows there; a refusal takes its place. */
    private void redrawn(Item item, Gesture gesture, Supplier<Outcome> act) {
        int place = placeOfStep(item.key(), item.number());
        Outcome outcome = act.get();
        answers.show(
                gesture,
                outcome.kind() == Outcome.Kind.REFUSED
                        ? new Offer(Optional.empty(), outcome.said())
                        : plan(item.key(), place, 0, gesture));
    }

    /** From 0; of one that isn't there 0. */
    private int placeOfStep(ReleaseKey key, int number) {
        List<Step> steps = coordination
                .inquiries()
                .dossier(key)
                .map(dossier -> dossier.plan().steps())
                .orElse(List.of());
        for (int place = 0; place < steps.size(); place++) {
            if (steps.get(place).number() == number) {
                return place;
            }
        }
        return 0;
    }

    private void accept(Item item, Gesture gesture) {
        boolean inModal = gesture.viewId().isPresent();
        Supplier<Outcome> accepting = () -> coordination
                .rollbackPlans()
                .accept(
                        inModal ? Clicks.inModal(gesture) : gesture.intent(),
                        item.key(),
                        item.number(),
                        item.content());
        if (inModal) {
            redrawn(item, gesture, accepting);
        } else {
            answers.acted(gesture, accepting.get());
        }
    }

    @Override
    public Map<String, Submitted> submissions() {
        RollbackPlans plans = coordination.rollbackPlans();
        return Map.of(
                PlanViews.STEP,
                (key, form) -> backToPlan(
                        key,
                        form,
                        coordination
                                .planning()
                                .putStep(
                                        form.intent()
                                                .quiet()
                                                .basedOn(
                                                        form.memory().revision(),
                                                        "rollback step "
                                                                + form.memory().item() + " "),
                                        key,
                                        stepForm(form.typed(), form.memory()))),
                PlanViews.TRIGGERS,
                (key, form) -> backToPlan(
                        key,
                        form,
                        coordination
                                .planning()
                                .setTriggers(
                                        form.intent()
                                                .quiet()
                                                .basedOn(
                                                        form.memory().revision(),
                                                        "rollback trigger",
                                                        "rollback window",
                                                        "rollback leaves"),
                                        key,
                                        triggersForm(form.typed()))),
                PlanViews.TESTER,
                (key, form) -> number(form.memory().item())
                        .map(number -> backToPlan(
                                key,
                                form,
                                plans.nameTester(
                                        form.intent().quiet(),
                                        key,
                                        new ChangeId(number),
                                        form.typed()
                                                .person(RollbackPlans.TESTER)
                                                .map(PersonId::new),
                                        form.typed().text(RollbackPlans.ON))))
                        .orElseGet(Replies::heard),
                PlanViews.DECLINE_STEP,
                (key, form) -> remembered(form)
                        .map(item -> answers.closing(
                                plans.decline(
                                        form.intent(),
                                        key,
                                        item.number(),
                                        item.content(),
                                        form.typed().text(RollbackPlans.REASON)),
                                form.typed(),
                                form.gesture()))
                        .orElseGet(Replies::heard),
                PlanViews.ATTEST,
                (key, form) -> remembered(form)
                        .map(item -> answers.closing(
                                plans.attest(
                                        form.intent(),
                                        key,
                                        new ChangeId(item.number()),
                                        item.content(),
                                        attestation(form.typed())),
                                form.typed(),
                                form.gesture()))
                        .orElseGet(Replies::heard),
                PlanViews.DECLINE_TEST,
                (key, form) -> remembered(form)
                        .map(item -> answers.closing(
                                plans.declineTest(
                                        form.intent(),
                                        key,
                                        new ChangeId(item.number()),
                                        item.content(),
                                        form.typed().text(RollbackPlans.REASON)),
                                form.typed(),
                                form.gesture()))
                        .orElseGet(Replies::heard));
    }

    private static Optional<Item> remembered(Submission form) {
        return Item.find(form.memory().item());
    }

    private Response backToPlan(ReleaseKey key, Submission form, Outcome outcome) {
        return answers.finished(
                outcome,
                form.typed(),
                form.gesture(),
                done -> answers.redraw(plan(
                        key,
                        number(form.memory().item())
                                .map(step -> placeOfStep(key, step))
                                .orElse(0),
                        0,
                        form.gesture())));
    }

    private static StepForm stepForm(Typed typed, Memory memory) {
        return new StepForm(
                number(memory.item()),
                typed.text(StepForm.WHAT),
                typed.person(StepForm.EXECUTOR).map(PersonId::new),
                typed.selected(StepForm.ROTA).map(RotaId::new),
                typed.text(StepForm.LASTS),
                typed.text(StepForm.PROOF),
                typed.selected(StepForm.TEAM).map(TeamId::new));
    }

    private static TriggersForm triggersForm(Typed typed) {
        return new TriggersForm(
                typed.text(TriggersForm.BY_HAND),
                typed.text(TriggersForm.AUTOMATIC),
                typed.text(TriggersForm.WINDOW),
                typed.text(TriggersForm.NOT_UNDONE));
    }

    private static AttestationForm attestation(Typed typed) {
        return new AttestationForm(
                typed.moment(RollbackPlans.TESTED_AT),
                typed.text(RollbackPlans.ON),
                typed.text(RollbackPlans.LINK),
                typed.text(RollbackPlans.SEEN));
    }

    private static Optional<Integer> number(String item) {
        return item.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(item)) : Optional.empty();
    }

    private Offer plan(ReleaseKey key, Gesture gesture) {
        return plan(key, 0, 0, gesture);
    }

    private Offer plan(ReleaseKey key, int step, int test, Gesture gesture) {
        return desk.on(
                key,
                gesture,
                Act.LOOK,
                dossier -> Offer.of(
                        views.plan(dossier, gesture.by(), Desk.remembering(gesture, dossier.release()), step, test)));
    }

    private Offer step(ReleaseKey key, Optional<Integer> number, Gesture gesture) {
        return desk.on(key, gesture, Act.LOOK, dossier -> {
            Optional<Step> step = number.flatMap(dossier.plan()::find);
            if (number.isPresent() && step.isEmpty()) {
                return Offer.refused(Refusal.of(
                        "There is nothing to edit",
                        "Somebody has removed this step meanwhile.",
                        "Look at the plan again."));
            }
            Optional<TeamId> team = step.isPresent() ? step.get().team() : ownTeam(dossier, gesture.by());
            Optional<Refusal> refusal =
                    Permissions.check(Act.EDIT_ROLLBACK_PLAN, gesture.by(), dossier.release(), team, dossier.roster());
            return refusal.map(Offer::refused)
                    .orElseGet(() -> Offer.of(views.step(
                            dossier,
                            gesture.by(),
                            step,
                            Desk.remembering(gesture, dossier.release())
                                    .withItem(
                                            number.map(n -> Integer.toString(n)).orElse("")))));
        });
    }

    private static Optional<TeamId> ownTeam(Dossier dossier, PersonId person) {
        return dossier.roster().teamsOf(person).stream()
                .map(Team::id)
                .filter(dossier.release()::hasTeam)
                .findFirst();
    }

    private Offer triggers(ReleaseKey key, Gesture gesture) {
        return desk.on(
                key,
                gesture,
                Act.EDIT_ROLLBACK_PLAN,
                dossier -> Offer.of(views.triggers(dossier.plan(), Desk.remembering(gesture, dossier.release()))));
    }

    private Offer tester(ReleaseKey key, ChangeId id, Gesture gesture) {
        return desk.on(key, gesture, Act.LOOK, dossier -> RollbackPlans.refusalToName(gesture.by(), dossier, id)
                .map(Offer::refused)
                .orElseGet(() -> Offer.of(views.tester(
                        dossier.scope().find(id).orElseThrow(),
                        dossier.assurances().preparedness().testOf(id),
                        Desk.remembering(gesture, dossier.release()).withItem(Integer.toString(id.value()))))));
    }

    private Offer declineStep(Item item, Gesture gesture) {
        return desk.on(item.key(), gesture, Act.LOOK, dossier -> RollbackPlans.refusalToAnswer(
                        gesture.by(), dossier, item.number(), item.content())
                .map(Offer::refused)
                .orElseGet(() -> Offer.of(views.declineStep(
                        dossier,
                        dossier.plan().find(item.number()).orElseThrow(),
                        remembering(gesture, dossier.release(), item)))));
    }

    private Offer attest(Item item, Gesture gesture) {
        ChangeId id = new ChangeId(item.number());
        return desk.on(item.key(), gesture, Act.LOOK, dossier -> RollbackPlans.refusalToAttest(
                        gesture.by(), dossier, id, item.content())
                .map(Offer::refused)
                .orElseGet(() -> Offer.of(views.attest(
                        dossier.scope().find(id).orElseThrow(),
                        dossier.assurances().preparedness().testOf(id).orElseThrow(),
                        coordination.inquiries().now(),
                        remembering(gesture, dossier.release(), item)))));
    }

    private Offer declineTest(Item item, Gesture gesture) {
        ChangeId id = new ChangeId(item.number());
        return desk.on(item.key(), gesture, Act.LOOK, dossier -> RollbackPlans.refusalToAttest(
                        gesture.by(), dossier, id, item.content())
                .map(Offer::refused)
                .orElseGet(() -> Offer.of(views.declineTest(
                        dossier,
                        dossier.scope().find(id).orElseThrow(),
                        remembering(gesture, dossier.release(), item)))));
    }

    private static Memory remembering(Gesture gesture, Release release, Item item) {
        return Desk.remembering(gesture, release).withItem(item.key() + ":" + item.number() + ":" + item.content());
    }
}
