/**
 * What wakes the program at a moment: Quartz, kept in memory, drains the store's due timers and carries the recurring
 * schedules. Nothing here has to be remembered over a restart, and everything may run twice or late: what is due lives in
 * the database. It may use the use cases of {@code coordination} and Quartz; nobody else sees Quartz.
 */
@NullMarked
package dev.releasemanager.timer;

import org.jspecify.annotations.NullMarked;
