/**
 * What exists in the rehearsed workspace, and Slack's rules about it: people, groups, conversations, messages, views,
 * triggers, response urls, files. Everything is reached under the one lock of {@link
 * dev.releasemanager.rehearsal.world.World}. Uses Jackson, {@code rehearsal.time} and {@code
 * rehearsal.blockkit}; knows nothing of HTTP.
 */
@NullMarked
package dev.releasemanager.rehearsal.world;

import org.jspecify.annotations.NullMarked;
