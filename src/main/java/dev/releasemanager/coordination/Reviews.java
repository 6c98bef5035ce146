package dev.releasemanager.coordination;

import dev.releasemanager.calendar.Lengths;
import dev.releasemanager.coordination.ReleaseForm.Texts;
import dev.releasemanager.criteria.Criteria;
import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message.Lane;
import dev.releasemanager.notice.ReviewDocuments;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Permissions;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.review.Lesson;
import dev.releasemanager.review.Remark;
import dev.releasemanager.review.Review;
import dev.releasemanager.review.Timeline;
import dev.releasemanager.rollout.Mark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Reviews (Q2, A5): a rollback opens one, and releases that touch what it took back wait until it is closed with a lesson,
 * or with the reason why there is none. After a stop that was resumed whoever takes part may open one.
 */
public final class Reviews {
    public static final String TEXT = "text";
    public static final String WHY = "why";

    private final Acts acts;

    Reviews(Acts acts) {
        this.acts = acts;
    }

    /**
     * A release with its timeline.
     *
     * @param review empty if none was opened
     * @param offered whether one can be opened: it was stopped and resumed, or rolled back before reviews were kept
     * @param components that lessons can be about
     */
    public record Seen(
            Release release, Timeline timeline, Optional<Review> review, boolean offered, List<String> components) {}

    /** Empty if there is no such release. */
    public Optional<Seen> seen(ReleaseKey key) {
        Policy policy = acts.policy();
        return acts.store().read(reading -> reading.find(key).map(release -> {
            List<RecordEntry> record = reading.record(key);
            Optional<Review> review = reading.review(key);
            return new Seen(
                    release,
                    Timeline.of(record, reading.rollback(key)),
                    review,
                    review.isEmpty() && isOffered(release, record),
                    components(reading, key, policy));
        }));
    }

    private static boolean isOffered(Release release, List<RecordEntry> record) {
        return release.state().phase() == Phase.ROLLED_BACK
                || record.stream().anyMatch(entry -> entry.what().equals("rollout_resumed"));
    }

    private static List<String> components(Reading reading, ReleaseKey key, Policy policy) {
        return Inquiries.manifest(reading, key, policy).graph().components();
    }

    /** A rollback has begun: from now on what touches the same components waits. Questions are parked in the review. */
    static void begun(Scene scene) {
        ReleaseKey key = scene.release().key();
        List<String> deployed = scene.tx().rollout(key).inProduction().stream()
                .map(Mark::component)
                .distinct()
                .toList();
        List<String> concerned = deployed.isEmpty() ? components(scene.tx(), key, scene.policy()) : deployed;
        Review review = scene.tx()
                .review(key)
                .map(known -> known.demandedFor(concerned))
                .orElseGet(() -> Review.opened(key, Optional.empty(), scene.now(), true, concerned));
        scene.tx().put(review);
    }

    /** The rollback is over: now it is time to understand. */
    static void due(Scene scene) {
        scene.tx().review(scene.release().key()).filter(Review::isOpen).ifPresent(review -> {
            scene.record(
                    Optional.empty(), "review_opened", Map.of("components", String.join(", ", review.components())));
            Document said = ReviewDocuments.opened(scene.release(), review);
            scene.tellThread(said);
            scene.tellDeciders(said);
            scheduleReminder(scene, review);
        });
    }

    private static void scheduleReminder(Scene scene, Review review) {
        scene.tx()
                .schedule(new Timer(
                        review.release(),
                        Timer.Kind.REVIEW_REMINDER,
                        0,
                        Review.nextReminder(
                                scene.now(),
                                scene.policy().reviewReminder(),
                                scene.release().profile().zone()),
                        review.openedAt().toString()));
    }

    /** To whoever closes it, and into the thread, until it is closed; one that nothing waits for is nobody's duty. */
    static void remind(Scene scene, Timer timer) {
        Optional<Review> open = scene.tx()
                .review(scene.release().key())
                .filter(review -> review.isOpen()
                        && review.demanded()
                        && review.openedAt().toString().equals(timer.detail()))
                .filter(review -> scene.release().state().phase() == Phase.ROLLED_BACK);
        if (open.isEmpty()) {
            return;
        }
        Review review = open.get();
        List<ReleaseKey> waiting = scene.tx().touching(review.components()).stream()
                .filter(other -> !other.equals(review.release()))
                .toList();
        Document said = ReviewDocuments.reminder(scene.release(), review, waiting, scene.now());
        scene.tell(scene.release().owner(), said, Lane.REMINDER);
        scene.release().delegate().ifPresent(delegate -> scene.tell(delegate, said, Lane.REMINDER));
        scene.tellThread(said);
        scene.record(Optional.empty(), "review_reminded", Map.of());
        scheduleReminder(scene, review);
    }

    /** Opens one after a stop that was resumed; nothing waits for it. */
    public Outcome open(Intent intent, ReleaseKey key) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Optional<Refusal> refusal = Permissions.check(Act.REVIEW, intent.by(), release, scene.roster());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            if (scene.tx().review(key).isPresent()) {
                return Outcome.unchanged(release, "its review is opened already.");
            }
            if (!isOffered(release, scene.tx().record(key))) {
                return Outcome.refused(nothingToReview(release));
            }
            boolean demanded = release.state().phase() == Phase.ROLLED_BACK;
            Review review = Review.opened(
                    key, Optional.of(intent.by()), scene.now(), demanded, components(scene.tx(), key, scene.policy()));
            scene.tx().put(review);
            scene.record(
                    Optional.of(intent.by()),
                    "review_opened",
                    Map.of("components", String.join(", ", review.components())));
            scene.tellThread(ReviewDocuments.opened(release, review));
            if (demanded) {
                scheduleReminder(scene, review);
            }
            return Outcome.done(release, Document.of("The review of " + key + " is open."));
        });
    }

    public static Refusal nothingToReview(Release release) {
        return Refusal.of(
                        "There is no review",
                        "Nothing of " + release.key() + " was rolled back, or stopped and resumed.",
                        "A rollback opens its review by itself.")
                .by("Q2");
    }

    /** Writes down what was found out; while the rollback runs it is a question that waits for the review. */
    public Outcome add(Intent intent, ReleaseKey key, String text) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            boolean runs = release.state().phase() == Phase.ROLLING_BACK;
            Optional<Refusal> refusal =
                    Permissions.check(runs ? Act.LOOK : Act.REVIEW, intent.by(), release, scene.roster());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            Map<String, String> faults = new LinkedHashMap<>();
            Texts.required(
                    faults,
                    TEXT,
                    text,
                    Remark.TEXT_LIMIT,
                    runs ? "Write the question that is to be answered afterwards." : "Write what was found out.");
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            return onReview(scene, runs, review -> {
                if (review.remarks().size() >= Review.REMARKS_LIMIT) {
                    return Outcome.refused(full("finding", Review.REMARKS_LIMIT));
                }
                if (!Acts.claimForm(scene.tx(), intent)) {
                    return Outcome.repeated();
                }
                Remark remark = new Remark(
                        runs ? Remark.Kind.QUESTION : Remark.Kind.FINDING, text.strip(), intent.by(), scene.now());
                scene.tx().put(review.with(remark));
                scene.record(
                        Optional.of(intent.by()),
                        runs ? "question_parked" : "finding_added",
                        Map.of(runs ? "question" : "finding", remark.text()));
                scene.tellThread(ReviewDocuments.remarked(release, remark));
                return Outcome.done(
                        release,
                        Document.of(
                                runs
                                        ? "Parked in the thread of " + key
                                                + " for its review; the rollback goes on undisturbed."
                                        : "Noted in the review of " + key + "."));
            });
        });
    }

    /** Says what staging missed, over what was said before: the record keeps both. */
    public Outcome missed(Intent intent, ReleaseKey key, String text) {
        return onOpen(intent, key, Act.REVIEW, (scene, review) -> {
            Map<String, String> faults = new LinkedHashMap<>();
            Texts.required(
                    faults,
                    TEXT,
                    text,
                    Remark.TEXT_LIMIT,
                    "Write why staging didn't show it: other data, less load, nothing that looked?");
            if (!faults.isEmpty()) {
                return Outcome.refused(faults);
            }
            if (review.missed().equals(text.strip())) {
                return Outcome.unchanged(scene.release(), "it says so already.");
            }
            if (!Acts.claimForm(scene.tx(), intent)) {
                return Outcome.repeated();
            }
            scene.tx().put(review.withMissed(text.strip()));
            scene.record(Optional.of(intent.by()), "missed_by_staging_said", Map.of("missed", text.strip()));
            scene.tellThread(ReviewDocuments.missed(scene.release(), intent.by(), text.strip()));
            return Outcome.done(scene.release(), Document.of("Noted in the review of " + key + "."));
        });
    }

    /** A criterion or a step for the releases to come; refused where it is vague, as everywhere (M3, M4). */
    public Outcome addLesson(Intent intent, ReleaseKey key, LessonForm form) {
        return onOpen(intent, key, Act.REVIEW, (scene, review) -> {
            if (!components(scene.tx(), key, scene.policy()).contains(form.component())
                    && !review.components().contains(form.component())) {
                return Outcome.refused(Map.of(LessonForm.COMPONENT, "Choose one of the release's components."));
            }
            boolean step = form.kind().equals(LessonForm.STEP);
            Read read = step ? step(scene, review, form, intent.by()) : criteria(scene, review, form, intent.by());
            if (read.refusal().isPresent()) {
                return read.refusal().get();
            }
            List<Lesson> fresh = read.lessons().stream()
                    .filter(lesson -> review.lessons().stream().noneMatch(lesson::asksTheSameAs))
                    .toList();
            if (fresh.isEmpty()) {
                return Outcome.unchanged(scene.release(), "this lesson stands there already.");
            }
            if (review.lessons().size() + fresh.size() > Review.LESSONS_LIMIT) {
                return Outcome.refused(full("lesson", Review.LESSONS_LIMIT));
            }
            if (!Acts.claimForm(scene.tx(), intent)) {
                return Outcome.repeated();
            }
            Review next = review;
            for (Lesson lesson : fresh) {
                next = next.with(lesson);
                scene.record(
                        Optional.of(intent.by()),
                        "lesson_added",
                        Map.of(
                                "component", lesson.component(),
                                "kind", ReviewDocuments.kind(lesson),
                                "lesson", lesson.text()));
            }
            scene.tx().put(next);
            scene.tellThread(ReviewDocuments.learned(scene.release(), fresh, intent.by()));
            return Outcome.done(
                    scene.release(), Document.of("The lesson joins other releases once the review is closed."));
        });
    }

    private record Read(List<Lesson> lessons, Optional<Outcome> refusal) {
        static Read refused(Outcome outcome) {
            return new Read(List.of(), Optional.of(outcome));
        }
    }

    private static Read criteria(Scene scene, Review review, LessonForm form, PersonId by) {
        String sentence = form.text().strip();
        int length = sentence.codePointCount(0, sentence.length());
        if (sentence.isEmpty() || length > CriterionForm.SENTENCE_LIMIT) {
            return Read.refused(Outcome.refused(Map.of(
                    LessonForm.TEXT,
                    sentence.isEmpty()
                            ? "Write what has to be true, such as: " + Criteria.EXAMPLES.get(0) + "."
                            : "That is " + length + " characters long; at most " + CriterionForm.SENTENCE_LIMIT
                                    + " are read. Shorten it.")));
        }
        dev.releasemanager.criteria.Reading reading =
                Criteria.read(sentence, scene.policy().criteriaRules().usualOf(form.component()));
        if (reading instanceof dev.releasemanager.criteria.Reading.Vague vague) {
            return Read.refused(PlannedCriteria.vague(sentence, vague));
        }
        var understood = (dev.releasemanager.criteria.Reading.Understood) reading;
        List<Criterion> all = new ArrayList<>(List.of(understood.criterion()));
        all.addAll(understood.further());
        JudgedAt judgedAt = form.kind().equals(LessonForm.IN_A_STAGE) ? JudgedAt.STAGE : JudgedAt.CHECKPOINT;
        List<Lesson> lessons = new ArrayList<>();
        for (Criterion criterion : all) {
            if (criterion.text().length() > PlannedCriterion.TEXT_LIMIT) {
                return Read.refused(Outcome.refused(
                        Map.of(LessonForm.TEXT, "In its standard form that is too long. Say less in one criterion.")));
            }
            Optional<String> misfit = PlannedCriteria.misfit(
                    new PlannedCriterion(
                            0, criterion.text(), judgedAt, Optional.of(form.component()), Optional.empty()),
                    scene);
            if (misfit.isPresent()) {
                return Read.refused(Outcome.refused(Map.of(LessonForm.TEXT, misfit.get())));
            }
            lessons.add(new Lesson(
                    review.release(),
                    review.nextLesson() + lessons.size(),
                    form.component(),
                    criterion.text(),
                    Optional.of(judgedAt),
                    Optional.empty(),
                    Optional.empty(),
                    by,
                    scene.now()));
        }
        return new Read(lessons, Optional.empty());
    }

    private static Read step(Scene scene, Review review, LessonForm form, PersonId by) {
        StepForm step = new StepForm(
                Optional.empty(), form.text(), Optional.empty(), form.lasts(), form.proof(), Optional.empty());
        Map<String, String> faults = new LinkedHashMap<>(step.faults(scene.roster(), scene.release()));
        Optional.ofNullable(faults.remove(StepForm.WHAT)).ifPresent(fault -> faults.put(LessonForm.TEXT, fault));
        if (!faults.isEmpty()) {
            return Read.refused(Outcome.refused(faults));
        }
        return new Read(
                List.of(new Lesson(
                        review.release(),
                        review.nextLesson(),
                        form.component(),
                        form.text().strip(),
                        Optional.empty(),
                        Lengths.find(form.lasts()),
                        form.proof().isBlank()
                                ? Optional.empty()
                                : Optional.of(form.proof().strip()),
                        by,
                        scene.now())),
                Optional.empty());
    }

    /** Takes a lesson back while the review is open. */
    public Outcome removeLesson(Intent intent, ReleaseKey key, int number) {
        return onOpen(intent, key, Act.REVIEW, (scene, review) -> {
            Optional<Lesson> lesson = review.findLesson(number);
            if (lesson.isEmpty()) {
                return Outcome.unchanged(scene.release(), "it has been removed already.");
            }
            scene.tx().put(review.without(lesson.get()));
            scene.record(
                    Optional.of(intent.by()),
                    "lesson_removed",
                    Map.of(
                            "component", lesson.get().component(),
                            "lesson", lesson.get().text()));
            return Outcome.done(scene.release(), Document.of("The lesson was removed."));
        });
    }

    /**
     * Closes it: with what was learned, or with the reason why that is nothing (A5).
     *
     * @param noLesson counts only where there is no lesson
     */
    public Outcome close(Intent intent, ReleaseKey key, String noLesson) {
        return onOpen(intent, key, Act.CLOSE_REVIEW, (scene, review) -> {
            boolean none = review.lessons().isEmpty();
            if (none) {
                Map<String, String> faults = new LinkedHashMap<>();
                Texts.required(
                        faults,
                        WHY,
                        noLesson,
                        Remark.TEXT_LIMIT,
                        "A review is closed with at least one lesson, or with the reason why there is none (A5). Write"
                                + " the reason, or add a lesson first.");
                if (!faults.isEmpty()) {
                    return Outcome.refused(faults);
                }
            }
            if (!Acts.claimForm(scene.tx(), intent)) {
                return Outcome.repeated();
            }
            Review closed = review.closed(new Review.Closing(
                    intent.by(), scene.now(), none ? Optional.of(noLesson.strip()) : Optional.empty()));
            scene.tx().put(closed);
            scene.release()
                    .state()
                    .closeReview(scene.now())
                    .changed()
                    .ifPresent(next -> scene.save(scene.release().with(next)));
            Map<String, String> details = new LinkedHashMap<>();
            details.put("lessons", Integer.toString(closed.lessons().size()));
            if (none) {
                details.put("no_lesson", noLesson.strip());
            }
            scene.record(Optional.of(intent.by()), "review_closed", details);
            Lessons.spread(scene, closed, intent.by());
            Document said = ReviewDocuments.closed(scene.release(), closed);
            scene.tellThread(said);
            scene.refreshBoard();
            scene.reply(intent, said);
            return Outcome.done(scene.release(), said);
        });
    }

    private static Refusal full(String thing, int limit) {
        return Refusal.of(
                "The " + thing + " was not added",
                "A review holds at most " + limit + " " + thing + "s.",
                "Keep those that matter.");
    }

    private interface OnReview {
        Outcome act(Review review);
    }

    private static Outcome onReview(Scene scene, boolean whileItRuns, OnReview act) {
        Release release = scene.release();
        Optional<Review> review = scene.tx().review(release.key());
        if (review.isEmpty()) {
            return Outcome.refused(nothingToReview(release));
        }
        if (!whileItRuns && release.state().phase() == Phase.ROLLING_BACK) {
            return Outcome.refused(Refusal.of(
                            "Nothing was written down",
                            release.key() + " is being rolled back, and diagnosis waits until that is over.",
                            "Questions can be parked with the button there.")
                    .by("Q2"));
        }
        if (!review.get().isOpen()) {
            return Outcome.unchanged(release, "its review is closed.");
        }
        return act.act(review.get());
    }

    private Outcome onOpen(Intent intent, ReleaseKey key, Act act, BiFunction<Scene, Review, Outcome> then) {
        return acts.on(key, intent, scene -> {
            Optional<Refusal> refusal = Permissions.check(act, intent.by(), scene.release(), scene.roster());
            return refusal.isPresent()
                    ? Outcome.refused(refusal.get())
                    : onReview(scene, false, review -> then.apply(scene, review));
        });
    }

    /** The same as a document, whole; empty if there is no such release or nothing to review. */
    public Optional<Document> page(ReleaseKey key) {
        return seen(key)
                .filter(seen -> seen.review().isPresent())
                .map(seen -> ReviewDocuments.complete(
                        seen.release(), seen.timeline(), seen.review().orElseThrow()));
    }
}
