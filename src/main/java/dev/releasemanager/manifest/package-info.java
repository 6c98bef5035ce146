/**
 * What a release consists of: its scope with kinds and risk; what of it needs what, in which order it goes, what hangs
 * together, what may be split off or deferred; and the canonical form whose digest makes a revision. Pure; uses
 * {@code release}, and JGraphT for what is known about graphs.
 */
@NullMarked
package dev.releasemanager.manifest;

import org.jspecify.annotations.NullMarked;
