package dev.releasemanager.slack.inbound;

import dev.releasemanager.notice.Document;

/** The one way past the outbox: words through a click's own address while the database, and so the outbox, is away. */
@FunctionalInterface
public interface DirectWords {
    /** Only the person who clicked sees it. Must not block for long and never throws. */
    void say(String responseUrl, Document document);
}
