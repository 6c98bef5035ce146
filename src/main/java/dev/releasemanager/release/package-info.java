/**
 * The release itself: its key, its people and teams, its states and who may do what to it. Pure: values in, values
 * out; it uses nothing but {@code java.*} and knows no clock, no database and no Slack.
 */
@NullMarked
package dev.releasemanager.release;

import org.jspecify.annotations.NullMarked;
