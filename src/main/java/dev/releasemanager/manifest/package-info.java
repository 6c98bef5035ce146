/**
 * What a release consists of: its scope with kinds and risk, and the canonical form whose digest makes a revision. Pure;
 * uses {@code release}.
 */
@NullMarked
package dev.releasemanager.manifest;

import org.jspecify.annotations.NullMarked;
