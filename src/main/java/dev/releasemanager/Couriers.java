package dev.releasemanager;

import dev.releasemanager.outbox.Attempt;
import dev.releasemanager.outbox.Charge;
import dev.releasemanager.outbox.Courier;
import dev.releasemanager.outbox.Outcome;
import dev.releasemanager.outbox.Probe;
import dev.releasemanager.outbox.Promise;
import dev.releasemanager.store.OutboxPromises;
import java.util.List;

/** Who carries what out of the outbox: summaries to the tracker, everything else to Slack. Thread-safe if they are. */
record Couriers(Courier slack, Courier tracker) implements Courier {
    private Courier of(Promise promise) {
        return promise.kind().equals(OutboxPromises.TO_TRACKER) ? tracker : slack;
    }

    @Override
    public List<Charge> charges(Promise promise) {
        return of(promise).charges(promise);
    }

    @Override
    public List<Charge> probeCharges(Promise promise) {
        return of(promise).probeCharges(promise);
    }

    @Override
    public Outcome deliver(Promise promise, Attempt attempt) {
        return of(promise).deliver(promise, attempt);
    }

    @Override
    public Probe probe(Promise promise) {
        return of(promise).probe(promise);
    }
}
