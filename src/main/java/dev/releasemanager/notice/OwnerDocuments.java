package dev.releasemanager.notice;

import dev.releasemanager.gate.Dossier;
import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.Team;

/** What the owner of a release is told in private. */
public final class OwnerDocuments {
    private OwnerDocuments() {}

    /** A team isn't ready: at once, with the reason, for the owner has to decide what to do about it. */
    public static Document notReady(Dossier dossier, Team team, Confirmation answer) {
        Release release = dossier.release();
        String value = Phrases.value(release);
        return Document.builder()
                .paragraph(Words.strongly("⛔ " + team.name() + " is not ready")
                        .plain(" for " + Phrases.name(release) + ". ")
                        .mention(answer.person())
                        .plain(": " + answer.reason().orElse("") + "\nExpected: "
                                + answer.estimate().orElse("")))
                .choices(
                        Choice.of(Controls.DEFER, of(release, team), "What if it is deferred?")
                                .said("Show what deferring " + team.name() + " would do to " + release.key()),
                        Choice.of(Controls.DELAY, value, "Delay").said("Delay " + release.key()),
                        Choice.of(Controls.NO_GO, value, "No-Go").danger().said("Call No-Go for " + release.key()),
                        Choice.of(Controls.CHECK, value, "Check the gate")
                                .said("Show the findings on " + release.key()))
                .build();
    }

    private static String of(Release release, Team team) {
        return release.key() + "|" + team.id().value();
    }

    /** The last requirement was met while the checkpoint is open. */
    public static Document gateOpen(Dossier dossier) {
        Release release = dossier.release();
        String value = Phrases.value(release);
        return Document.builder()
                .paragraph(Words.strongly("✅ The gate of " + Phrases.name(release) + " is open")
                        .plain(": every requirement is met on revision " + release.revision() + ". The call is yours."))
                .choices(
                        Choice.of(Controls.GO, value, "Go").primary().said("Call Go for " + release.key()),
                        Choice.of(Controls.NO_GO, value, "No-Go").danger().said("Call No-Go for " + release.key()),
                        Choice.of(Controls.DELAY, value, "Delay").said("Delay " + release.key()))
                .build();
    }

    /** The deadline passed without a call (H1). */
    public static Document undecided(Dossier dossier) {
        Release release = dossier.release();
        return Document.builder()
                .paragraph(Words.strongly(Phrases.name(release) + " is delayed")
                        .plain(": nobody called it before the checkpoint's time was over, and undecided it becomes a"
                                + " delay, never a Go. New checkpoint: not set."))
                .choices(
                        Choice.of(Controls.OPEN, Phrases.value(release), "Open checkpoint")
                                .primary()
                                .said("Open a new checkpoint for " + release.key()),
                        Choice.of(Controls.CHECK, Phrases.value(release), "Check the gate")
                                .said("Show the findings on " + release.key()))
                .build();
    }

    /** The checkpoint's time has run out after an edit made the Go void, or the Go is void and polling goes on. */
    public static Document voided(Dossier dossier, PersonId by, String why) {
        Release release = dossier.release();
        return Document.builder()
                .paragraph(Words.strongly("The Go of " + Phrases.name(release) + " is void")
                        .plain(": ")
                        .mention(by)
                        .plain(" " + why + " after it was called. "
                                + release.state().next()))
                .choices(Choice.of(Controls.CHECK, Phrases.value(release), "Check the gate")
                        .said("Show the findings on " + release.key()))
                .build();
    }

    public static Document nowOwner(Release release, PersonId by) {
        return Document.builder()
                .paragraph(Words.mentioning(by)
                        .plain(" handed ")
                        .strong(Phrases.name(release))
                        .plain(" over to you. You call Go, No-Go or Delay from now on."))
                .choices(Choice.of(Controls.SHOW, Phrases.value(release), "Show the release")
                        .said("Show " + release.key()))
                .build();
    }

    public static Document nowDelegate(Release release) {
        return Document.builder()
                .paragraph(Words.mentioning(release.owner())
                        .plain(" named you the delegate for ")
                        .strong(Phrases.name(release))
                        .plain(": you may edit it and call Go, No-Go or Delay in the owner's place."))
                .choices(Choice.of(Controls.SHOW, Phrases.value(release), "Show the release")
                        .said("Show " + release.key()))
                .build();
    }

    /**
     * A message that Slack wouldn't take, or that couldn't be delivered for too long.
     *
     * @param to where it was to go, as in "to Chen"
     */
    public static Document undelivered(Release release, Words to, String reason) {
        return Document.of(Words.strongly("A message of " + Phrases.name(release) + " was not delivered")
                .plain(" ")
                .with(to)
                .plain(": " + reason + "\nNext: put that right, or tell them yourself; the bot has given up"
                        + " on this one."));
    }
}
