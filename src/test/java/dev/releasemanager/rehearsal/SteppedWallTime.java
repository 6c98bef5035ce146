package dev.releasemanager.rehearsal;

import dev.releasemanager.rehearsal.time.WallTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Wall time that stands still until a test steps it; what falls due happens within the step. */
final class SteppedWallTime implements WallTime {

    private final List<Later> later = new ArrayList<>();
    private Instant now;

    private record Later(Instant at, Runnable act) {}

    SteppedWallTime(Instant start) {
        now = start;
    }

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized void after(Duration wait, Runnable act) {
        later.add(new Later(now.plus(wait), act));
        notifyAll();
    }

    /** Waits, in real time, until something is to happen after exactly that wait. */
    synchronized void awaitDueIn(Duration wait) {
        long end = System.nanoTime() + Duration.ofSeconds(5).toNanos();
        while (later.stream().noneMatch(one -> one.at().equals(now.plus(wait))) && System.nanoTime() < end) {
            try {
                wait(100);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    void step(Duration forward) {
        Instant end = now().plus(forward);
        Optional<Later> due = takeDue(end);
        while (due.isPresent()) {
            due.get().act().run();
            due = takeDue(end);
        }
        synchronized (this) {
            now = end;
        }
    }

    private synchronized Optional<Later> takeDue(Instant end) {
        Optional<Later> due =
                later.stream().filter(one -> !one.at().isAfter(end)).min(Comparator.comparing(Later::at));
        due.ifPresent(one -> {
            later.remove(one);
            now = one.at().isAfter(now) ? one.at() : now;
        });
        return due;
    }
}
