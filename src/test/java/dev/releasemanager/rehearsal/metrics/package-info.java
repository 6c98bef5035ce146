/** Tests of the rehearsed shop's metrics. */
@NullMarked
package dev.releasemanager.rehearsal.metrics;

import org.jspecify.annotations.NullMarked;
