package dev.releasemanager.notice;

import dev.releasemanager.gate.Hold;
import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Release;

/** What is told of holds. */
public final class HoldDocuments {
    private HoldDocuments() {}

    /** Into the thread. */
    public static Document held(Release release, Hold hold) {
        return Document.of(words(release, hold));
    }

    private static Words words(Release release, Hold hold) {
        return Words.strongly("⏸ HELD: ")
                .mention(hold.by())
                .plain(" holds " + Phrases.name(release) + ": " + Phrases.sentence(hold.reason())
                        + " There is no Go while it stands; confirmations stay.");
    }

    public static Document heldToOwner(Release release, Hold hold) {
        return Document.builder()
                .paragraph(words(release, hold))
                .choices(
                        Choice.of(Controls.LIFT, release.key() + ":" + hold.number(), "Lift the hold")
                                .said("Lift the hold on " + release.key()),
                        Choice.of(Controls.CHECK, Phrases.value(release), "Check the gate")
                                .said("Show the findings on " + release.key()))
                .build();
    }

    public static Document lifted(Release release, Hold hold, PersonId by) {
        return Document.of(Words.strongly("The hold on " + Phrases.name(release) + " is lifted")
                .plain(" by ")
                .mention(by)
                .plain(". It was: " + Phrases.sentence(hold.reason())));
    }
}
