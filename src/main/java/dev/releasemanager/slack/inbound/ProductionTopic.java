package dev.releasemanager.slack.inbound;

import com.slack.api.bolt.response.Response;
import dev.releasemanager.coordination.Coordination;
import dev.releasemanager.coordination.Outcome;
import dev.releasemanager.coordination.Rollouts;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.gate.Verdict;
import dev.releasemanager.notice.CallDocuments;
import dev.releasemanager.notice.Controls;
import dev.releasemanager.notice.RolloutDocuments;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Call;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.rollout.Stage;
import dev.releasemanager.rollout.StagePlan;
import dev.releasemanager.rollout.StageRun;
import dev.releasemanager.slack.inbound.Desk.Offer;
import java.util.Map;
import java.util.Optional;

/** Production as a whole: starting it, going on, stopping, resuming; and that support has read what changes. */
final class ProductionTopic implements Topic {
    private static final String START = "start_rollout";
    private static final String ADVANCE = "advance_rollout";
    private static final String STOP = "stop_rollout";
    private static final String RESUME = "resume_rollout";
    private static final String READ = "support_has_read";

    private final Rollouts rollouts;
    private final Coordination coordination;
    private final Desk desk;
    private final Forms forms;
    private final Answers answers;

    ProductionTopic(Coordination coordination, Desk desk, Forms forms, Answers answers) {
        this.rollouts = coordination.rollouts();
        this.coordination = coordination;
        this.desk = desk;
        this.forms = forms;
        this.answers = answers;
    }

    @Override
    public Map<String, Spoken> subcommands() {
        return Map.of(
                "start",
                (key, rest, gesture) -> answers.opened(gesture, startForm(key, gesture)),
                "advance",
                (key, rest, gesture) -> answers.opened(gesture, advanceForm(key, gesture)),
                "stop",
                (key, rest, gesture) -> rest.isBlank()
                        ? answers.opened(gesture, stopForm(key, gesture))
                        : answers.say(rollouts.stop(gesture.intent(), key, rest).said()),
                "resume",
                (key, rest, gesture) -> rest.isBlank()
                        ? answers.opened(gesture, resumeForm(key, gesture))
                        : answers.say(
                                rollouts.resume(gesture.intent(), key, rest).said()),
                "read",
                (key, rest, gesture) -> answers.opened(gesture, readForm(key, gesture)));
    }

    @Override
    public Map<String, Clicked> clicks() {
        return Map.of(
                Controls.START,
                (value, gesture) ->
                        ReleaseKey.find(value).ifPresent(key -> answers.show(gesture, startForm(key, gesture))),
                Controls.ADVANCE,
                (value, gesture) -> Numbered.find(value)
                        .ifPresent(of ->
                                answers.acted(gesture, rollouts.advance(gesture.intent(), of.key(), of.number()))),
                Controls.STOP,
                (value, gesture) ->
                        ReleaseKey.find(value).ifPresent(key -> answers.show(gesture, stopForm(key, gesture))),
                Controls.RESUME,
                (value, gesture) ->
                        ReleaseKey.find(value).ifPresent(key -> answers.show(gesture, resumeForm(key, gesture))),
                Controls.HAVE_READ,
                (value, gesture) -> Numbered.find(value)
                        .ifPresent(of ->
                                answers.acted(gesture, rollouts.haveRead(gesture.intent(), of.key(), of.number()))));
    }

    /** A button's value: the release, and the stage or the notice that it was shown with. */
    private record Numbered(ReleaseKey key, int number) {
        static Optional<Numbered> find(String value) {
            String[] parts = value.split(":", 2);
            return parts.length == 2 && parts[1].matches("\\d{1,9}")
                    ? ReleaseKey.find(parts[0]).map(key -> new Numbered(key, Integer.parseInt(parts[1])))
                    : Optional.empty();
        }
    }

    @Override
    public Map<String, Submitted> submissions() {
        return Map.of(
                START,
                (key, form) -> closing(form, rollouts.start(form.intent(), key)),
                ADVANCE,
                (key, form) -> closing(form, rollouts.advance(form.intent(), key, shown(form))),
                STOP,
                (key, form) -> closing(form, rollouts.stop(form.intent(), key, reason(form))),
                RESUME,
                (key, form) -> closing(form, rollouts.resume(form.intent(), key, reason(form))),
                READ,
                (key, form) -> closing(form, rollouts.haveRead(form.intent(), key, shown(form))));
    }

    private Response closing(Submission form, Outcome outcome) {
        return answers.closing(outcome, form.typed(), form.gesture());
    }

    private static String reason(Submission form) {
        return form.typed().text(Rollouts.REASON);
    }

    /** The stage or the notice that the form showed. */
    private static int shown(Submission form) {
        String item = form.memory().item();
        return item.matches("\\d{1,9}") ? Integer.parseInt(item) : 0;
    }

    /** The question whether to begin the first stage, or what is missing for it. */
    private Offer startForm(ReleaseKey key, Gesture gesture) {
        return desk.on(key, gesture, Act.BEGIN_STAGE, dossier -> {
            Optional<Refusal> refusal = dossier.release()
                    .state()
                    .start(gesture.by(), coordination.inquiries().now())
                    .fold(
                            next -> Optional.empty(),
                            why -> Optional.of(Refusal.of(
                                    "Nothing was started",
                                    "The rollout has started already.",
                                    "The board shows how far it is.")),
                            Optional::of);
            return refusal.map(Offer::refused)
                    .orElseGet(() -> stageForm(START, "Start " + key, dossier, true, gesture));
        });
    }

    private Offer advanceForm(ReleaseKey key, Gesture gesture) {
        return desk.on(key, gesture, Act.BEGIN_STAGE, dossier -> {
            Optional<Refusal> refusal = dossier.release()
                    .state()
                    .advance(coordination.inquiries().now())
                    .<Optional<Refusal>>fold(next -> Optional.empty(), why -> Optional.empty(), Optional::of)
                    .or(() -> Rollouts.refusalToAdvance(dossier));
            return refusal.map(Offer::refused)
                    .orElseGet(() -> stageForm(ADVANCE, "Go on with " + key, dossier, false, gesture));
        });
    }

    private Offer stageForm(String callback, String title, Dossier dossier, boolean first, Gesture gesture) {
        Verdict verdict = dossier.stageVerdict(first);
        StagePlan policy = coordination.inquiries().policy().stages(dossier);
        Optional<Stage> next = Rollouts.next(dossier, policy);
        if (!verdict.isOpen() || next.isEmpty()) {
            return new Offer(Optional.empty(), RolloutDocuments.shut(dossier, verdict));
        }
        int run = dossier.rollout().production().map(StageRun::number).orElse(0);
        Memory memory = Desk.remembering(gesture, dossier.release()).withItem(Integer.toString(run));
        return Offer.of(forms.form(callback, title, memory)
                .submit(first ? "Start" : "Go on")
                .say(RolloutDocuments.beginning(
                        dossier,
                        next.get(),
                        dossier.manifest().graph().components(),
                        dossier.rollout().plan().orElse(policy)))
                .view());
    }

    private Offer stopForm(ReleaseKey key, Gesture gesture) {
        return desk.on(
                key,
                gesture,
                Act.STOP,
                dossier -> Offer.of(forms.form(STOP, "Stop " + key, Desk.remembering(gesture, dossier.release()))
                        .submit("Stop it")
                        .say("It stops at once, and everybody who takes part is told. Stopping costs little: when in"
                                + " doubt, stop.")
                        .lines(Rollouts.REASON, "What do you see", "", Rollouts.REASON_LIMIT, true, "A few words do.")
                        .view()));
    }

    private Offer resumeForm(ReleaseKey key, Gesture gesture) {
        return desk.on(
                key,
                gesture,
                Act.RESUME,
                dossier -> Offer.of(forms.form(RESUME, "Resume " + key, Desk.remembering(gesture, dossier.release()))
                        .submit("Resume it")
                        .say("It goes on with the stage that was stopped, and that stage's bake begins anew.")
                        .lines(
                                Rollouts.REASON,
                                "Why may it go on",
                                "",
                                Rollouts.REASON_LIMIT,
                                true,
                                "What was found, and what was done about it; everybody reads it.")
                        .view()));
    }

    /** What support has to have read, for those who don't have the notice at hand. */
    private Offer readForm(ReleaseKey key, Gesture gesture) {
        return desk.on(key, gesture, Act.CONFIRM_READ, dossier -> {
            Optional<Call> call = dossier.release().state().goCall();
            if (call.isEmpty()) {
                return Offer.refused(Refusal.of(
                        "There is nothing to read yet",
                        "No Go of " + key + " stands, so nothing ships for now.",
                        "Support is written to when Go is called."));
            }
            Memory memory = Desk.remembering(gesture, dossier.release())
                    .withItem(Integer.toString(call.get().revision()));
            return Offer.of(forms.form(READ, "What changes: " + key, memory)
                    .submit("We have read it")
                    .say(CallDocuments.forSupport(dossier))
                    .view());
        });
    }
}
