package dev.releasemanager.store;

import dev.releasemanager.notice.Message;
import dev.releasemanager.outbox.Promise;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Messages as promises of the outbox, and back. */
public final class OutboxPromises {
    /** The kind of those that go to the tracker; all others go to Slack. */
    public static final String TO_TRACKER = "tracker";

    private OutboxPromises() {}

    /** A promise to deliver a message at once. */
    public static Promise of(Message message, Instant now) {
        return of(message, now, now);
    }

    /**
     * A promise to deliver a message, not before a moment of wall time. A board and a Home are refreshed once for all acts
     * that happen before the refresh is begun.
     */
    public static Promise of(Message message, Instant now, Instant dueAt) {
        String body = MessageJson.write(message);
        int lane = lane(message.lane());
        if (message instanceof Message.ToChannel to) {
            return promise(lane, "channel", to.channel().value(), Optional.empty(), to.inThreadOf(), body, now, dueAt);
        }
        if (message instanceof Message.ToPerson to) {
            return promise(lane, "person", to.person().value(), Optional.empty(), to.about(), body, now, dueAt);
        }
        if (message instanceof Message.Reply reply) {
            return promise(lane, "reply", reply.person().value(), Optional.empty(), Optional.empty(), body, now, dueAt);
        }
        if (message instanceof Message.Board board) {
            return promise(
                    lane,
                    "board",
                    board.channel().value(),
                    Optional.of("board:" + board.release().value()),
                    Optional.of(board.release()),
                    body,
                    now,
                    dueAt);
        }
        if (message instanceof Message.Upload upload) {
            String stream =
                    upload.person().map(PersonId::value).orElse(upload.channel().value());
            return promise(lane, "upload", stream, Optional.empty(), Optional.of(upload.release()), body, now, dueAt);
        }
        if (message instanceof Message.ToTracker to) {
            return promise(lane, TO_TRACKER, TO_TRACKER, Optional.empty(), Optional.of(to.release()), body, now, dueAt);
        }
        Message.Home home = (Message.Home) message;
        return promise(
                lane,
                "home",
                home.person().value(),
                Optional.of("home:" + home.person().value()),
                Optional.empty(),
                body,
                now,
                dueAt);
    }

    private static Promise promise(
            int lane,
            String kind,
            String stream,
            Optional<String> coalesceKey,
            Optional<ReleaseKey> about,
            String body,
            Instant now,
            Instant dueAt) {
        return new Promise(
                UUID.randomUUID(), lane, kind, stream, coalesceKey, about.map(ReleaseKey::value), body, now, dueAt);
    }

    private static int lane(Message.Lane lane) {
        return switch (lane) {
            case ALARM -> Promise.ALARM;
            case ANSWER -> 1;
            case DECISION -> 2;
            case BOARD -> 3;
            case REMINDER -> 4;
        };
    }

    /** What a promise delivers. */
    public static Message message(Promise promise) {
        return message(promise.body());
    }

    /** What a promise with this body delivers. */
    public static Message message(String body) {
        return MessageJson.read(body);
    }
}
