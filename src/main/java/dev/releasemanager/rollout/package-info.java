/**
 * How a release reaches production and whether it may go on: its stages with their bakes, what was observed during them,
 * and what that says of the stage (M5, M6, H5). Pure; uses the release, its manifest and the criteria.
 */
@NullMarked
package dev.releasemanager.rollout;

import org.jspecify.annotations.NullMarked;
