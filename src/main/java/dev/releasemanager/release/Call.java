package dev.releasemanager.release;

import java.time.Instant;

/**
 * The owner's decision at a checkpoint, bound to what was called.
 *
 * @param revision the manifest's revision that was called
 * @param digest that revision's digest
 * @param reason why; empty for a Go
 */
public record Call(PersonId by, Instant at, int revision, String digest, String reason) {}
