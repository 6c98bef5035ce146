/**
 * Scenarios that play themselves: people of the sample workspace act through the page's own interface, what each of them
 * saw is told as a transcript, and what must always hold is checked from outside, without asking the bot. Uses
 * {@code rehearsal} only.
 */
@NullMarked
package dev.releasemanager.rehearsal.play;

import org.jspecify.annotations.NullMarked;
