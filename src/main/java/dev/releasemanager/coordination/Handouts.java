package dev.releasemanager.coordination;

import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message;
import dev.releasemanager.release.Act;
import dev.releasemanager.release.Permissions;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import java.util.Optional;

/** Files about a release that somebody asks for: made when they are delivered, so that nothing big is stored. */
public final class Handouts {
    private final Acts acts;

    Handouts(Acts acts) {
        this.acts = acts;
    }

    /** To the person who asks, as a direct message. */
    public Outcome toMe(Intent intent, ReleaseKey key, Message.Handout what) {
        return promise(intent, key, what, Act.LOOK);
    }

    /** Into the thread under the release's board, for everybody there. */
    public Outcome toThread(Intent intent, ReleaseKey key, Message.Handout what) {
        return promise(intent, key, what, Act.SHARE);
    }

    private Outcome promise(Intent intent, ReleaseKey key, Message.Handout what, Act act) {
        return acts.on(key, intent, scene -> {
            Release release = scene.release();
            Optional<Refusal> refusal = Permissions.check(act, intent.by(), release, scene.roster());
            if (refusal.isPresent()) {
                return Outcome.refused(refusal.get());
            }
            boolean toThread = act == Act.SHARE;
            scene.tx()
                    .promise(new Message.Upload(
                            key,
                            what,
                            toThread ? Optional.empty() : Optional.of(intent.by()),
                            release.profile().channel()));
            return Outcome.done(
                    release,
                    Document.of(
                            toThread
                                    ? "It is on its way into the thread of " + key + "."
                                    : "It is on its way to you, as a direct message."));
        });
    }
}
