package dev.releasemanager.coordination;

import dev.releasemanager.notice.Document;
import dev.releasemanager.release.Ticket;

/**
 * Where the tickets of releases are kept: has one closed with the summary (M7); that it is closed is said through
 * {@link Tickets}. Called within the act's transaction, so it only promises what is sent after the commit.
 */
interface TicketTracker {
    /** The release is complete: its ticket is to be closed with this. */
    void close(Scene scene, Ticket ticket, Document summary);

    /** The release was rolled back after its completion: what the ticket was closed with, or was to be, holds no longer. */
    void takenBack(Scene scene, Ticket ticket, Document account);
}
