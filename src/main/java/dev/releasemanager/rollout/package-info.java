/**
 * How a release goes out and whether it may go on: the stages that it passes, how far each component has come in one, its
 * bake, what was observed during it, and what that says of the stage (M5, M6, H5, X4). Pure; uses {@code release},
 * {@code criteria} and {@code manifest}.
 */
@NullMarked
package dev.releasemanager.rollout;

import org.jspecify.annotations.NullMarked;
