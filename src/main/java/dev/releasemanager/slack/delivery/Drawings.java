package dev.releasemanager.slack.delivery;

import dev.releasemanager.notice.Document;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import java.util.Optional;

/** What is drawn from the store at the moment of its delivery. What it throws means that the store is away. */
public interface Drawings {
    /** The release's board, or empty if there is no such release. */
    Optional<Document> board(ReleaseKey release);

    /** What waits for this person. */
    Document home(PersonId person);
}
