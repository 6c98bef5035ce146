package dev.releasemanager.coordination;

import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message;
import dev.releasemanager.notice.Message.Lane;
import dev.releasemanager.notice.OwnerDocuments;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import java.util.Map;
import java.util.Optional;

/** What becomes of messages that could not be delivered: somebody has to know, or the silence is taken for an answer. */
public final class Deliveries {
    private final Acts acts;

    Deliveries(Acts acts) {
        this.acts = acts;
    }

    /**
     * A message was given up. It goes into the record of the release that it concerns, and the owner is told; if it is
     * the owner who can't be reached, the delegate is, or the release's thread. A direct message about it concerns no
     * release, so that its own failure is not told in turn.
     *
     * @param tx a transaction in which no release is locked yet
     * @param reason why, in words for a person
     * @return whether it concerned a release; if not, nothing was done
     */
    public boolean gaveUp(Transaction tx, Message message, String reason) {
        Optional<Release> locked = about(message).flatMap(tx::lock);
        if (locked.isEmpty()) {
            return false;
        }
        Scene scene = new Scene(tx, acts.policy(), acts.now(), locked.get());
        Release release = scene.release();
        if (message instanceof Message.ToTracker toTracker) {
            Tickets.notTaken(scene, toTracker, reason);
            return true;
        }
        Addressee to = addressee(scene, message);
        scene.record(Optional.empty(), "message_undelivered", Map.of("to", to.recorded(), "reason", reason));
        Document told = OwnerDocuments.undelivered(release, to.words(), reason);
        Optional<PersonId> reachable = Optional.of(release.owner())
                .filter(owner -> !to.is(owner))
                .or(() -> release.delegate().filter(delegate -> !to.is(delegate)));
        if (reachable.isPresent()) {
            tx.promise(new Message.ToPerson(reachable.get(), Optional.empty(), told, Lane.DECISION));
        } else {
            scene.tellThread(told);
        }
        return true;
    }

    /** To whom a message was to go: for a person to read, and for the record. */
    private record Addressee(Words words, String recorded, Optional<PersonId> person) {
        boolean is(PersonId other) {
            return person.filter(other::equals).isPresent();
        }
    }

    private static Addressee addressee(Scene scene, Message message) {
        if (message instanceof Message.ToPerson to) {
            return new Addressee(
                    Words.of("to ").mention(to.person()), scene.roster().nameOf(to.person()), Optional.of(to.person()));
        }
        if (message instanceof Message.Upload upload && upload.person().isPresent()) {
            PersonId person = upload.person().get();
            return new Addressee(
                    Words.of("(a file) to ").mention(person),
                    "a file to " + scene.roster().nameOf(person),
                    Optional.of(person));
        }
        if (message instanceof Message.Upload upload) {
            return new Addressee(
                    Words.of("(a file) in ").channel(upload.channel()),
                    "a file in " + upload.channel(),
                    Optional.empty());
        }
        if (message instanceof Message.ToChannel to) {
            return new Addressee(
                    Words.of("in ").channel(to.channel()), to.channel().value(), Optional.empty());
        }
        if (message instanceof Message.Board board) {
            return new Addressee(
                    Words.of("(the board) in ").channel(board.channel()),
                    "the board in " + board.channel(),
                    Optional.empty());
        }
        throw new IllegalArgumentException("gaveUp: concerns no release: " + message.getClass());
    }

    private static Optional<ReleaseKey> about(Message message) {
        if (message instanceof Message.ToPerson to) {
            return to.about();
        }
        if (message instanceof Message.ToChannel to) {
            return to.inThreadOf();
        }
        if (message instanceof Message.Upload upload) {
            return Optional.of(upload.release());
        }
        if (message instanceof Message.ToTracker to) {
            return Optional.of(to.release());
        }
        return message instanceof Message.Board board ? Optional.of(board.release()) : Optional.empty();
    }
}
