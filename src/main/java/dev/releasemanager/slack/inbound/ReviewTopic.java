package dev.releasemanager.slack.inbound;

import static dev.releasemanager.slack.inbound.Forms.cut;

import com.slack.api.bolt.response.Response;
import dev.releasemanager.coordination.Coordination;
import dev.releasemanager.coordination.Intent;
import dev.releasemanager.coordination.LessonForm;
import dev.releasemanager.coordination.Outcome;
import dev.releasemanager.coordination.Reviews;
import dev.releasemanager.coordination.Reviews.Seen;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.notice.Controls;
import dev.releasemanager.notice.Controls.Target;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message.Handout;
import dev.releasemanager.notice.ReviewDocuments;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.review.Remark;
import dev.releasemanager.review.Review;
import dev.releasemanager.slack.inbound.Desk.Offer;
import dev.releasemanager.slack.message.Form;
import dev.releasemanager.slack.message.Form.Option;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The review of a rollback, or of a stop that was resumed: reading it, adding to it, closing it. */
final class ReviewTopic implements Topic {
    private static final String FINDING = "review_finding";
    private static final String MISSED = "review_missed";
    private static final String LESSON = "review_lesson";
    private static final String CLOSE = "review_close";
    private static final String QUESTION = "review_question";

    private static final int TITLE = 24;

    private final Coordination coordination;
    private final Desk desk;
    private final Forms forms;
    private final Answers answers;
    private final PageLinks pages;

    ReviewTopic(Coordination coordination, Desk desk, Forms forms, Answers answers, PageLinks pages) {
        this.coordination = coordination;
        this.desk = desk;
        this.forms = forms;
        this.answers = answers;
        this.pages = pages;
    }

    @Override
    public Map<String, Spoken> subcommands() {
        return Map.of("review", (key, rest, gesture) -> answers.opened(gesture, view(key, gesture)));
    }

    @Override
    public Map<String, Clicked> clicks() {
        return Map.of(
                Controls.REVIEW,
                (value, gesture) -> on(value, key -> answers.show(gesture, view(key, gesture))),
                Controls.OPEN_REVIEW,
                (value, gesture) ->
                        on(value, key -> redrawn(coordination.reviews().open(plain(gesture), key), key, gesture)),
                Controls.ADD_FINDING,
                (value, gesture) -> on(value, key -> answers.show(gesture, finding(key, gesture))),
                Controls.SAY_MISSED,
                (value, gesture) -> on(value, key -> answers.show(gesture, missed(key, gesture))),
                Controls.ADD_LESSON,
                (value, gesture) -> on(value, key -> answers.show(gesture, lesson(key, gesture))),
                Controls.REMOVE_LESSON,
                this::removeLesson,
                Controls.CLOSE_REVIEW,
                (value, gesture) -> on(value, key -> answers.show(gesture, closing(key, gesture))),
                Controls.PARK_QUESTION,
                (value, gesture) -> on(value, key -> answers.show(gesture, question(key, gesture))),
                Controls.REVIEW_FILE,
                (value, gesture) -> on(
                        value,
                        key -> answers.acted(
                                gesture, coordination.handouts().toMe(plain(gesture), key, Handout.REVIEW))));
    }

    @Override
    public Map<String, Submitted> submissions() {
        return Map.of(
                FINDING,
                (key, form) -> backToView(
                        coordination
                                .reviews()
                                .add(form.quiet(), key, form.typed().text(Reviews.TEXT)),
                        key,
                        form),
                QUESTION,
                (key, form) -> answers.closing(
                        coordination
                                .reviews()
                                .add(form.intent(), key, form.typed().text(Reviews.TEXT)),
                        form.typed(),
                        form.gesture()),
                MISSED,
                (key, form) -> backToView(
                        coordination
                                .reviews()
                                .missed(form.quiet(), key, form.typed().text(Reviews.TEXT)),
                        key,
                        form),
                LESSON,
                (key, form) ->
                        backToView(coordination.reviews().addLesson(form.quiet(), key, typed(form.typed())), key, form),
                CLOSE,
                (key, form) -> backToView(
                        coordination
                                .reviews()
                                .close(form.quiet(), key, form.typed().text(Reviews.WHY)),
                        key,
                        form));
    }

    private Response backToView(Outcome outcome, ReleaseKey key, Submission form) {
        return answers.finished(
                outcome, form.typed(), form.gesture(), done -> answers.redraw(view(key, form.gesture())));
    }

    private interface OnRelease {
        void act(ReleaseKey key);
    }

    private static void on(String value, OnRelease then) {
        Target.find(value).ifPresent(target -> then.act(target.release()));
    }

    private static Intent plain(Gesture gesture) {
        return Intent.of(gesture.payloadId(), gesture.by());
    }

    private void redrawn(Outcome outcome, ReleaseKey key, Gesture gesture) {
        answers.show(
                gesture,
                outcome.kind() == Outcome.Kind.REFUSED
                        ? new Offer(Optional.empty(), outcome.said())
                        : view(key, gesture));
    }

    private void removeLesson(String value, Gesture gesture) {
        int colon = value.indexOf(':');
        if (colon < 0 || !value.substring(colon + 1).matches("\\d{1,9}")) {
            return;
        }
        ReleaseKey.find(value.substring(0, colon))
                .ifPresent(key -> redrawn(
                        coordination
                                .reviews()
                                .removeLesson(plain(gesture), key, Integer.parseInt(value.substring(colon + 1))),
                        key,
                        gesture));
    }

    private Offer with(ReleaseKey key, Gesture gesture, Act act, BiFunction<Dossier, Seen, Offer> draw) {
        return desk.on(key, gesture, act, dossier -> coordination
                .reviews()
                .seen(key)
                .map(seen -> draw.apply(dossier, seen))
                .orElseGet(() -> Offer.refused(Reviews.nothingToReview(dossier.release()))));
    }

    private Offer view(ReleaseKey key, Gesture gesture) {
        return with(key, gesture, Act.LOOK, (dossier, seen) -> {
            Memory memory = Desk.remembering(gesture, dossier.release());
            String title = cut("Review of " + key, TITLE);
            if (dossier.release().state().phase() == Phase.ROLLING_BACK) {
                return question(key, gesture);
            }
            if (seen.review().isPresent()) {
                return Offer.of(forms.read(
                        title,
                        ReviewDocuments.folded(
                                seen.release(), seen.timeline(), seen.review().get(), pages.review(key)),
                        memory));
            }
            return seen.offered()
                    ? Offer.of(forms.read(title, ReviewDocuments.offered(seen.release(), seen.timeline()), memory))
                    : Offer.refused(Reviews.nothingToReview(dossier.release()));
        });
    }

    /** A form that adds to an open review. */
    private Offer adding(ReleaseKey key, Gesture gesture, Act act, BiFunction<Memory, Seen, Form> form) {
        return with(key, gesture, act, (dossier, seen) -> {
            boolean open = seen.review().filter(Review::isOpen).isPresent();
            if (!open || dossier.release().state().phase() == Phase.ROLLING_BACK) {
                return Offer.refused(Refusal.of(
                                "Nothing was written down",
                                open
                                        ? key + " is being rolled back, and diagnosis waits until that is over."
                                        : "No review of " + key + " is open.",
                                open ? "Park the question for the review." : "Look at it to see how it was closed.")
                        .by("Q2"));
            }
            return Offer.of(form.apply(Desk.remembering(gesture, dossier.release()), seen)
                    .view());
        });
    }

    private Offer finding(ReleaseKey key, Gesture gesture) {
        return adding(key, gesture, Act.REVIEW, (memory, seen) -> forms.form(FINDING, "Add a finding", memory)
                .submit("Add it")
                .say("What was found out: about the system, the process, the tools. Not about who.")
                .lines(Reviews.TEXT, "Finding", "", Remark.TEXT_LIMIT, true, ""));
    }

    private Offer missed(ReleaseKey key, Gesture gesture) {
        return adding(key, gesture, Act.REVIEW, (memory, seen) -> forms.form(MISSED, "What staging missed", memory)
                .submit("Save")
                .lines(
                        Reviews.TEXT,
                        "Why didn't staging show it",
                        seen.review().map(Review::missed).orElse(""),
                        Remark.TEXT_LIMIT,
                        true,
                        "Other data, less load, another configuration, nothing that looked at it?"));
    }

    private Offer lesson(ReleaseKey key, Gesture gesture) {
        return adding(key, gesture, Act.REVIEW, (memory, seen) -> {
            List<String> components = seen.review().map(Review::components).orElse(List.of());
            List<String> all = new java.util.ArrayList<>(components);
            seen.components().stream().filter(name -> !all.contains(name)).forEach(all::add);
            return forms.form(LESSON, "Add a lesson", memory)
                    .submit("Add it")
                    .say("It joins what the next releases of the component begin with, once the review is closed.")
                    .select(
                            LessonForm.COMPONENT,
                            "Which component",
                            all.stream()
                                    .filter(name -> name.length() <= 150)
                                    .map(name -> Option.of(name, cut(name, 75)))
                                    .toList(),
                            all.stream().findFirst(),
                            true,
                            "")
                    .select(
                            LessonForm.KIND,
                            "What it is",
                            List.of(
                                    Option.of(LessonForm.BEFORE_THE_CALL, "A criterion, judged before the call"),
                                    Option.of(LessonForm.IN_A_STAGE, "A criterion, judged in a stage"),
                                    Option.of(LessonForm.STEP, "A rollback step")),
                            Optional.of(LessonForm.BEFORE_THE_CALL),
                            true,
                            "")
                    .lines(
                            LessonForm.TEXT,
                            "What has to be true, or what is done",
                            "",
                            1_000,
                            true,
                            "Such as: p95 latency < 300 ms on staging over 30 min. Or: Switch flag new-checkout off.")
                    .text(LessonForm.LASTS, "How long a step takes", "", 40, false, "Of a rollback step.")
                    .text(LessonForm.PROOF, "How one sees that it worked", "", 500, false, "Of a rollback step.");
        });
    }

    private static LessonForm typed(Typed typed) {
        return new LessonForm(
                typed.selected(LessonForm.COMPONENT).orElse(""),
                typed.selected(LessonForm.KIND).orElse(LessonForm.BEFORE_THE_CALL),
                typed.text(LessonForm.TEXT),
                typed.text(LessonForm.LASTS),
                typed.text(LessonForm.PROOF));
    }

    private Offer closing(ReleaseKey key, Gesture gesture) {
        return adding(key, gesture, Act.CLOSE_REVIEW, (memory, seen) -> {
            int lessons = seen.review().map(review -> review.lessons().size()).orElse(0);
            Form form = forms.form(CLOSE, "Close the review", memory).submit("Close it");
            if (lessons > 0) {
                return form.say(Document.of((lessons == 1 ? "Its lesson joins" : "Its " + lessons + " lessons join")
                        + " the releases to come, and those that touch the same components now. Nothing can be added"
                        + " afterwards."));
            }
            return form.say(
                            "It has no lesson. If there is one, add it first; otherwise say why nothing can be learned.")
                    .lines(
                            Reviews.WHY,
                            "Why no lesson comes of it",
                            "",
                            Remark.TEXT_LIMIT,
                            true,
                            "It is kept in the record.");
        });
    }

    /** While the rollback runs nothing is diagnosed; what people want to know waits. */
    private Offer question(ReleaseKey key, Gesture gesture) {
        return with(key, gesture, Act.LOOK, (dossier, seen) -> {
            if (dossier.release().state().phase() != Phase.ROLLING_BACK) {
                return seen.review().filter(Review::isOpen).isPresent()
                        ? finding(key, gesture)
                        : Offer.refused(Reviews.nothingToReview(dossier.release()));
            }
            return Offer.of(forms.form(QUESTION, "Park a question", Desk.remembering(gesture, dossier.release()))
                    .submit("Park it")
                    .say(key + " is being rolled back; why it came to that is looked into afterwards. The question is"
                            + " kept in the thread, and waits in the review.")
                    .lines(Reviews.TEXT, "Question", "", Remark.TEXT_LIMIT, true, "")
                    .view());
        });
    }
}
