package dev.releasemanager;

import dev.releasemanager.timer.Pace;
import java.time.InstantSource;

/**
 * The two clocks of a process.
 *
 * @param release deadlines, reminders and the record
 * @param wall signatures, leases, budgets and {@code Retry-After}; nothing ever changes it
 * @param pace how the first passes beside the second
 */
record Clocks(InstantSource release, InstantSource wall, Pace pace) {
    /** Both are this machine's: what {@code serve} has, and nothing can change. */
    static Clocks ofThisMachine() {
        InstantSource machine = InstantSource.system();
        return new Clocks(machine, machine, Pace.NATURAL);
    }
}
