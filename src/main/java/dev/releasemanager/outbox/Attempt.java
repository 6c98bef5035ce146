package dev.releasemanager.outbox;

/**
 * One try to deliver.
 *
 * @param number from 1
 * @param possiblyDouble whether an earlier try may have arrived and could not be probed; to be marked as such
 */
public record Attempt(int number, boolean possiblyDouble) {}
