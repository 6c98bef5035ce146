package dev.releasemanager.notice;

import dev.releasemanager.calendar.Lengths;
import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.notice.Document.Fact;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Release;
import dev.releasemanager.rollback.Rollback;
import dev.releasemanager.rollback.RollbackOrder;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollback.Step;
import dev.releasemanager.rollback.Undoing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is told while a release is rolled back: who does what now, and how far it has come. */
public final class UndoingDocuments {
    private static final int STEPS_SHOWN = 15;
    private static final int SHOWN = 200;

    private UndoingDocuments() {}

    /** On the board and on the message of a stop; it is confirmed once more. */
    static Choice rollBack(Release release) {
        return Choice.of(Controls.ROLL_BACK, Phrases.value(release), "Roll back …")
                .danger()
                .said("Roll " + release.key() + " back");
    }

    private static String value(Release release, Undoing step) {
        return release.key() + ":" + step.number();
    }

    /** Before it begins: what would be done, by whom, how long. */
    public static Document preview(Release release, RollbackOrder order, RollbackPlan plan) {
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly("This begins at once. ")
                        .plain("Everything else about " + release.key() + " waits until it is over."));
        if (order.steps().isEmpty()) {
            document.paragraph("Nothing of it is in production by what was said here, so that no step is asked for.");
        } else {
            document.numbered(order.steps().stream()
                    .limit(STEPS_SHOWN)
                    .map(UndoingDocuments::planned)
                    .toList());
            more(document, order.steps().size());
            Duration all = order.steps().stream()
                    .flatMap(step -> step.lasts().stream())
                    .reduce(Duration.ZERO, Duration::plus);
            document.paragraph("By the plan it takes " + Lengths.words(all) + ".");
        }
        if (!order.needless().isEmpty()) {
            document.aside("Left out, for what they undo was never deployed or switched on: "
                    + String.join(
                            "; ",
                            order.needless().stream()
                                    .limit(STEPS_SHOWN)
                                    .map(step -> Phrases.shortened(step.what(), 80))
                                    .toList())
                    + ".");
        }
        unnamed(order.unnamed()).ifPresent(document::paragraph);
        notUndone(plan.notUndone()).ifPresent(document::paragraph);
        return document.build();
    }

    private static Words planned(Step step) {
        Words words = Words.of(Phrases.shortened(step.what(), SHOWN));
        words = step.executor().isPresent()
                ? RollbackDocuments.by(words.plain(" · "), step.executor().get())
                : words.plain(" · the owner, for nobody else is named who is still here");
        return step.lasts().isPresent()
                ? words.plain(" · " + Lengths.words(step.lasts().get()))
                : words;
    }

    private static void more(Document.Builder document, int steps) {
        if (steps > STEPS_SHOWN) {
            document.paragraph("… and " + (steps - STEPS_SHOWN) + " more.");
        }
    }

    private static Optional<Words> unnamed(List<String> components) {
        return components.isEmpty()
                ? Optional.empty()
                : Optional.of(Words.strongly("No step names ")
                        .plain(String.join(", ", components)
                                + ", which was deployed. Whoever looks after it has to say whether it can stay."));
    }

    private static Optional<Words> notUndone(Optional<String> words) {
        return words.map(
                said -> Words.strongly("Not undone by it: ").plain(Phrases.sentence(Phrases.shortened(said, 500))));
    }

    /** Into the thread, to the owner and to the leads. */
    public static Document begun(Release release, Rollback rollback, Optional<String> notUndone) {
        Words head = Words.strongly("⏪ ROLLING BACK " + Phrases.name(release) + ". ");
        head = rollback.startedBy().isPresent()
                ? head.mention(rollback.startedBy().get()).plain(": ")
                : head.plain("A trigger of the plan has fired: ");
        Document.Builder document = Document.builder()
                .paragraph(head.plain(Phrases.sentence(Phrases.shortened(rollback.reason(), 500))))
                .items(lines(rollback));
        more(document, rollback.steps().size());
        unnamed(rollback.unnamed()).ifPresent(document::paragraph);
        notUndone(notUndone).ifPresent(document::paragraph);
        return document.aside("Why it happened is looked into afterwards: park questions for the review, here or in the"
                        + " thread of its board.")
                .choices(ReviewDocuments.park(release))
                .build();
    }

    /** The steps as they stand, for the board and the thread. */
    public static List<Words> lines(Rollback rollback) {
        List<Words> lines = new ArrayList<>();
        for (Undoing step : rollback.steps()) {
            if (lines.size() == STEPS_SHOWN) {
                break;
            }
            Words line = Words.strongly(
                            switch (step.standing()) {
                                case WAITING -> "… WAITING ";
                                case ASKED -> "▶ NOW ";
                                case DONE -> "✅ DONE ";
                                case STUCK -> "⛔ STUCK ";
                                case LEFT -> "– LEFT ";
                            })
                    .plain(Phrases.shortened(step.what(), SHOWN) + " · ")
                    .with(who(step))
                    .plain(" · "
                            + step.took()
                                    .map(length ->
                                            "took " + Lengths.words(length) + " of " + Lengths.words(step.lasts()))
                                    .orElse(Lengths.words(step.lasts())));
            lines.add(
                    step.why().isPresent()
                            ? line.plain(": "
                                    + Phrases.sentence(
                                            Phrases.shortened(step.why().get(), SHOWN)))
                            : line);
        }
        return lines;
    }

    /** Whoever does it; of a rota whoever has done it, once somebody has. */
    private static Words who(Undoing step) {
        Words words = RollbackDocuments.by(Words.none(), step.executor());
        return step.executor().rota().isPresent() && step.standing() == Undoing.Standing.DONE
                ? step.answeredBy()
                        .map(first -> Words.mentioning(first).plain(" for ").with(words))
                        .orElse(words)
                : words;
    }

    /** To whoever does the step; of a rota to everybody. */
    public static Document asked(Release release, Rollback rollback, Undoing step) {
        int place = rollback.steps().indexOf(step) + 1;
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("How long", Words.of(Lengths.words(step.lasts()))));
        if (!step.proof().isBlank()) {
            facts.add(new Fact("Seen by", Words.of(Phrases.shortened(step.proof(), 300))));
        }
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly("⏪ Do this now: ")
                        .plain("step " + place + " of " + rollback.steps().size() + " of the rollback of "
                                + Phrases.name(release) + "."
                                + (place < rollback.steps().size() ? " The next one waits for it." : "")))
                .paragraph(Words.strongly("What: ").plain(Phrases.shortened(step.what(), Step.WHAT_LIMIT)))
                .facts(facts);
        ofRota(step).ifPresent(document::paragraph);
        return document.choices(
                        Choice.of(Controls.UNDONE, value(release, step), "Done")
                                .primary()
                                .said("Step " + place + " of the rollback of " + release.key() + " is done"),
                        Choice.of(Controls.CANNOT_UNDO, value(release, step), "Can't")
                                .danger()
                                .said("Say that you can't do step " + place + " of the rollback of " + release.key()))
                .build();
    }

    private static Optional<Words> ofRota(Undoing step) {
        return step.executor().rota().isPresent()
                ? Optional.of(
                        RollbackDocuments.by(Words.of("Everybody of "), step.executor())
                                .plain(
                                        " is asked. Tell the others when you begin; the first to click Done has done it for all."))
                : Optional.empty();
    }

    /** To the thread, the lead and the owner: somebody else has to do it. */
    public static Document stuck(Release release, Rollback rollback, Undoing step) {
        return helpWanted(
                release,
                step,
                Words.strongly("⛔ The rollback of " + Phrases.name(release) + " is stuck: ")
                        .with(step.answeredBy().map(Words::mentioning).orElse(who(step)))
                        .plain(" can't do step " + (rollback.steps().indexOf(step) + 1) + ": "
                                + Phrases.sentence(Phrases.shortened(step.why().orElse(""), 500))));
    }

    /** To the thread, the lead and the owner: its stated time is over. */
    public static Document overdue(Release release, Rollback rollback, Undoing step) {
        return helpWanted(
                release,
                step,
                Words.strongly("⏰ Step " + (rollback.steps().indexOf(step) + 1) + " of the rollback of "
                                + Phrases.name(release) + " takes longer than planned: ")
                        .with(who(step))
                        .plain(" was asked for it " + Lengths.words(step.lasts())
                                + " ago. Call them, or take it over."));
    }

    /** How far it has come, for whoever asks; the step whose turn it is can be taken over here. */
    public static Document steps(Release release, Rollback rollback) {
        Document.Builder document = Document.builder().items(lines(rollback));
        more(document, rollback.steps().size());
        rollback.current().ifPresent(step -> document.paragraph(Words.strongly("It waits for: ")
                        .plain(Phrases.shortened(step.what(), SHOWN) + " (")
                        .with(who(step))
                        .plain(")."))
                .choices(help(release, step)));
        if (!rollback.isOver()) {
            document.aside("Questions of why wait for the review.").choices(ReviewDocuments.park(release));
        }
        return document.build();
    }

    /** On the board while it runs. */
    static Choice look(Release release) {
        return Choice.of(Controls.ROLL_BACK, Phrases.value(release), "Steps")
                .said("Show the steps of the rollback of " + release.key());
    }

    private static Document helpWanted(Release release, Undoing step, Words head) {
        return Document.builder()
                .paragraph(head)
                .paragraph(Words.strongly("What: ").plain(Phrases.shortened(step.what(), Step.WHAT_LIMIT)))
                .choices(help(release, step))
                .build();
    }

    private static List<Choice> help(Release release, Undoing step) {
        return List.of(
                Choice.of(Controls.TAKE_OVER, value(release, step), "Take it over")
                        .primary()
                        .said("Take over a step of the rollback of " + release.key()),
                Choice.of(Controls.LEAVE_STEP, value(release, step), "Go on without it")
                        .said("Go on with the rollback of " + release.key() + " without this step"));
    }

    public static Document takenOver(Release release, Undoing step, PersonId by) {
        return Document.of(Words.strongly("Taken over: ")
                .mention(by)
                .plain(" does “" + Phrases.shortened(step.what(), SHOWN) + "” in the rollback of " + release.key()
                        + ", in place of ")
                .with(who(step))
                .plain("."));
    }

    public static Document left(Release release, Undoing step, PersonId by, String reason) {
        return Document.of(Words.strongly("Left as it is: ")
                .mention(by)
                .plain(" goes on with the rollback of " + release.key() + " without “"
                        + Phrases.shortened(step.what(), SHOWN) + "”: "
                        + Phrases.sentence(Phrases.shortened(reason, 500))));
    }

    /** To whoever has just said something of a step. */
    public static Document progress(Release release, Rollback rollback) {
        long over = rollback.steps().stream().filter(Undoing::isOver).count();
        Words head = Words.strongly("Thank you. ")
                .plain(over + " of " + rollback.steps().size() + " steps of the rollback of " + release.key()
                        + " are over. ");
        return Document.of(rollback.current()
                .map(step -> step.standing() == Undoing.Standing.STUCK
                        ? head.plain("It waits for somebody to take “" + Phrases.shortened(step.what(), 80) + "” over.")
                        : head.plain("Now it is up to ").with(who(step)).plain("."))
                .orElse(head.plain("It is rolled back.")));
    }

    /** Into the thread and to the owner. */
    public static Document finished(Release release, Rollback rollback, Instant now, Optional<String> notUndone) {
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly("✅ ROLLED BACK: " + Phrases.name(release) + ". ")
                        .plain("It took " + Lengths.words(Duration.between(rollback.startedAt(), now))
                                + "; the plan said " + Lengths.words(rollback.estimate()) + "."))
                .items(lines(rollback));
        more(document, rollback.steps().size());
        unnamed(rollback.unnamed()).ifPresent(document::paragraph);
        notUndone(notUndone).ifPresent(document::paragraph);
        return document.build();
    }

    /** To support, product and leadership: no technique. */
    public static Document begunToAudience(Release release, String reason, Optional<String> notUndone) {
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly("⏪ " + Phrases.name(release) + " is being taken back. ")
                        .plain("Users get what they had before. Why: "
                                + Phrases.sentence(Phrases.shortened(reason, 300))));
        notUndone(notUndone).ifPresent(document::paragraph);
        return document.paragraph(Words.strongly("You hear from here when it is done. ")
                        .plain("Questions go to ")
                        .mention(release.owner())
                        .plain("."))
                .build();
    }

    public static Document finishedToAudience(Release release, Optional<String> notUndone) {
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly("✅ " + Phrases.name(release) + " is taken back. ")
                        .plain("Users have what they had before."));
        notUndone(notUndone).ifPresent(document::paragraph);
        return document.build();
    }
}
