/**
 * What Slack sends to the bot when people act and things happen: commands, interactions, events; signed, with the
 * deadline of three seconds, and what the acknowledgement then does. Uses {@code rehearsal.world} and the JDK's HTTP
 * client; never holds the world's lock while the bot is being called.
 */
@NullMarked
package dev.releasemanager.rehearsal.delivery;

import org.jspecify.annotations.NullMarked;
