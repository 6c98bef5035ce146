/**
 * Everything that goes out to Slack: the courier that delivers what the outbox promised, the modals, and the directory of
 * people, groups and channels that is read from there. One client for the whole process; no other package calls the Web
 * API. It may use {@code outbox}, {@code slack.message}, the pure packages and Slack's client, and owns the ports by which
 * the store keeps what it learns.
 */
@NullMarked
package dev.releasemanager.slack.delivery;

import org.jspecify.annotations.NullMarked;
