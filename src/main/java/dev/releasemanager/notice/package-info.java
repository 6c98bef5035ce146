/**
 * Who is told what and when, as plain documents: what a message says, without a word of how Slack spells it. Pure; it
 * may use the other pure packages. {@code slack.message} turns a {@link dev.releasemanager.notice.Document} into Block
 * Kit, and nothing else escapes or formats text.
 */
@NullMarked
package dev.releasemanager.notice;

import org.jspecify.annotations.NullMarked;
