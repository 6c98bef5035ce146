/** Measurable conditions. */
@NullMarked
package dev.releasemanager.criteria;

import org.jspecify.annotations.NullMarked;
