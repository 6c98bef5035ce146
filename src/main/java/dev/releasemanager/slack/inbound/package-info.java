/**
 * What people do in Slack, turned into use cases: one listener per gesture, which makes an intent of it and nothing else.
 * What comes back goes into the acknowledgement; every other word to Slack leaves through the outbox. Uses
 * {@code coordination}, the pure packages and {@code slack.message}.
 */
@NullMarked
package dev.releasemanager.slack.inbound;

import org.jspecify.annotations.NullMarked;
