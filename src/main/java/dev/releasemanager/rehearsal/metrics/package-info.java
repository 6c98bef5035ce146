/**
 * The metrics of the rehearsed shop: what its components measure, steered by whoever rehearses. Serves them as any JSON
 * endpoint would, for the bot to ask. Uses Jackson, servlets and {@code rehearsal.world}'s JSON; knows nothing of the bot.
 */
@NullMarked
package dev.releasemanager.rehearsal.metrics;

import org.jspecify.annotations.NullMarked;
