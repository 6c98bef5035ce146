/**
 * What the bot calls: Slack's Web API, its rate limits, and the response urls. Answers as Slack does, errors by their
 * real names, and can be told to fail. Uses {@code rehearsal.world}, and {@code rehearsal.delivery} for the events
 * that the bot's own acts cause.
 */
@NullMarked
package dev.releasemanager.rehearsal.api;

import org.jspecify.annotations.NullMarked;
