package dev.releasemanager.store;

import dev.releasemanager.notice.Message;

/** Where messages are written down, in the transaction of the act that causes them. */
@FunctionalInterface
public interface Outgoing {
    void promise(Transaction transaction, Message message);
}
