package dev.releasemanager.coordination;

import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message.Lane;
import dev.releasemanager.notice.TicketDocuments;
import dev.releasemanager.release.Ticket;
import java.util.Optional;

/** Tickets that people close: the owner is written to, with the summary at hand, and reminded until they say so. */
final class TicketsByPeople implements TicketTracker {
    @Override
    public void close(Scene scene, Ticket ticket, Document summary) {
        scene.tell(scene.release().owner(), TicketDocuments.asked(scene.release(), ticket, summary), Lane.DECISION);
        Tickets.scheduleReminder(scene, ticket);
    }

    /** Only what was closed says something that is no longer so. */
    @Override
    public void takenBack(Scene scene, Ticket ticket, Document account) {
        if (!ticket.isOpen()) {
            scene.tellDeciders(TicketDocuments.takenBack(scene.release(), ticket, Optional.empty()));
        }
    }
}
