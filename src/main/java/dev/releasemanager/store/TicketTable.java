package dev.releasemanager.store;

import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.Ticket;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** The rows of {@code tickets}. */
final class TicketTable {
    private final Handle handle;

    TicketTable(Handle handle) {
        this.handle = handle;
    }

    Optional<Ticket> find(ReleaseKey key) {
        return handle.createQuery("select * from tickets where release_key = :key")
                .bind("key", key.value())
                .map((columns, context) -> {
                    Row row = new Row(columns);
                    Optional<Instant> closedAt = row.findInstant("closed_at");
                    Optional<PersonId> closedBy = row.findText("closed_by").map(PersonId::new);
                    return new Ticket(
                            row.text("link"),
                            Ticket.Keeper.of(row.text("keeper")),
                            row.instant("since"),
                            row.findText("fault"),
                            closedAt.map(at -> new Ticket.Closed(closedBy, at)));
                })
                .findOne();
    }

    /** Inserts it, or puts it in the place of the one that is there. */
    void put(ReleaseKey key, Ticket ticket) {
        handle.createUpdate("delete from tickets where release_key = :key")
                .bind("key", key.value())
                .execute();
        handle.createUpdate("insert into tickets (release_key, link, keeper, since, fault, closed_at, closed_by)"
                        + " values (:key, :link, :keeper, :since, :fault, :closedAt, :closedBy)")
                .bind("key", key.value())
                .bind("link", StoredText.of(ticket.link()))
                .bind("keeper", ticket.keeper().word())
                .bind("since", ticket.since())
                .bind("fault", StoredText.of(ticket.fault()))
                .bindByType("closedAt", ticket.closed().map(Ticket.Closed::at).orElse(null), Instant.class)
                .bind(
                        "closedBy",
                        StoredText.of(ticket.closed().flatMap(Ticket.Closed::by).map(PersonId::value)))
                .execute();
    }
}
