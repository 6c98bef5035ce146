package dev.releasemanager.rollout;

import dev.releasemanager.release.PersonId;
import java.time.Instant;

/**
 * Somebody of support has said that they have read what changes for users (K3).
 *
 * @param revision of the manifest that they were told of
 */
public record NoticeRead(int revision, PersonId by, Instant at) {}
