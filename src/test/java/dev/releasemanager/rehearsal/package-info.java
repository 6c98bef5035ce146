/** Tests of the workspace double over HTTP, with a scripted bot at the other end. */
@NullMarked
package dev.releasemanager.rehearsal;

import org.jspecify.annotations.NullMarked;
