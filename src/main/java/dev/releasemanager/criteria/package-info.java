/**
 * Measurable conditions: what they are, how they are written, why a vague one is refused, and how what was seen is
 * compared with them. The gate, the stages and the rollback's triggers share this one grammar. Pure; uses nothing else of
 * ours.
 */
@NullMarked
package dev.releasemanager.criteria;

import org.jspecify.annotations.NullMarked;
