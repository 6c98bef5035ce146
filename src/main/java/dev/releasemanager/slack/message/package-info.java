/**
 * Turns plain documents into Block Kit, as JSON, and into the text that notifications and screen readers get. Pure: a
 * document in, a message out; the only place that escapes, formats or cuts what people typed. It may use the pure
 * packages and Jackson's tree.
 */
@NullMarked
package dev.releasemanager.slack.message;

import org.jspecify.annotations.NullMarked;
