package dev.releasemanager.slack.inbound;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.slack.api.bolt.response.Response;
import dev.releasemanager.coordination.Coordination;
import dev.releasemanager.coordination.Rollbacks;
import dev.releasemanager.notice.Controls;
import dev.releasemanager.notice.Controls.Target;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.UndoingDocuments;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Permissions;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.rollback.Rollback;
import dev.releasemanager.slack.inbound.Desk.Offer;
import java.util.Map;
import java.util.Optional;

/** Rolling a release back, and what those who carry its steps out say of them. */
final class UndoingTopic implements Topic {
    private static final String ROLL_BACK = "roll_back";
    private static final String CANNOT = "cannot_undo";
    private static final String LEAVE = "leave_step";

    private final Coordination coordination;
    private final Desk desk;
    private final Forms forms;
    private final Answers answers;

    UndoingTopic(Coordination coordination, Desk desk, Forms forms, Answers answers) {
        this.coordination = coordination;
        this.desk = desk;
        this.forms = forms;
        this.answers = answers;
    }

    @Override
    public Map<String, Spoken> subcommands() {
        return Map.of("rollback", (key, rest, gesture) -> answers.opened(gesture, confirmation(key, rest, gesture)));
    }

    @Override
    public Map<String, Clicked> clicks() {
        return Map.of(
                Controls.ROLL_BACK,
                (value, gesture) -> Target.find(value)
                        .ifPresent(target -> answers.show(gesture, confirmation(target.release(), "", gesture))),
                Controls.UNDONE,
                (value, gesture) -> StepOf.find(value)
                        .ifPresent(step -> answers.acted(
                                gesture,
                                coordination.rollbacks().done(gesture.intent(), step.release(), step.number()))),
                Controls.TAKE_OVER,
                (value, gesture) -> StepOf.find(value)
                        .ifPresent(step -> answers.acted(
                                gesture,
                                coordination.rollbacks().takeOver(gesture.intent(), step.release(), step.number()))),
                Controls.CANNOT_UNDO,
                (value, gesture) -> StepOf.find(value)
                        .ifPresent(step -> answers.show(
                                gesture, reasonForm(CANNOT, step, "Can't do it", "What keeps you", Act.LOOK, gesture))),
                Controls.LEAVE_STEP,
                (value, gesture) -> StepOf.find(value)
                        .ifPresent(step -> answers.show(
                                gesture,
                                reasonForm(
                                        LEAVE,
                                        step,
                                        "Go on without it",
                                        "Why can it stay as it is",
                                        Act.LEAVE_STEP,
                                        gesture))));
    }

    @Override
    public Map<String, Submitted> submissions() {
        return Map.of(
                ROLL_BACK,
                (key, form) -> answers.closing(
                        coordination
                                .rollbacks()
                                .begin(form.intent(), key, form.typed().text(Rollbacks.REASON)),
                        form.typed(),
                        form.gesture()),
                CANNOT,
                (key, form) -> said(
                        form,
                        (number, reason) -> answers.closing(
                                coordination.rollbacks().cannot(form.intent(), key, number, reason),
                                form.typed(),
                                form.gesture())),
                LEAVE,
                (key, form) -> said(
                        form,
                        (number, reason) -> answers.closing(
                                coordination.rollbacks().leave(form.intent(), key, number, reason),
                                form.typed(),
                                form.gesture())));
    }

    private interface Said {
        Response answer(int number, String reason);
    }

    private static Response said(Submission form, Said then) {
        return StepOf.number(form.memory().item())
                .map(number -> then.answer(number, form.typed().text(Rollbacks.REASON)))
                .orElseGet(Replies::heard);
    }

    /** The one confirmation: what would be done, in which order, by whom. While it runs: how far it has come. */
    private Offer confirmation(ReleaseKey key, String reason, Gesture gesture) {
        return desk.on(key, gesture, Act.LOOK, dossier -> {
            Release release = dossier.release();
            Optional<Rollback> under = coordination.rollbacks().find(key);
            if (under.isPresent()) {
                return Offer.of(forms.read(
                        cut(release.state().isClosed() ? "Rolled back: " + key : "Rolling back " + key),
                        UndoingDocuments.steps(release, under.get()),
                        Desk.remembering(gesture, release)));
            }
            Optional<Refusal> refusal = Permissions.check(Act.ROLL_BACK, gesture.by(), release, dossier.roster())
                    .or(() -> release.state()
                            .rollBack(
                                    Optional.of(gesture.by()),
                                    reason,
                                    dossier.standards().now())
                            .<Optional<Refusal>>fold(next -> Optional.empty(), why -> Optional.empty(), Optional::of));
            if (refusal.isPresent()) {
                return Offer.refused(refusal.get());
            }
            Rollbacks.Preview preview = coordination.rollbacks().preview(key);
            ObjectNode view = forms.form(ROLL_BACK, cut("Roll back " + key), Desk.remembering(gesture, release))
                    .submit("Roll back now")
                    .lines(
                            Rollbacks.REASON,
                            "What is seen",
                            reason,
                            Rollback.REASON_LIMIT,
                            true,
                            "A few words; support and leadership read them too.")
                    .say(UndoingDocuments.preview(release, preview.order(), preview.plan()))
                    .view();
            return Offer.of(view);
        });
    }

    private static String cut(String title) {
        return Forms.cut(title, 24);
    }

    private Offer reasonForm(String id, StepOf step, String title, String label, Act act, Gesture gesture) {
        return desk.on(step.release(), gesture, act, dossier -> {
            Optional<String> what = coordination
                    .rollbacks()
                    .find(step.release())
                    .flatMap(rollback -> rollback.find(step.number()))
                    .map(undoing -> undoing.what());
            if (what.isEmpty()) {
                return Offer.refused(Refusal.of(
                        "There is nothing to say",
                        "No rollback of " + step.release() + " has such a step.",
                        dossier.release().state().next()));
            }
            ObjectNode view = forms.form(
                            id,
                            title,
                            Desk.remembering(gesture, dossier.release()).withItem(Integer.toString(step.number())))
                    .submit("Say so")
                    .say(Document.of(Words.strongly("What: ").plain(Forms.cut(what.get(), 500))))
                    .lines(Rollbacks.REASON, label, "", Rollback.REASON_LIMIT, true, "")
                    .view();
            return Offer.of(view);
        });
    }

    /** What a button about a step is about. */
    private record StepOf(ReleaseKey release, int number) {
        static Optional<StepOf> find(String value) {
            int colon = value.indexOf(':');
            return colon < 0
                    ? Optional.empty()
                    : ReleaseKey.find(value.substring(0, colon))
                            .flatMap(key -> number(value.substring(colon + 1)).map(number -> new StepOf(key, number)));
        }

        static Optional<Integer> number(String text) {
            return text.matches("\\d{1,9}") ? Optional.of(Integer.parseInt(text)) : Optional.empty();
        }
    }
}
