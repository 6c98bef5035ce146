/**
 * Where observations come from: Prometheus by its HTTP API, and any endpoint that answers in JSON. Each is asked within a
 * time and a size; whatever goes wrong with it is an observation of nothing, never a value. It implements the port of
 * {@code coordination} and may use Java's HTTP client and Jackson; configuration reaches it as plain values.
 */
@NullMarked
package dev.releasemanager.evidence;

import org.jspecify.annotations.NullMarked;
