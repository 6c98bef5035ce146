package dev.releasemanager.web;

import dev.releasemanager.notice.Document;
import dev.releasemanager.release.ReleaseKey;
import java.util.Optional;

/** What is shown on a release's pages, made anew at each request; empty if there is no such release. */
public interface Pages {
    Optional<Document> manifest(ReleaseKey release);

    /** Empty, too, if nothing of it was rolled back or reviewed. */
    Optional<Document> review(ReleaseKey release);

    Optional<Document> report(ReleaseKey release);

    Optional<Picture> order(ReleaseKey release);

    /**
     * The order of deployment.
     *
     * @param svg empty where no picture can be drawn
     * @param alternative what the picture says
     */
    record Picture(String title, Optional<String> svg, String alternative, int width) {}
}
