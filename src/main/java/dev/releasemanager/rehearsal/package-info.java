/**
 * The rehearsal: a local stand-in for Slack (the workspace double), and a visitor who uses it as a person would.
 * It speaks HTTP only, in both directions, so that the bot can be tried, trained and tested without Slack; it may
 * use Jetty, Jackson and the JDK, and none of the product's other packages nor Slack's own library: being written
 * independently is what makes it a test. Its parts: {@code time}, {@code world} (what exists), {@code api} (what the
 * bot calls), {@code delivery} (what the bot is sent), {@code ui} (what people see and do).
 */
@NullMarked
package dev.releasemanager.rehearsal;

import org.jspecify.annotations.NullMarked;
