/**
 * The tracker of tickets that the configuration names: takes the summary of a completed release over HTTP. Delivers what
 * the outbox has promised to it; knows neither Slack nor the store. May use the ports of the outbox, the messages and
 * their documents.
 */
@NullMarked
package dev.releasemanager.tracker;

import org.jspecify.annotations.NullMarked;
