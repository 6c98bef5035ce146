package dev.releasemanager.coordination;

import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message;
import dev.releasemanager.release.Ticket;

/** Tickets in a tracker that takes the summary over HTTP: it is posted there, and repeated until it is taken. */
final class TicketsByTracker implements TicketTracker {
    @Override
    public void close(Scene scene, Ticket ticket, Document summary) {
        scene.tx().promise(new Message.ToTracker(scene.release().key(), ticket.link(), false, summary));
    }

    @Override
    public void takenBack(Scene scene, Ticket ticket, Document account) {
        scene.tx().promise(new Message.ToTracker(scene.release().key(), ticket.link(), true, account));
    }
}
