/**
 * The blameless account of a rollback (Q2): the timeline drawn from what was recorded, what people add to it, and the
 * lessons that come of it for releases to come (A5). Pure; may use the release, its record, criteria and the rollback.
 */
@NullMarked
package dev.releasemanager.review;

import org.jspecify.annotations.NullMarked;
