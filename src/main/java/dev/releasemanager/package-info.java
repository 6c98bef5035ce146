/**
 * Where the program begins: the command line and the wiring of all parts. Only this package knows everything;
 * nothing else may depend on it.
 */
@NullMarked
package dev.releasemanager;

import org.jspecify.annotations.NullMarked;
