package dev.releasemanager;

import java.util.concurrent.CountDownLatch;

/** Waits, while something runs, for the signal that ends it (SIGTERM, Ctrl-C), and stops it then. */
final class Running {
    private Running() {}

    /** Returns once the process is being ended and the running thing was closed. */
    static void untilSignalled(AutoCloseable running) {
        CountDownLatch closed = new CountDownLatch(1);
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> {
                            try {
                                running.close();
                            } catch (Exception e) {
                                throw new IllegalStateException("It did not stop cleanly", e);
                            } finally {
                                closed.countDown();
                            }
                        },
                        "stop"));
        try {
            closed.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
