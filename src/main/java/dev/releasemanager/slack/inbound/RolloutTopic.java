package dev.releasemanager.slack.inbound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.bolt.response.Response;
import dev.releasemanager.calendar.Lengths;
import dev.releasemanager.coordination.Coordination;
import dev.releasemanager.coordination.Outcome;
import dev.releasemanager.coordination.Policy;
import dev.releasemanager.coordination.Stages;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.notice.Controls;
import dev.releasemanager.notice.Controls.Target;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.StageDocuments;
import dev.releasemanager.notice.StageDocuments.OfComponent;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Permissions;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.rollout.Mark;
import dev.releasemanager.rollout.Progress;
import dev.releasemanager.rollout.Stage;
import dev.releasemanager.rollout.StagePlan;
import dev.releasemanager.slack.inbound.Desk.Offer;
import dev.releasemanager.slack.message.Form;
import java.util.Map;
import java.util.Optional;

/** Staging and production, stage by stage: beginning, what is said of each component, the bake. */
final class RolloutTopic implements Topic {
    private static final String STAGING = "begin_staging";
    private static final String VERSION = "mark_version";
    private static final String FAILED = "mark_failed";
    private static final String EXTEND = "extend_bake";
    private static final String BAKES = "plan_bakes";

    private final Coordination coordination;
    private final Desk desk;
    private final Forms forms;
    private final Answers answers;

    RolloutTopic(Coordination coordination, Desk desk, Forms forms, Answers answers) {
        this.coordination = coordination;
        this.desk = desk;
        this.forms = forms;
        this.answers = answers;
    }

    @Override
    public Map<String, Spoken> subcommands() {
        return Map.of(
                "staging",
                (key, rest, gesture) -> answers.opened(gesture, staging(key, gesture)),
                "bakes",
                (key, rest, gesture) -> answers.opened(gesture, bakesForm(key, gesture)),
                "extend",
                (key, rest, gesture) -> rest.isBlank()
                        ? answers.opened(gesture, extendForm(key, gesture))
                        : answers.say(coordination
                                .stages()
                                .extend(gesture.intent(), key, rest)
                                .said()));
    }

    @Override
    public Map<String, Clicked> clicks() {
        return Map.of(
                Controls.STAGING,
                (value, gesture) -> Target.find(value)
                        .ifPresent(target -> answers.show(gesture, staging(target.release(), gesture))),
                Controls.MARK_BEGUN,
                (value, gesture) -> said(value, gesture, of -> coordination
                        .stages()
                        .begun(intent(gesture), of.release(), of.run(), of.component())),
                Controls.MARK_DEPLOYED,
                (value, gesture) -> said(value, gesture, of -> coordination
                        .stages()
                        .deployed(intent(gesture), of.release(), of.run(), of.component(), of.version())),
                Controls.MARK_VERIFIED,
                (value, gesture) -> said(value, gesture, of -> coordination
                        .stages()
                        .verified(intent(gesture), of.release(), of.run(), of.component())),
                Controls.MARK_VERSION,
                (value, gesture) ->
                        OfComponent.find(value).ifPresent(of -> answers.show(gesture, versionForm(of, gesture))),
                Controls.MARK_FAILED,
                (value, gesture) ->
                        OfComponent.find(value).ifPresent(of -> answers.show(gesture, failedForm(of, gesture))),
                Controls.EXTEND_BAKE,
                (value, gesture) ->
                        ReleaseKey.find(value).ifPresent(key -> answers.show(gesture, extendForm(key, gesture))));
    }

    private static dev.releasemanager.coordination.Intent intent(Gesture gesture) {
        return gesture.viewId().isPresent() ? Clicks.inModal(gesture) : gesture.intent();
    }

    private interface Saying {
        Outcome of(OfComponent component);
    }

    /** In the list of components the list is drawn again; elsewhere the answer stands where the button was. */
    private void said(String value, Gesture gesture, Saying saying) {
        OfComponent.find(value).ifPresent(of -> {
            Outcome outcome = saying.of(of);
            boolean listed = gesture.viewId().isPresent() && outcome.kind() != Outcome.Kind.REFUSED;
            if (listed) {
                answers.show(gesture, staging(of.release(), gesture));
            } else {
                answers.acted(gesture, outcome);
            }
        });
    }

    @Override
    public Map<String, Submitted> submissions() {
        return Map.of(
                STAGING,
                (key, form) -> answers.closing(
                        coordination.stages().beginStaging(form.intent(), key), form.typed(), form.gesture()),
                VERSION,
                (key, form) -> onComponent(form, of -> coordination
                        .stages()
                        .deployedAs(
                                form.intent(),
                                key,
                                of.run(),
                                of.component(),
                                form.typed().text(Stages.VERSION))),
                FAILED,
                (key, form) -> onComponent(form, of -> coordination
                        .stages()
                        .failed(
                                form.intent(),
                                key,
                                of.run(),
                                of.component(),
                                form.typed().text(Stages.NOTE))),
                BAKES,
                (key, form) -> answers.closing(
                        coordination.bakes().plan(form.intent(), key, form.typed()::text),
                        form.typed(),
                        form.gesture()),
                EXTEND,
                (key, form) -> answers.closing(
                        coordination
                                .stages()
                                .extend(form.intent(), key, form.typed().text(Stages.LONGER)),
                        form.typed(),
                        form.gesture()));
    }

    private Response onComponent(Submission form, Saying saying) {
        return OfComponent.find(form.memory().item())
                .map(of -> answers.closing(saying.of(of), form.typed(), form.gesture()))
                .orElseGet(Replies::heard);
    }

    /** Where the stage stands, each component with its button; or the question whether to begin staging. */
    private Offer staging(ReleaseKey key, Gesture gesture) {
        return desk.on(key, gesture, Act.LOOK, dossier -> {
            Optional<Progress> current = dossier.currentStage();
            Memory memory = Desk.remembering(gesture, dossier.release());
            if (current.isPresent()) {
                boolean decides = dossier.release().isDecidedBy(gesture.by());
                return Offer.of(forms.read(
                        "Stage of " + key,
                        StageDocuments.rows(
                                dossier, current.get(), coordination.inquiries().now(), decides),
                        memory));
            }
            Optional<Refusal> refusal = Permissions.check(
                            Act.BEGIN_STAGE, gesture.by(), dossier.release(), dossier.roster())
                    .or(() -> Stages.refusalToBegin(dossier));
            return refusal.map(Offer::refused).orElseGet(() -> Offer.of(beginForm(dossier, memory)));
        });
    }

    private ObjectNode beginForm(Dossier dossier, Memory memory) {
        Release release = dossier.release();
        Stage stage = coordination.inquiries().policy().stages(dossier).staging();
        return forms.form(STAGING, "Staging of " + release.key(), memory)
                .submit("Begin staging")
                .say(StageDocuments.beginning(dossier, stage, Stages.lacking(dossier)))
                .say(Document.builder()
                        .aside("Have stages watched for longer: " + dossier.command("bakes") + ".")
                        .build())
                .view();
    }

    private Offer versionForm(OfComponent of, Gesture gesture) {
        return marking(of, gesture, dossier -> forms.form(
                        VERSION,
                        "Deployed in staging",
                        Desk.remembering(gesture, dossier.release()).withItem(of.encode()))
                .submit("Deployed")
                .say("What is deployed in staging is what is to ship: the version is written down for " + of.component()
                        + " in " + of.release() + ".")
                .text(
                        Stages.VERSION,
                        "Version or commit",
                        of.version(),
                        Mark.VERSION_LIMIT,
                        true,
                        "As people tell it from others: 4.2.0, or a commit.")
                .view());
    }

    private Offer failedForm(OfComponent of, Gesture gesture) {
        return marking(of, gesture, dossier -> forms.form(
                        FAILED,
                        "Failed",
                        Desk.remembering(gesture, dossier.release()).withItem(of.encode()))
                .submit("It has failed")
                .say(Document.of(of.component() + " in " + of.release()
                        + ": the stage doesn't pass until it is deployed and verified again."))
                .lines(Stages.NOTE, "What was seen", "", Mark.NOTE_LIMIT, true, "The owner reads it at once.")
                .view());
    }

    private interface Drawing {
        ObjectNode of(Dossier dossier);
    }

    private Offer marking(OfComponent of, Gesture gesture, Drawing drawing) {
        return desk.on(of.release(), gesture, Act.LOOK, dossier -> {
            Optional<Refusal> refusal = Permissions.check(
                    Act.MARK, gesture.by(), dossier.release(), dossier.deployerOf(of.component()), dossier.roster());
            return refusal.map(Offer::refused).orElseGet(() -> Offer.of(drawing.of(dossier)));
        });
    }

    private Offer bakesForm(ReleaseKey key, Gesture gesture) {
        return desk.on(key, gesture, Act.EDIT, dossier -> {
            Policy policy = coordination.inquiries().policy();
            Optional<Refusal> refusal = dossier.release()
                    .state()
                    .edit(coordination.inquiries().now())
                    .fold(state -> Optional.empty(), why -> Optional.empty(), Optional::of);
            if (refusal.isPresent()) {
                return Offer.refused(refusal.get());
            }
            Form form = forms.form(BAKES, "Bakes of " + key, Desk.remembering(gesture, dossier.release()))
                    .submit("Save")
                    .say("For how long each stage is watched before the next one may begin. It can be longer than is"
                            + " configured, never shorter; once the rollout has begun, by extending it.");
            StagePlan least = policy.stages(dossier.release().profile().kind());
            for (Stage stage : policy.stages(dossier).stages()) {
                form.text(
                        stage.id(),
                        stage.isStaging() ? "Staging" : stage.words(),
                        Lengths.words(stage.bake()),
                        40,
                        false,
                        "At least "
                                + Lengths.words(
                                        least.find(stage.id()).orElseThrow().bake()) + ".");
            }
            return Offer.of(form.view());
        });
    }

    private Offer extendForm(ReleaseKey key, Gesture gesture) {
        return desk.on(
                key,
                gesture,
                Act.EXTEND_BAKE,
                dossier -> Offer.of(
                        forms.form(EXTEND, "Watch " + key + " longer", Desk.remembering(gesture, dossier.release()))
                                .submit("Watch it longer")
                                .text(
                                        Stages.LONGER,
                                        "For how much longer",
                                        "",
                                        40,
                                        true,
                                        "Such as 30 min or 2 h; a bake can be made longer, never shorter.")
                                .view()));
    }
}
