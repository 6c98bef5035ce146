package dev.releasemanager.notice;

import dev.releasemanager.calendar.Lengths;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.notice.Document.Fact;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Release;
import dev.releasemanager.rollback.Executor;
import dev.releasemanager.rollback.PlanStanding;
import dev.releasemanager.rollback.PlanStanding.OfMigration;
import dev.releasemanager.rollback.PlanStanding.OfStep;
import dev.releasemanager.rollback.PlanStanding.Tested;
import dev.releasemanager.rollback.ReversalTest;
import dev.releasemanager.rollback.ReversalTest.Attestation;
import dev.releasemanager.rollback.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is told of a rollback plan: to those who execute its steps, to those who test a reversal, and to the owner. */
public final class RollbackDocuments {
    private RollbackDocuments() {}

    /** Who carries a step out, at the end of some words. */
    public static Words by(Words words, Executor executor) {
        return executor instanceof Executor.OfRota of
                ? words.plain("the rota ").strong(of.title())
                : words.mention(executor.person().orElseThrow());
    }

    /** What a button about a step is about: accepted is the step as it was shown. */
    public static String value(Release release, Step step) {
        return release.key() + ":" + step.number() + ":" + step.digest();
    }

    /** What a button about a migration is about. */
    public static String value(Release release, Change change) {
        return release.key() + ":" + change.id().value() + ":" + ReversalTest.contentOf(change);
    }

    /**
     * To the person who is to carry a step out.
     *
     * @param again whether they were asked before, and the step was changed since
     */
    public static Document asked(Release release, int place, Step step, PersonId by, boolean again) {
        Words head = again
                ? Words.strongly("Your rollback step was changed")
                        .plain(" by ")
                        .mention(by)
                        .plain(": step " + place + " of the rollback of " + Phrases.name(release)
                                + ". What you said of it before doesn't count any more.")
                : Words.strongly("Will you carry this out?")
                        .plain(" ")
                        .mention(by)
                        .plain(" named ")
                        .with(you(step))
                        .plain(" for step " + place + " of the rollback of " + Phrases.name(release)
                                + ". The plan isn't complete before "
                                + (ofRota(step) ? "one of you accepts" : "you accept")
                                + ", and without it there is no Go.");
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("How long", Words.of(step.lasts().map(Lengths::words).orElse("not said yet"))));
        facts.add(new Fact("Seen by", Words.of(Phrases.shortened(step.proof().orElse("not said yet"), 300))));
        return Document.builder()
                .paragraph(head)
                .paragraph(Words.strongly("What: ").plain(Phrases.shortened(step.what(), Step.WHAT_LIMIT)))
                .facts(facts)
                .choices(choices(release, place, step))
                .build();
    }

    private static boolean ofRota(Step step) {
        return step.executor().flatMap(Executor::rota).isPresent();
    }

    private static Words you(Step step) {
        return ofRota(step) ? by(Words.none(), step.executor().orElseThrow()) : Words.of("you");
    }

    /** To the others of a rota: one of them has accepted for all. */
    public static Document acceptedForAll(Release release, int place, Step step, PersonId by) {
        return Document.of(Words.strongly("Nothing to do for you: ")
                .mention(by)
                .plain(" has accepted step " + place + " of the rollback of " + Phrases.name(release) + " for ")
                .with(you(step))
                .plain(". If it comes to it, all of you are asked, and the first does it."));
    }

    /** To the others of a rota: one of them can't. */
    public static Document askedInstead(Release release, int place, Step step, PersonId by) {
        return Document.builder()
                .paragraph(Words.strongly("Will you carry this out?")
                        .plain(" ")
                        .mention(by)
                        .plain(" of ")
                        .with(you(step))
                        .plain(" can't. It is step " + place + " of the rollback of " + Phrases.name(release)
                                + ", and without one of you for it there is no Go."))
                .paragraph(Words.strongly("What: ").plain(Phrases.shortened(step.what(), Step.WHAT_LIMIT)))
                .choices(choices(release, place, step))
                .build();
    }

    public static List<Choice> choices(Release release, int place, Step step) {
        String value = value(release, step);
        return List.of(
                Choice.of(Controls.ACCEPT_STEP, value, "Accept")
                        .primary()
                        .said("Accept step " + place + " of " + release.key()),
                Choice.of(Controls.DECLINE_STEP, value, "I can't")
                        .said("Say that you can't carry out step " + place + " of " + release.key()));
    }

    /** To somebody who was named and isn't any more. */
    public static Document notYours(Release release, Step step, PersonId by) {
        return Document.of(Words.strongly("Not yours any more: ")
                .plain("“" + Phrases.shortened(step.what(), 200) + "” in the rollback of " + Phrases.name(release)
                        + ". ")
                .mention(by)
                .plain(" took it out, moved it or named somebody else. There is nothing to do."));
    }

    /** To the owner. */
    public static Document declined(Release release, int place, Step step, PersonId by, String reason) {
        return Document.builder()
                .paragraph(Words.strongly(
                                "Step " + place + " of the rollback of " + Phrases.name(release) + " has nobody: ")
                        .mention(by)
                        .plain(" can't: " + Phrases.sentence(Phrases.shortened(reason, 500))
                                + " Without somebody for it there is no Go."))
                .paragraph(Words.strongly("What: ").plain(Phrases.shortened(step.what(), 300)))
                .choices(toPlan(release, "Name somebody else"))
                .build();
    }

    private static Choice toPlan(Release release, String label) {
        return Choice.of(Controls.ROLLBACK_PLAN, Phrases.value(release), label)
                .primary()
                .said(label + " in the rollback plan of " + release.key());
    }

    /** To the owner, by whoever said the last word that was missing. */
    public static Document complete(Release release) {
        return Document.of(Words.strongly("The rollback plan of " + Phrases.name(release) + " is complete")
                .plain(": every step is accepted, and every migration's reversal is tested."));
    }

    /**
     * To the tester.
     *
     * @param again whether they were asked before, and the change was edited since
     */
    public static Document testAsked(Release release, Change change, ReversalTest test, PersonId by, boolean again) {
        Words head = again
                ? Words.strongly("Test the reversal again: ")
                        .mention(by)
                        .plain(" edited the migration, and what was tested before it doesn't count for "
                                + Phrases.name(release) + " any more.")
                : Words.strongly("Will you test this reversal?")
                        .plain(" ")
                        .mention(by)
                        .plain(" named you for a migration of " + Phrases.name(release)
                                + ". You didn't write it, so your word on its way back counts. Without it there is no"
                                + " Go.");
        return Document.builder()
                .paragraph(head)
                .paragraph(Words.strongly(Phrases.shortened(change.title(), 150))
                        .plain(" (" + change.component() + ") ")
                        .link(change.link(), "look"))
                .facts(List.of(new Fact("On", Words.of(Phrases.shortened(test.on(), 300)))))
                .choices(testChoices(release, change))
                .build();
    }

    public static List<Choice> testChoices(Release release, Change change) {
        String value = value(release, change);
        String title = Phrases.shortened(change.title(), 40);
        return List.of(
                Choice.of(Controls.ATTEST, value, "Attest the test").primary().said("Attest the test of " + title),
                Choice.of(Controls.DECLINE_TEST, value, "I can't").said("Say that you can't test " + title));
    }

    /** To the owner. */
    public static Document testDeclined(Release release, Change change, PersonId by, String reason) {
        return Document.builder()
                .paragraph(Words.strongly("A reversal of " + Phrases.name(release) + " has no tester: ")
                        .mention(by)
                        .plain(" can't test that of “" + Phrases.shortened(change.title(), 150) + "”: "
                                + Phrases.sentence(Phrases.shortened(reason, 500))))
                .choices(toPlan(release, "Name somebody else"))
                .build();
    }

    /** To the owner, and into the thread. */
    public static Document attested(Release release, Change change, ReversalTest test, Attestation given) {
        return Document.of(Words.strongly("Reversal tested for " + Phrases.name(release) + ": ")
                .mention(test.tester())
                .plain(" tested the way back of “" + Phrases.shortened(change.title(), 150) + "” on "
                        + Phrases.shortened(given.on(), 150) + ", ")
                .moment(given.testedAt(), release.profile().zone())
                .plain(", ")
                .link(given.link(), "look")
                .plain(". Seen: " + Phrases.sentence(Phrases.shortened(given.seen(), 500))));
    }

    /** What waits for a person in Home, at most so much: steps to accept and tests to attest; gives how many. */
    static int waiting(Document.Builder document, PersonId person, Dossier dossier, int most) {
        Release release = dossier.release();
        if (release.state().isClosed()) {
            return 0;
        }
        int waiting = 0;
        for (OfStep of : dossier.planStanding().steps()) {
            boolean asked = of.readiness() == PlanStanding.Readiness.ASKED
                    && of.step()
                            .executor()
                            .filter(executor -> executor.includes(person, dossier.roster()))
                            .isPresent();
            if (asked && waiting < most) {
                waiting++;
                document.paragraph(Words.strongly(Phrases.name(release))
                                .plain("  Will you carry out step " + of.place() + " of its rollback? "
                                        + Phrases.shortened(of.step().what(), 200)))
                        .choices(choices(release, of.place(), of.step()));
            }
        }
        for (OfMigration of : dossier.planStanding().tests()) {
            boolean asked = (of.tested() == Tested.ASKED || of.tested() == Tested.OUTDATED)
                    && of.test().filter(test -> test.tester().equals(person)).isPresent();
            if (asked && waiting < most) {
                waiting++;
                document.paragraph(Words.strongly(Phrases.name(release))
                                .plain("  Will you test the reversal of “"
                                        + Phrases.shortened(of.change().title(), 150) + "”?"))
                        .choices(testChoices(release, of.change()));
            }
        }
        return waiting;
    }

    /** Where the test of a migration's reversal stands, and why it doesn't count if it doesn't. */
    static Words standing(OfMigration of, Release release) {
        Words known = standing(of.test(), release);
        return switch (of.tested()) {
            case ATTESTED -> Words.strongly("✅ ").with(known);
            case NOBODY_NAMED, ASKED -> Words.strongly("❓ missing: ").with(known);
            case OUTDATED ->
                Words.strongly("❓ missing: ").with(known).plain("; the change was edited since, so it is tested again");
            case TESTER_LEFT -> Words.strongly("❓ missing: ").with(known).plain(", who has left");
            case TESTER_IS_AUTHOR ->
                Words.strongly("❓ missing: ").with(known).plain("; whoever wrote or edited the change can't test it");
            case DECLINED ->
                Words.strongly("❓ missing: ")
                        .with(known)
                        .plain(", who can't: "
                                + Phrases.shortened(
                                        of.test().flatMap(ReversalTest::refusal).orElse("no reason given"), 100));
        };
    }

    /** What is known of a migration's reversal, for the plan's window. */
    public static Words standing(Optional<ReversalTest> test, Release release) {
        if (test.isEmpty()) {
            return Words.of("nobody is named to test its reversal");
        }
        Words words = Words.none();
        Optional<Attestation> given = test.get().attestation();
        return given.isPresent()
                ? words.plain("tested by ")
                        .mention(test.get().tester())
                        .plain(" on " + Phrases.shortened(given.get().on(), 100) + ", ")
                        .moment(given.get().testedAt(), release.profile().zone())
                        .plain(", ")
                        .link(given.get().link(), "look")
                : words.plain("to be tested by ")
                        .mention(test.get().tester())
                        .plain(" on " + Phrases.shortened(test.get().on(), 100));
    }
}
