package dev.releasemanager.notice;

import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.release.Release;

/** What is said while a release is put together. */
public final class PlanningDocuments {
    private PlanningDocuments() {}

    /** To the owner of a new release; its first open item is the rollback plan (S1). */
    public static Document created(Release release, String command) {
        String value = Phrases.value(release);
        return Document.builder()
                .paragraph(Words.strongly(Phrases.name(release))
                        .plain(" is made; its board is in ")
                        .channel(release.profile().channel())
                        .with(ownership(release)))
                .paragraph(Words.strongly("First open item: ")
                        .plain("how do we reverse this? Without a complete rollback plan there is no Go, and nobody can"
                                + " override that."))
                .choices(
                        Choice.of(Controls.ROLLBACK_PLAN, value, "Write rollback plan")
                                .primary()
                                .said("Write the rollback plan of " + release.key()),
                        Choice.of(Controls.SCOPE, value, "Add the scope").said("Edit the scope of " + release.key()),
                        Choice.of(Controls.CHECK, value, "Check the gate")
                                .said("Show the findings on " + release.key()))
                .aside(Words.of("Then ")
                        .code(command + " open " + release.key() + " until 16:00")
                        .plain(" asks the teams."))
                .build();
    }

    /** An owner who was named by somebody else learns here that it is theirs. */
    private static Words ownership(Release release) {
        return release.createdBy().equals(release.owner())
                ? Words.of(".")
                : Words.of(". ")
                        .mention(release.createdBy())
                        .plain(" made it and named ")
                        .mention(release.owner())
                        .plain(" its owner.");
    }

    /** In the channel that a release's board has left. */
    public static Document moved(Release release) {
        return Document.of(Words.strongly(Phrases.name(release))
                .plain(" has moved: its board is in ")
                .channel(release.profile().channel())
                .plain(" now."));
    }
}
