package dev.releasemanager.notice;

import dev.releasemanager.calendar.Lengths;
import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.release.Ticket;
import dev.releasemanager.release.Ticket.Keeper;
import dev.releasemanager.rollback.Rollback;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What is told of a release's ticket: that it is to be closed with the summary, and that it is (M7). */
public final class TicketDocuments {
    private static final int SHOWN = 80;

    private TicketDocuments() {}

    private static Words link(String link) {
        return Words.none().link(link, Phrases.shortened(link, SHOWN));
    }

    static Choice closing(Release release) {
        return Choice.of(Controls.TICKET_CLOSED, Phrases.value(release), "It is closed")
                .primary()
                .said("Say that the ticket of " + release.key() + " is closed");
    }

    private static Choice linking(Release release, String label) {
        return Choice.of(Controls.LINK_TICKET, Phrases.value(release), label)
                .said("Link a ticket with " + release.key());
    }

    /** To the owner, with the summary at hand. */
    public static Document asked(Release release, Ticket ticket, Document summary) {
        Document.Builder document = Document.builder();
        ticket.fault()
                .ifPresent(fault -> document.paragraph(
                        Words.strongly("The tracker has not taken the summary of " + Phrases.name(release))
                                .plain(": " + Phrases.sentence(Phrases.shortened(fault, 300)))));
        return document.paragraph(Words.strongly("Close the ticket ")
                        .with(link(ticket.link()))
                        .plain(" of " + Phrases.name(release) + ", please, with the summary below; then say so here."))
                .choices(closing(release), ReportDocuments.look(release))
                .rule()
                .all(summary)
                .build();
    }

    public static Document reminder(Release release, Ticket ticket, Instant now) {
        return Document.builder()
                .paragraph(Words.strongly("The ticket of " + Phrases.name(release) + " is still open")
                        .plain(", since " + Lengths.words(shortly(Duration.between(ticket.since(), now))) + ": ")
                        .with(link(ticket.link()))
                        .plain(". Close it with what the report says; then say so here."))
                .choices(closing(release), ReportDocuments.look(release))
                .build();
    }

    private static Duration shortly(Duration length) {
        return length.toDays() > 0
                ? Duration.ofDays(length.toDays())
                : Duration.ofMinutes(Math.max(1, length.toMinutes()));
    }

    /** Into the thread, and to whoever has said so. */
    public static Document closed(Release release, Ticket ticket) {
        Ticket.Closed closed = ticket.closed().orElseThrow();
        Words words = Words.strongly("✅ The ticket of " + Phrases.name(release) + " is closed")
                .plain(": ")
                .with(link(ticket.link()));
        return Document.of(closed.by()
                .map(by -> words.plain(", says ").mention(by).plain("."))
                .orElseGet(() -> words.plain(". The tracker has taken the summary.")));
    }

    /**
     * To the tracker: what its summary says is no longer so.
     *
     * @param now when the last step of the rollback was done
     */
    public static Document account(Release release, Rollback rollback, Instant now) {
        return Document.builder()
                .paragraph(Words.strongly("ROLLED BACK: " + Phrases.name(release))
                        .plain(", ")
                        .moment(now, release.profile().zone())
                        .plain(": " + Phrases.sentence(Phrases.shortened(rollback.reason(), 500))))
                .paragraph("It was completed and is undone again: what had shipped with it is no longer in production.")
                .build();
    }

    /** Into the thread. */
    public static Document toldOfRollback(Release release, Ticket ticket) {
        return Document.of(Words.strongly("The tracker knows that " + Phrases.name(release) + " is rolled back")
                .plain(": ")
                .with(link(ticket.link()))
                .plain("."));
    }

    /**
     * To those who decide: what stands in the ticket is no longer so.
     *
     * @param fault why the tracker hasn't taken that; empty if it wasn't asked
     */
    public static Document takenBack(Release release, Ticket ticket, Optional<String> fault) {
        Document.Builder document = Document.builder();
        fault.ifPresent(why -> document.paragraph(
                Words.strongly("The tracker has not taken that " + Phrases.name(release) + " is rolled back")
                        .plain(": " + Phrases.sentence(Phrases.shortened(why, 300)))));
        return document.paragraph(Words.strongly("The ticket of " + Phrases.name(release) + " says something else")
                        .plain(": ")
                        .with(link(ticket.link()))
                        .plain((ticket.isOpen() ? " may have" : " was closed with")
                                + " a summary of what shipped, and that is rolled back now. Open it again, or say so"
                                + " there; the report has it all."))
                .choices(ReportDocuments.look(release))
                .build();
    }

    public static Document linked(Release release, String link, Keeper keeper) {
        return Document.of(Words.strongly("Linked ")
                .plain("with " + release.key() + ": ")
                .with(link(link))
                .plain(
                        keeper == Keeper.TRACKER
                                ? ". The summary is posted to the tracker."
                                : ". Its owner is asked to close it with the summary."));
    }

    /** Which it is, and how it stands. */
    static Words standing(Release release, Optional<Ticket> ticket) {
        Optional<String> link =
                ticket.map(Ticket::link).or(() -> release.profile().ticket());
        if (link.isEmpty()) {
            return Words.of("none is linked.");
        }
        Words words = link(link.get()).plain(", ");
        if (ticket.isEmpty()) {
            return words.plain(
                    release.state().phase() == Phase.COMPLETED
                            ? "nobody was asked to close it."
                            : "to be closed when the release is completed.");
        }
        ZoneId zone = release.profile().zone();
        Ticket known = ticket.get();
        if (known.closed().isPresent()) {
            Ticket.Closed closed = known.closed().get();
            return closed.by()
                    .map(words.plain("closed by ")::mention)
                    .orElseGet(() -> words.plain("closed by the tracker, which has taken the summary"))
                    .plain(", ")
                    .moment(closed.at(), zone)
                    .plain(release.state().phase() == Phase.COMPLETED ? "." : ", before it was rolled back.");
        }
        if (release.state().phase() != Phase.COMPLETED) {
            return words.plain("open, for the release was taken back before it was closed.");
        }
        if (known.keeper() == Keeper.TRACKER) {
            return words.plain("open; the summary is on its way to the tracker since ")
                    .moment(known.since(), zone)
                    .plain(".");
        }
        return words.plain("open; ")
                .mention(release.owner())
                .plain(" was asked to close it, ")
                .moment(known.since(), zone)
                .plain(known.fault()
                        .map(fault -> ", for the tracker has not taken the summary: "
                                + Phrases.sentence(Phrases.shortened(fault, 300)))
                        .orElse("."));
    }

    /**
     * For a modal.
     *
     * @param linkable whether another one can be linked now
     */
    public static Document view(Release release, Optional<Ticket> ticket, boolean linkable) {
        Document.Builder document = Document.builder()
                .paragraph(Words.strongly("Ticket of " + Phrases.name(release))
                        .plain(": ")
                        .with(standing(release, ticket)));
        boolean open =
                ticket.filter(Ticket::isOpen).isPresent() && release.state().phase() == Phase.COMPLETED;
        List<Choice> choices = new ArrayList<>();
        if (open) {
            choices.add(closing(release));
        }
        if (linkable && ticket.filter(known -> !known.isOpen()).isEmpty()) {
            choices.add(linking(
                    release,
                    ticket.isPresent() || release.profile().ticket().isPresent()
                            ? "Link another …"
                            : "Link a ticket …"));
        }
        return document.choices(choices).build();
    }
}
