package dev.releasemanager.slack.delivery;

import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import java.util.Optional;

/** What is drawn from the store at the moment of its delivery. What it throws means that the store is away. */
public interface Drawings {
    /** The release's board, or empty if there is no such release. */
    Optional<Document> board(ReleaseKey release);

    /** A file about a release, or empty if there is no such release. */
    Optional<File> file(ReleaseKey release, Message.Handout handout);

    /**
     * What is uploaded.
     *
     * @param title stands above it
     * @param alternative what a picture says, for whoever can't see it; blank for what is text itself
     * @param content empty where it can't be made here
     * @param instead what is posted where it can't be made or uploaded: why, and the same in words
     */
    record File(String name, String title, String alternative, Optional<byte[]> content, Document instead) {}

    /** What waits for this person. */
    Document home(PersonId person);
}
