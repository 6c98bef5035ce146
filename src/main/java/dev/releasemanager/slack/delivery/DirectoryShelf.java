package dev.releasemanager.slack.delivery;

/**
 * Keeps the directory over a restart, so that a start works while Slack is away. Implemented by the store; each call is its
 * own transaction.
 */
public interface DirectoryShelf {
    /** What was kept last; {@link Directory#EMPTY} if nothing ever was. */
    Directory load();

    /** Replaces what is kept by what is given. Two replicas may do this at once; the later one wins. */
    void save(Directory directory);
}
