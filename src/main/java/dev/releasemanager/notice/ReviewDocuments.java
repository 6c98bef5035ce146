package dev.releasemanager.notice;

import dev.releasemanager.calendar.Lengths;
import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.review.Lesson;
import dev.releasemanager.review.Remark;
import dev.releasemanager.review.Review;
import dev.releasemanager.review.Timeline;
import dev.releasemanager.rollback.Undoing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * What is told of a review (Q2): what happened, by acts and moments, and what is learned from it. Nobody is judged in it: it
 * says what was done and seen, never what somebody should have known.
 */
public final class ReviewDocuments {
    private static final int EVENTS = 20;
    private static final int ENTRIES = 10;
    private static final int SHOWN = 200;

    private final Release release;
    private final int most;
    private final int letters;
    private final Document.Builder document = Document.builder();

    private ReviewDocuments(Release release, int most, int letters) {
        this.release = release;
        this.most = most;
        this.letters = letters;
    }

    /** On the board of a rollback that is over, and on the word of a stop that was resumed. */
    static Choice look(Release release, String label) {
        return Choice.of(Controls.REVIEW, Phrases.value(release), label).said("Show the review of " + release.key());
    }

    static Choice park(Release release) {
        return Choice.of(Controls.PARK_QUESTION, Phrases.value(release), "Park a question …")
                .said("Park a question for the review of " + release.key());
    }

    /** "before the call", "in a stage", "rollback step". */
    public static String kind(Lesson lesson) {
        return lesson.judgedAt().map(at -> "criterion, judged " + at.words()).orElse("rollback step");
    }

    private static String components(Review review) {
        return Phrases.shortened(String.join(", ", review.components()), 300);
    }

    /** Into the thread and to those who decide. */
    public static Document opened(Release release, Review review) {
        Words head = Words.strongly("REVIEW: " + Phrases.name(release) + ". ");
        head = review.openedBy()
                .map(head::mention)
                .map(words -> words.plain(" has opened it. "))
                .orElse(head);
        Document.Builder document = Document.builder()
                .paragraph(
                        head.plain("What happened is drawn from the record; whoever took part adds what staging didn't"
                                + " show, what was found out, and what is to be learned from it."));
        if (review.demanded()) {
            document.paragraph(Words.strongly("Until it is closed ")
                    .plain("other releases that touch " + components(review) + " get no Go. It is closed by ")
                    .mention(release.owner())
                    .plain(", with a lesson or with the reason why there is none (A5)."));
        }
        return document.choices(look(release, "Open the review").primary()).build();
    }

    /** Into the thread. */
    public static Document remarked(Release release, Remark remark) {
        return Document.of(Words.strongly(
                        remark.kind() == Remark.Kind.QUESTION
                                ? "Parked for the review of " + release.key() + ": "
                                : "Found out, for the review of " + release.key() + ": ")
                .plain(Phrases.sentence(Phrases.shortened(remark.text(), Remark.TEXT_LIMIT)) + " (")
                .mention(remark.by())
                .plain(")"));
    }

    /** Into the thread. */
    public static Document missed(Release release, PersonId by, String text) {
        return Document.of(Words.strongly("What staging didn't show, for the review of " + release.key() + ": ")
                .plain(Phrases.sentence(Phrases.shortened(text, Remark.TEXT_LIMIT)) + " (")
                .mention(by)
                .plain(")"));
    }

    /** Into the thread. */
    public static Document learned(Release release, List<Lesson> lessons, PersonId by) {
        return Document.builder()
                .paragraph(Words.strongly((lessons.size() == 1 ? "A lesson" : "Lessons") + " of " + release.key())
                        .plain(", written down by ")
                        .mention(by)
                        .plain(":"))
                .items(lessons.stream().map(ReviewDocuments::lesson).toList())
                .build();
    }

    private static Words lesson(Lesson lesson) {
        Words words = Words.of(Phrases.shortened(lesson.text(), 300))
                .soft(" (" + lesson.component() + ", " + kind(lesson)
                        + lesson.lasts()
                                .map(length -> ", " + Lengths.words(length))
                                .orElse("") + ")");
        return words;
    }

    /** Into the thread, and to whoever has closed it. */
    public static Document closed(Release release, Review review) {
        Review.Closing closing = review.closing().orElseThrow();
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly("✅ The review of " + Phrases.name(release) + " is closed")
                        .plain(", by ")
                        .mention(closing.by())
                        .plain("."));
        if (closing.noLesson().isPresent()) {
            document.paragraph(Words.strongly("No lesson comes of it: ")
                    .plain(Phrases.sentence(Phrases.shortened(closing.noLesson().get(), Remark.TEXT_LIMIT))));
        } else {
            document.paragraph(Words.strongly("Its lessons join the releases to come:"))
                    .items(review.lessons().stream()
                            .limit(ENTRIES)
                            .map(ReviewDocuments::lesson)
                            .toList());
            more(document, review.lessons().size() - ENTRIES);
        }
        return document.choices(look(release, "Review")).build();
    }

    private static void more(Document.Builder document, int more) {
        if (more > 0) {
            document.paragraph("… and " + more + " more.");
        }
    }

    /** Into the thread of a release that takes lessons up, and to those who decide on it. */
    public static Document joined(Release release, ReleaseKey from, List<String> lessons) {
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly("Lessons of " + from + " have joined " + Phrases.name(release))
                        .plain(": its review was closed, and they are about what changes here."))
                .items(lessons.stream()
                        .limit(ENTRIES)
                        .map(text -> Words.of(Phrases.shortened(text, SHOWN)))
                        .toList());
        more(document, lessons.size() - ENTRIES);
        return document.choices(Choice.of(Controls.CHECK, Phrases.value(release), "Check the gate")
                        .said("Show the findings on " + release.key()))
                .build();
    }

    /** @param waiting the releases that wait for it now */
    public static Document reminder(Release release, Review review, List<ReleaseKey> waiting, Instant now) {
        Words words = Words.strongly("The review of " + Phrases.name(release) + " is still open")
                .plain(", since " + Lengths.words(shortly(Duration.between(review.openedAt(), now))) + ". ")
                .plain(
                        waiting.isEmpty()
                                ? "The next release that touches " + components(review) + " will wait for it. "
                                : Phrases.shortened(
                                                String.join(
                                                        ", ",
                                                        waiting.stream()
                                                                .map(ReleaseKey::value)
                                                                .toList()),
                                                200)
                                        + (waiting.size() == 1 ? " waits for it. " : " wait for it. "))
                .plain(
                        review.lessons().isEmpty()
                                ? "It lacks a lesson, or the reason why there is none."
                                : Phrases.count(review.lessons().size(), "lesson")
                                        + " written down; it can be closed.");
        return Document.builder()
                .paragraph(words)
                .choices(look(release, "Open the review").primary())
                .build();
    }

    private static Duration shortly(Duration length) {
        return length.toHours() >= 48
                ? Duration.ofDays(length.toDays())
                : length.toHours() >= 1 ? Duration.ofHours(length.toHours()) : Duration.ofMinutes(length.toMinutes());
    }

    /** Where there is none yet but could be one. */
    public static Document offered(Release release, Timeline timeline) {
        ReviewDocuments folded = new ReviewDocuments(release, EVENTS, SHOWN);
        folded.document
                .paragraph(Words.strongly("No review is opened. ")
                        .plain("It was stopped and went on: a review is offered, not demanded, and no release waits for"
                                + " it."))
                .choices(Choice.of(Controls.OPEN_REVIEW, Phrases.value(release), "Open a review")
                        .primary()
                        .said("Open a review of " + release.key()));
        folded.timeline(timeline);
        return folded.document.build();
    }

    /**
     * As much as can be read in a modal, with what can be done about it.
     *
     * @param addresses of the whole one; empty where there are none, and then it can be had as a file
     */
    public static Document folded(
            Release release, Timeline timeline, Review review, Optional<ManifestDocuments.Addresses> addresses) {
        ReviewDocuments folded = new ReviewDocuments(release, ENTRIES, SHOWN);
        Document.Builder document = folded.document;
        String value = Phrases.value(release);
        folded.standing(review);
        if (review.isOpen()) {
            document.choices(
                    Choice.of(Controls.ADD_LESSON, value, "Add a lesson").primary(),
                    Choice.of(Controls.ADD_FINDING, value, "Add a finding"),
                    Choice.of(Controls.SAY_MISSED, value, "What staging missed"),
                    Choice.of(Controls.CLOSE_REVIEW, value, "Close the review"));
        }
        folded.content(review, true);
        folded.timeline(timeline);
        addresses.ifPresentOrElse(
                to -> document.paragraph(Words.of("Complete ")
                        .link(to.page(), "as a page")
                        .plain(" or ")
                        .link(to.markdown(), "as Markdown")
                        .plain(" (these links are good for a few days, for whoever has them)")),
                () -> document.choices(Choice.of(Controls.REVIEW_FILE, value, "Send me all of it")
                        .said("Send me the whole review of " + release.key() + " as a file")));
        return document.build();
    }

    /** With everything in it, for a page or a file. */
    public static Document complete(Release release, Timeline timeline, Review review) {
        ReviewDocuments complete = new ReviewDocuments(release, Integer.MAX_VALUE, Integer.MAX_VALUE);
        complete.document.heading("Review of " + Phrases.name(release));
        complete.standing(review);
        complete.content(review, false);
        complete.timeline(timeline);
        return complete.document.build();
    }

    private String text(String typed) {
        return letters == Integer.MAX_VALUE ? typed.strip() : Phrases.shortened(typed, letters);
    }

    private void standing(Review review) {
        if (review.closing().isPresent()) {
            Review.Closing closing = review.closing().get();
            document.paragraph(Words.strongly("Closed ")
                    .plain("by ")
                    .mention(closing.by())
                    .plain(", ")
                    .moment(closing.at(), release.profile().zone())
                    .plain(".")
                    .plain(closing.noLesson()
                            .map(why -> " No lesson comes of it: " + Phrases.sentence(text(why)))
                            .orElse("")));
        } else if (review.demanded()) {
            document.paragraph(
                    Words.strongly("Open. ")
                            .plain(
                                    "Other releases that touch " + components(review)
                                            + " get no Go until it is closed, with a lesson or with the reason why there is none (A5)."));
        } else {
            document.paragraph(Words.strongly("Open. ").plain("No release waits for it."));
        }
    }

    private <T> void list(String title, List<T> all, Function<T, Words> words) {
        if (all.isEmpty()) {
            return;
        }
        document.paragraph(Words.strongly(title))
                .items(all.stream().limit(most).map(words).toList());
        more(document, all.size() - most);
    }

    private void content(Review review, boolean withButtons) {
        document.paragraph(Words.strongly("What staging missed: ")
                .plain(review.missed().isBlank() ? "nobody has said yet." : Phrases.sentence(text(review.missed()))));
        list("Findings", review.remarks(Remark.Kind.FINDING), this::remark);
        list("Questions that were parked", review.remarks(Remark.Kind.QUESTION), this::remark);
        if (review.lessons().isEmpty()) {
            document.paragraph(Words.strongly("Lessons: ").plain("none yet."));
            return;
        }
        if (!withButtons || !review.isOpen()) {
            list("Lessons", review.lessons(), lesson -> lesson(lesson)
                    .plain(", by ")
                    .mention(lesson.by()));
            return;
        }
        document.paragraph(Words.strongly("Lessons"));
        review.lessons().stream()
                .limit(most)
                .forEach(lesson -> document.row(
                        lesson(lesson),
                        Choice.of(Controls.REMOVE_LESSON, release.key() + ":" + lesson.number(), "Remove")
                                .said("Remove the lesson " + Phrases.shortened(lesson.text(), 40))));
        more(document, review.lessons().size() - most);
    }

    private Words remark(Remark remark) {
        return Words.of(Phrases.sentence(text(remark.text())) + " (")
                .mention(remark.by())
                .plain(", ")
                .moment(remark.at(), release.profile().zone())
                .plain(")");
    }

    private void timeline(Timeline timeline) {
        List<Timeline.Event> events = timeline.events();
        int shown = most == Integer.MAX_VALUE ? events.size() : Math.min(EVENTS, events.size());
        document.paragraph(Words.strongly("What happened")
                .plain(timeline.fromSeenToUndone()
                        .map(length -> ": from the first value out of bounds to the end of the rollback it was "
                                + Lengths.words(shortly(length)) + ".")
                        .orElse("")));
        if (shown < events.size()) {
            document.paragraph((events.size() - shown) + " earlier entries are in the complete review.");
        }
        List<Words> lines = new ArrayList<>();
        for (Timeline.Event event : events.subList(events.size() - shown, events.size())) {
            Words line =
                    Words.none().moment(event.at(), release.profile().zone()).plain("  ");
            line = event.by().map(line::mention).map(words -> words.plain(" ")).orElse(line);
            lines.add(event.outOfBounds() ? line.strong(text(event.what())) : line.plain(text(event.what())));
        }
        document.items(lines);
        steps(timeline.steps());
    }

    private void steps(List<Timeline.Step> steps) {
        if (steps.isEmpty()) {
            return;
        }
        document.paragraph(Words.strongly("The rollback's steps against the plan"));
        document.numbered(steps.stream()
                .limit(most == Integer.MAX_VALUE ? Integer.MAX_VALUE : EVENTS)
                .map(step -> RollbackDocuments.by(
                        Words.of(text(step.what()) + ": ").plain(took(step)).plain(", "), step.executor()))
                .toList());
        more(document, steps.size() - Math.max(most, EVENTS));
    }

    private static String took(Timeline.Step step) {
        String planned = "planned " + Lengths.words(step.estimate());
        return step.took()
                .map(length -> "took " + Lengths.words(length) + ", " + planned
                        + step.over()
                                .filter(over -> over.compareTo(Duration.ofMinutes(1)) >= 0)
                                .map(over -> " (" + Lengths.words(shortly(over)) + " more)")
                                .orElse(""))
                .orElseGet(
                        () -> (step.standing() == Undoing.Standing.LEFT ? "left as it was, " : "not done, ") + planned);
    }
}
