/**
 * The gate: every requirement evaluated on one revision, as findings, and the verdict that follows from them. Pure; may
 * use the other pure packages. A requirement that could not be evaluated is never met, and no requirements never means
 * Go.
 */
@NullMarked
package dev.releasemanager.gate;

import org.jspecify.annotations.NullMarked;
