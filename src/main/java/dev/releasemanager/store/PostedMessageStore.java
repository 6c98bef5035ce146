package dev.releasemanager.store;

import dev.releasemanager.release.ChannelId;
import dev.releasemanager.slack.delivery.Posted;
import dev.releasemanager.slack.delivery.PostedMessages;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/** Where messages stand that are edited or answered later. */
public final class PostedMessageStore implements PostedMessages {
    private final Database database;

    public PostedMessageStore(Database database) {
        this.database = database;
    }

    @Override
    public Optional<Posted> find(String name) {
        return database.inReading(
                handle -> handle.createQuery("select channel, ts from posted_messages where name = :name")
                        .bind("name", name)
                        .map((row, context) -> new Posted(new ChannelId(row.getString("channel")), row.getString("ts")))
                        .findOne());
    }

    /** May be called again with the same; the one deliverer writes, so that no two insert one name at once. */
    @Override
    public void save(String name, Posted posted) {
        database.useTransaction(transaction -> {
            Handle handle = transaction.handle();
            int updated = handle.createUpdate(
                            "update posted_messages set channel = :channel, ts = :ts where name = :name")
                    .bind("name", name)
                    .bind("channel", posted.channel().value())
                    .bind("ts", posted.ts())
                    .execute();
            if (updated == 0) {
                handle.createUpdate("insert into posted_messages (name, channel, ts) values (:name, :channel, :ts)")
                        .bind("name", name)
                        .bind("channel", posted.channel().value())
                        .bind("ts", posted.ts())
                        .execute();
            }
        });
    }
}
