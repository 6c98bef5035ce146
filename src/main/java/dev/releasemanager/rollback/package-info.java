/**
 * How a release is undone: the plan, whether each of its steps can be carried out as it is written, who stands behind it,
 * and what is still missing. Pure; uses {@code release}, {@code manifest}, {@code criteria} for triggers, and lengths of
 * time from {@code calendar}.
 */
@NullMarked
package dev.releasemanager.rollback;

import org.jspecify.annotations.NullMarked;
