package dev.releasemanager.coordination;

import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message;
import dev.releasemanager.notice.Refusals;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;

/** How every act goes: claim the delivery, lock the release, decide, write; and the answer to a click goes with it. */
final class Acts {
    private final Store store;
    private final Policy.Source policies;
    private final InstantSource clock;
    private final UnderWay underWay = new UnderWay();
    private final Manifests manifests = new Manifests();

    Acts(Store store, Policy.Source policies, InstantSource clock) {
        this.store = store;
        this.policies = policies;
        this.clock = clock;
    }

    Policy policy() {
        return policies.current();
    }

    /** Release time, to the millisecond, which is what every database keeps. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    Store store() {
        return store;
    }

    /** An act of a person on one release. */
    Outcome on(ReleaseKey key, Intent intent, Function<Scene, Outcome> act) {
        Function<Transaction, Outcome> work = work(key, intent, act);
        return once(intent, () -> store.write(key, work));
    }

    /** An act of a person on one release that makes others. */
    Outcome making(ReleaseKey key, Intent intent, Function<Scene, Outcome> act) {
        Function<Transaction, Outcome> work = work(key, intent, act);
        return once(intent, () -> store.write(work));
    }

    private Function<Transaction, Outcome> work(ReleaseKey key, Intent intent, Function<Scene, Outcome> act) {
        Policy policy = policy();
        return tx -> {
            if (!tx.claim(intent.payloadId())) {
                return Outcome.repeated();
            }
            Optional<Release> locked = tx.lock(key);
            Outcome outcome = locked.isPresent()
                    ? act.apply(new Scene(tx, policy, now(), locked.get(), manifests))
                    : Outcome.refused(Refusals.noSuchRelease(key, policy.command()));
            answer(tx, intent, outcome);
            return outcome;
        };
    }

    /** An act on one release that concerns another one too; both are locked, in the order of their keys. */
    Outcome onBoth(ReleaseKey key, ReleaseKey other, Intent intent, BiFunction<Scene, Scene, Outcome> act) {
        Policy policy = policy();
        return store.write(tx -> {
            if (!tx.claim(intent.payloadId())) {
                return Outcome.repeated();
            }
            boolean inOrder = key.compareTo(other) < 0;
            Optional<Release> first = tx.lock(inOrder ? key : other);
            Optional<Release> second = tx.lock(inOrder ? other : key);
            Optional<Release> own = inOrder ? first : second;
            Optional<Release> others = inOrder ? second : first;
            Outcome outcome = own.isEmpty() || others.isEmpty()
                    ? Outcome.refused(Refusals.noSuchRelease(own.isEmpty() ? key : other, policy.command()))
                    : act.apply(new Scene(tx, policy, now(), own.get()), new Scene(tx, policy, now(), others.get()));
            answer(tx, intent, outcome);
            return outcome;
        });
    }

    /** An act of a person that makes a release. */
    Outcome anew(Intent intent, Function<Transaction, Outcome> act) {
        Function<Transaction, Outcome> work = tx -> {
            if (!tx.claim(intent.payloadId()) || !claimForm(tx, intent)) {
                return Outcome.repeated();
            }
            return act.apply(tx);
        };
        return once(intent, () -> store.write(work));
    }

    private Outcome once(Intent intent, Supplier<Outcome> act) {
        return underWay.once(intent.payloadId(), act, Outcome::repeated);
    }

    /** Whether this form is submitted for the first time; to be called once nothing is left to be refused. */
    static boolean claimForm(Transaction tx, Intent intent) {
        return intent.formId().isEmpty() || tx.claim("form:" + intent.formId().get());
    }

    /** What a click is told when it changes nothing; what it changes is said by the act itself. */
    private static void answer(Transaction tx, Intent intent, Outcome outcome) {
        boolean changesNothing = outcome.kind() == Outcome.Kind.REFUSED || outcome.kind() == Outcome.Kind.UNCHANGED;
        Document said = outcome.said();
        if (intent.atHome() && outcome.kind() == Outcome.Kind.DONE) {
            tx.promise(new Message.Home(intent.by()));
        }
        if (changesNothing && intent.formId().isEmpty()) {
            intent.replyTo().ifPresent(to -> tx.promise(new Message.Reply(to.url(), intent.by(), said, false)));
        }
    }
}
