package dev.releasemanager.outbox;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Delivers into a list, and does what a test tells it to do with the next ones. Thread-safe. */
final class FakeCourier implements Courier {
    private final List<String> arrived = new ArrayList<>();
    private final List<Attempt> attempts = new ArrayList<>();
    private final List<String> probed = new ArrayList<>();
    private final Map<String, Deque<BiFunction<Promise, Attempt, Outcome>>> outcomes = new HashMap<>();
    private final Map<String, Deque<Probe>> probes = new HashMap<>();
    private Function<Promise, List<Charge>> charges = promise -> List.of();

    void charging(Function<Promise, List<Charge>> how) {
        charges = how;
    }

    /** What happens to the next deliveries of the promise with this body; after that, all arrive. */
    synchronized void then(String body, Outcome... next) {
        for (Outcome outcome : next) {
            thenDo(body, (promise, attempt) -> outcome);
        }
    }

    synchronized void thenDo(String body, BiFunction<Promise, Attempt, Outcome> what) {
        outcomes.computeIfAbsent(body, b -> new ArrayDeque<>()).add(what);
    }

    synchronized void probing(String body, Probe... next) {
        probes.computeIfAbsent(body, b -> new ArrayDeque<>()).addAll(List.of(next));
    }

    @Override
    public List<Charge> charges(Promise promise) {
        return charges.apply(promise);
    }

    @Override
    public Outcome deliver(Promise promise, Attempt attempt) {
        BiFunction<Promise, Attempt, Outcome> what;
        synchronized (this) {
            attempts.add(attempt);
            Deque<BiFunction<Promise, Attempt, Outcome>> next = outcomes.get(promise.body());
            what = next == null || next.isEmpty() ? (p, a) -> Outcome.Delivered.withoutReceipt() : next.remove();
        }
        Outcome outcome = what.apply(promise, attempt);
        if (outcome instanceof Outcome.Delivered) {
            synchronized (this) {
                arrived.add(promise.body());
            }
        }
        return outcome;
    }

    @Override
    public synchronized Probe probe(Promise promise) {
        probed.add(promise.body());
        Deque<Probe> next = probes.get(promise.body());
        if (next == null || next.isEmpty()) {
            throw new IllegalStateException("nothing was said of a probe of " + promise.body());
        }
        return next.remove();
    }

    synchronized List<String> arrived() {
        return List.copyOf(arrived);
    }

    synchronized List<Attempt> attempts() {
        return List.copyOf(attempts);
    }

    synchronized List<String> probed() {
        return List.copyOf(probed);
    }
}
