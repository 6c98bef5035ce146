/** Tests of how documents become messages: by snapshots, by hostile input and by size. They may use everything. */
@NullMarked
package dev.releasemanager.slack.message;

import org.jspecify.annotations.NullMarked;
