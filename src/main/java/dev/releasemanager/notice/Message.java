package dev.releasemanager.notice;

import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import java.util.Optional;

/**
 * Something to be told, written down in the transaction of the act that causes it and delivered afterwards. Boards and
 * Homes carry no content: they are drawn from the store at the moment of delivery, so that many acts need one refresh.
 */
public sealed interface Message {
    Lane lane();

    /** How urgent a message is; the order of the constants is the order of delivery. */
    enum Lane {
        /** A stop or a rollback: before everything else. */
        ALARM,
        /** The answer to what a person has just done. */
        ANSWER,
        /** A decision, a request: somebody has to know or to act. */
        DECISION,
        /** A board or a Home, refreshed. */
        BOARD,
        /** A reminder. */
        REMINDER
    }

    /**
     * Into a channel, or into the thread under a release's board there.
     *
     * @param inThreadOf the release that it concerns; its owner is told if it can't be delivered. Where the release's board
     *     is in another channel it stands by itself
     */
    record ToChannel(ChannelId channel, Optional<ReleaseKey> inThreadOf, Document document, Lane lane)
            implements Message {}

    /**
     * To one person, as a direct message.
     *
     * @param about the release that it concerns; its owner is told if it can't be delivered
     */
    record ToPerson(PersonId person, Optional<ReleaseKey> about, Document document, Lane lane) implements Message {}

    /**
     * In answer to a click or a command, through the address that Slack gave with it (five times within half an hour).
     *
     * @param replacesOriginal whether it takes the place of the message that was clicked; otherwise only the person sees
     *     it, below
     * @param person who clicked: is written to directly where the address no longer works
     */
    record Reply(String responseUrl, PersonId person, Document document, boolean replacesOriginal) implements Message {
        @Override
        public Lane lane() {
            return Lane.ANSWER;
        }
    }

    /** The release's board in its channel: posted the first time, edited in place from then on. */
    record Board(ReleaseKey release, ChannelId channel) implements Message {
        @Override
        public Lane lane() {
            return Lane.BOARD;
        }
    }

    /**
     * A file about a release, made from the store at the moment of its delivery: to one person, or into the thread under
     * the release's board.
     *
     * @param person empty for the thread
     * @param channel where the release's board is
     */
    record Upload(ReleaseKey release, Handout handout, Optional<PersonId> person, ChannelId channel)
            implements Message {
        @Override
        public Lane lane() {
            return Lane.ANSWER;
        }
    }

    /** What is uploaded. */
    enum Handout {
        /** The order of deployment, as a picture. */
        PICTURE,
        /** The whole manifest, as Markdown. */
        MANIFEST,
        /** What was seen in the stage that was watched last, as a picture. */
        SERIES,
        /** The review, as Markdown. */
        REVIEW,
        /** The report, as Markdown. */
        REPORT
    }

    /**
     * To the tracker that the configuration names: the summary with which a completed release's ticket is closed (M7), or
     * that the release was rolled back after that.
     *
     * @param ticket its link
     * @param rolledBack which of the two it is
     */
    record ToTracker(ReleaseKey release, String ticket, boolean rolledBack, Document summary) implements Message {
        @Override
        public Lane lane() {
            return Lane.REMINDER;
        }
    }

    /** A person's App Home. */
    record Home(PersonId person) implements Message {
        @Override
        public Lane lane() {
            return Lane.BOARD;
        }
    }
}
