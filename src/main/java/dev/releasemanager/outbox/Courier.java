package dev.releasemanager.outbox;

import java.util.List;

/**
 * Who carries a promise to the outside. Called on several threads at once, but for one line ({@link Promise#line}) never
 * twice at a time. Every call must end by itself within some ten seconds: nobody interrupts it.
 */
public interface Courier {

    /**
     * The budgets that a delivery uses, each at most once. Asked often and on the worker's own thread, so it looks at
     * nothing far away.
     */
    List<Charge> charges(Promise promise);

    /** The budgets that a probe uses. */
    default List<Charge> probeCharges(Promise promise) {
        return List.of();
    }

    /**
     * Delivers. Content that isn't in the body is drawn from the store now, after the promise was claimed: an act that is
     * stored later makes a promise of its own. What it throws counts as {@link Outcome.Unknown}.
     */
    Outcome deliver(Promise promise, Attempt attempt);

    /**
     * Looks whether a delivery of unknown outcome arrived. Also asked, after a crash, for whatever was being delivered then:
     * what is harmless to repeat answers {@link Probe.NotFound}. What it throws counts as {@link Probe.Later}.
     */
    Probe probe(Promise promise);
}
