package dev.releasemanager.bench;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.LongStream;

/** So many at a time do the same again and again, each on a thread of its own, for so long. */
final class Load {
    private static final Duration FOREVER = Duration.ofMinutes(10);

    private Load() {}

    /** What one of them does. */
    interface Doer extends AutoCloseable {
        /** @return whether it went well */
        boolean act() throws IOException, SQLException;

        @Override
        default void close() throws IOException {}
    }

    /** Makes the doer of a number, from 0, before the time begins. */
    interface Doers {
        Doer of(int number) throws IOException;
    }

    private static final class Times {
        private long[] nanos = new long[1024];
        private int count;
        private long faults;

        void add(long one) {
            if (count == nanos.length) {
                nanos = java.util.Arrays.copyOf(nanos, 2 * count);
            }
            nanos[count++] = one;
        }

        LongStream stream() {
            return LongStream.of(nanos).limit(count);
        }
    }

    /** So long. */
    static Latencies run(int atOnce, Duration during, Doers doers) {
        return run(atOnce, during, Integer.MAX_VALUE, doers);
    }

    /** Each so often. */
    static Latencies times(int atOnce, int often, Doers doers) {
        return run(atOnce, FOREVER, often, doers);
    }

    private static Latencies run(int atOnce, Duration during, int often, Doers doers) {
        ExecutorService threads = Executors.newFixedThreadPool(atOnce);
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch ready = new CountDownLatch(atOnce);
        long[] end = new long[1];
        try {
            List<Future<Times>> all = new ArrayList<>();
            for (int i = 0; i < atOnce; i++) {
                int number = i;
                all.add(threads.submit(() -> {
                    Times times = new Times();
                    try (Doer doer = doers.of(number)) {
                        ready.countDown();
                        begun.await();
                        act(doer, end[0], often, times);
                    } finally {
                        ready.countDown();
                    }
                    return times;
                }));
            }
            ready.await();
            long start = System.nanoTime();
            end[0] = start + during.toNanos();
            begun.countDown();
            List<Times> times = new ArrayList<>();
            for (Future<Times> each : all) {
                times.add(each.get());
            }
            return Latencies.of(
                    times.stream().flatMapToLong(Times::stream),
                    Duration.ofNanos(System.nanoTime() - start),
                    times.stream().mapToLong(each -> each.faults).sum());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            threads.shutdownNow();
        }
    }

    private static void act(Doer doer, long end, int often, Times times) throws SQLException {
        int done = 0;
        for (long from = System.nanoTime(); from < end && done < often; done++) {
            boolean well;
            try {
                well = doer.act();
            } catch (IOException e) {
                times.faults++;
                return;
            }
            long to = System.nanoTime();
            if (well) {
                times.add(to - from);
            } else {
                times.faults++;
            }
            from = to;
        }
    }
}
