/**
 * The promise to deliver: what an act has to tell is written down in the act's transaction and delivered afterwards, by
 * one worker for the whole workspace, in order of urgency, within the budgets of whoever receives it, again and again
 * until it worked or is given up aloud. It uses {@code java.*} and a logger only and knows neither Slack nor the database:
 * {@link dev.releasemanager.outbox.Courier} and {@link dev.releasemanager.outbox.Promises} are its ports. All its time is
 * wall time.
 */
@NullMarked
package dev.releasemanager.outbox;

import org.jspecify.annotations.NullMarked;
