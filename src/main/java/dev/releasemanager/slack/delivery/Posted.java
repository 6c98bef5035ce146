package dev.releasemanager.slack.delivery;

import dev.releasemanager.release.ChannelId;

/**
 * Where a message stands.
 *
 * @param channel as Slack answered it: the conversation's own id, also for messages to a person
 * @param ts Slack's time stamp, which is the message's id in its channel
 */
public record Posted(ChannelId channel, String ts) {}
