package dev.releasemanager;

import dev.releasemanager.config.Fault;
import dev.releasemanager.store.Database;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.Optional;

/** What the operator is told when a command can't do its work. */
final class Told {
    /** The words were understood, and it didn't work. */
    static final int FAILED = 1;

    static final int USAGE = 2;

    private Told() {}

    /** Prints every fault on a line of its own. */
    static int faults(PrintWriter err, Collection<Fault> faults) {
        faults.forEach(err::println);
        return FAILED;
    }

    /** @return the status, if it is something that the operator can put right; empty for a fault of the program */
    static Optional<Integer> failure(PrintWriter err, RuntimeException failure) {
        if (failure instanceof Wiring.FaultySettings faulty) {
            return Optional.of(faults(err, faulty.faults()));
        }
        if (failure instanceof Database.NotOpened || failure instanceof UncheckedIOException) {
            err.println(failure.getMessage());
            return Optional.of(FAILED);
        }
        return Optional.empty();
    }
}
