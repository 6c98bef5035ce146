/**
 * The rehearsal's two clocks: release time, which can be sped up and jumped, and wall time, which paces signatures,
 * deadlines of acknowledgement, trigger ids, response urls and rate limits as it does at Slack. Uses the JDK only.
 */
@NullMarked
package dev.releasemanager.rehearsal.time;

import org.jspecify.annotations.NullMarked;
