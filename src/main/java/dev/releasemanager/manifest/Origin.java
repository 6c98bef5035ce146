package dev.releasemanager.manifest;

import dev.releasemanager.release.ReleaseKey;

/** Where a release came from, if it was split off or took deferred changes up. */
public record Origin(ReleaseKey from, String reason) {}
