/**
 * A strict and exact check of Block Kit's JSON: what Slack would refuse on a message, a modal or a Home tab, with the
 * place and in the words that Slack uses. It knows no HTTP and keeps no state, so that the workspace double and the
 * tests of our own messages ask the same judge. It may use Jackson's tree only; its numbers come from
 * {@code slack/blockkit-limits.json}.
 */
@NullMarked
package dev.releasemanager.rehearsal.blockkit;

import org.jspecify.annotations.NullMarked;
