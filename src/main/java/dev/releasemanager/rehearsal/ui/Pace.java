package dev.releasemanager.rehearsal.ui;

import dev.releasemanager.rehearsal.time.RehearsalClock;
import dev.releasemanager.rehearsal.world.World;

/**
 * Keeps release time at its natural pace while anybody has a modal open, so that nobody's form is overtaken while it
 * is being filled in; the pace that was asked for returns with the last one closed. Thread-safe.
 */
final class Pace {

    private final World world;
    private final RehearsalClock clock;
    private double asked;
    private boolean held;

    Pace(World world) {
        this.world = world;
        this.clock = world.clock();
        this.asked = clock.speed();
    }

    synchronized void ask(double speed) {
        asked = speed;
        held = false;
        clock.speed(speed);
        settle();
    }

    /** Called after whatever may have opened or closed a modal. */
    synchronized void settle() {
        boolean modalOpen = world.look(() -> world.views().anyModalOpen());
        if (modalOpen && !held && clock.speed() > 1) {
            asked = clock.speed();
            held = true;
            clock.speed(1);
        } else if (!modalOpen && held) {
            held = false;
            clock.speed(asked);
        }
    }
}
