package dev.releasemanager.coordination;

import dev.releasemanager.release.PersonId;
import java.time.Instant;

/**
 * One revision of a manifest.
 *
 * @param content in its canonical form
 * @param by whose edit made it
 */
public record Revision(int number, String digest, String content, PersonId by, Instant at) {}
