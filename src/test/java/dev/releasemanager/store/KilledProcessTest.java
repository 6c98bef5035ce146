package dev.releasemanager.store;

import static dev.releasemanager.store.Releases.confirm;
import static dev.releasemanager.store.Releases.key;
import static dev.releasemanager.store.Releases.storeIn;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.ReleaseKey;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What was acknowledged is there after the process was killed under load, and nothing is there by halves. */
@Timeout(180)
class KilledProcessTest {
    private static final int KILLS = 3;
    private static final int WRITERS = 4;

    /** The process that is killed: commits acts on a few releases, and says so after each. */
    static final class Writing {
        private Writing() {}

        public static void main(String[] args) {
            Database database = Database.open(args[0], args[1], "");
            ReleaseStore store = storeIn(database);
            for (int writer = 1; writer <= WRITERS; writer++) {
                ReleaseKey key = key(writer);
                new Thread(() -> actForEver(store, key)).start();
            }
        }

        @SuppressWarnings("InfiniteLoopStatement")
        private static void actForEver(ReleaseStore store, ReleaseKey key) {
            while (true) {
                long sequence = confirm(store, key);
                System.out.println(key + " " + sequence);
            }
        }
    }

    @Test
    void on_h2_in_a_file_every_acknowledged_act_survives(@TempDir Path folder) throws Exception {
        killed("jdbc:h2:file:" + folder.resolve("releases"), "sa");
    }

    @Test
    void on_postgresql_every_acknowledged_act_survives() throws Exception {
        try (TestDatabase postgres = TestDatabase.postgres()) {
            killed(postgres.url(), "postgres");
        }
    }

    private static void killed(String url, String user) throws Exception {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        Map<ReleaseKey, Long> acknowledged = new HashMap<>();
        for (int kill = 1; kill <= KILLS; kill++) {
            Map<ReleaseKey, Long> more = writeAndKill(url, user, 50 + random.nextInt(400));
            more.forEach((key, sequence) -> acknowledged.merge(key, sequence, Math::max));
            try (Database database = Database.open(url, user, "")) {
                String when = "after kill " + kill + ", seed " + seed;
                acknowledged.forEach((key, sequence) -> {
                    List<RecordEntry> record = storeIn(database).read(reading -> reading.record(key));
                    assertThat(record.size()).as("%s %s", key, when).isGreaterThanOrEqualTo(sequence.intValue());
                    assertThat(RecordEntry.faults(record))
                            .as("%s %s", key, when)
                            .isEmpty();
                });
                assertThat(List.of(rows(database, "confirmations"), rows(database, "timers")))
                        .as(when)
                        .containsOnly(rows(database, "events"));
            }
        }
        assertThat(acknowledged).isNotEmpty();
    }

    private static long rows(Database database, String table) {
        return database.inTransaction(transaction -> transaction
                .handle()
                .createQuery("select count(*) from " + table)
                .mapTo(Long.class)
                .one());
    }

    /**
     * @param enough acknowledgements to read before the kill
     * @return the highest acknowledged sequence of each release, those included that came out while it was being killed
     */
    private static Map<ReleaseKey, Long> writeAndKill(String url, String user, int enough) throws Exception {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp"));
        command.add(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
        command.addAll(List.of(Writing.class.getName(), url, user));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try {
            String lines = output(process, enough);
            assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
            Map<ReleaseKey, Long> acknowledged = new HashMap<>();
            // What stands after the last end of line was cut off by the kill.
            lines.substring(0, lines.lastIndexOf('\n') + 1)
                    .lines()
                    .map(line -> line.split(" "))
                    .filter(words ->
                            words.length == 2 && ReleaseKey.find(words[0]).isPresent())
                    .forEach(
                            words -> acknowledged.merge(new ReleaseKey(words[0]), Long.parseLong(words[1]), Math::max));
            return acknowledged;
        } finally {
            process.destroyForcibly();
        }
    }

    private static String output(Process process, int enough) throws IOException {
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        try (InputStream from = process.getInputStream()) {
            int lines = 0;
            for (int b = from.read(); b >= 0; b = from.read()) {
                read.write(b);
                if (b == '\n' && ++lines == enough) {
                    // By its handle, which leaves the output to be read to its end.
                    process.toHandle().destroyForcibly();
                }
            }
            assertThat(lines)
                    .as("acknowledged before the process ended by itself")
                    .isGreaterThanOrEqualTo(enough);
        }
        return read.toString(StandardCharsets.UTF_8);
    }
}
