package dev.releasemanager.slack.inbound;

import dev.releasemanager.coordination.StoreUnavailable;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Words;

/** What a person is told while the database is away: above all, whether the act counted. */
final class Away {
    private Away() {}

    static Document words(StoreUnavailable away) {
        return away.isOutcomeUnknown()
                ? Document.of(Words.strongly("It isn't known whether that counted.")
                        .plain(
                                " The database did not say in time whether it was stored.\nNext: look at the release in a"
                                        + " minute, and repeat it only if it isn't there."))
                : Document.of(Words.strongly("That did not count.")
                        .plain(
                                " The database can't be reached at the moment, so nothing was stored.\nNext: try again in"
                                        + " a minute; if it lasts, tell whoever looks after the release manager."));
    }
}
