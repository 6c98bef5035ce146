/**
 * How a release is undone: the plan, and what is still missing from it. Pure; uses the ids of {@code release}.
 */
@NullMarked
package dev.releasemanager.rollback;

import org.jspecify.annotations.NullMarked;
