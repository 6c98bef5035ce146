/** Tests of what goes out to Slack, over real HTTP on loopback. They may use everything. */
@NullMarked
package dev.releasemanager.slack.delivery;

import org.jspecify.annotations.NullMarked;
