package dev.releasemanager.slack.inbound;

import dev.releasemanager.notice.ManifestDocuments;
import dev.releasemanager.release.ReleaseKey;
import java.util.Optional;

/** Addresses of a release's pages, each signed anew; empty where the process has no public address. */
public interface PageLinks {
    /** The order as a picture. */
    Optional<String> order(ReleaseKey release);

    Optional<ManifestDocuments.Addresses> manifest(ReleaseKey release);

    Optional<ManifestDocuments.Addresses> review(ReleaseKey release);

    Optional<ManifestDocuments.Addresses> report(ReleaseKey release);
}
