/**
 * One use case per intent, between Slack and the pure rules: it opens one transaction, locks the release, decides purely,
 * writes the new state, the record, the timers and the messages, and says what came of it. It owns the ports that the
 * store and the configuration implement, and is the only reader of the clock besides the outbox.
 */
@NullMarked
package dev.releasemanager.coordination;

import org.jspecify.annotations.NullMarked;
