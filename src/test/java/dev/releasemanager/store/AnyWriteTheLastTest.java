package dev.releasemanager.store;

import static dev.releasemanager.store.Releases.confirm;
import static dev.releasemanager.store.Releases.key;
import static dev.releasemanager.store.Releases.storeIn;
import static org.assertj.core.api.Assertions.as;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.coordination.StoreUnavailable;
import dev.releasemanager.release.ReleaseKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.h2.store.fs.Recorder;
import org.h2.store.fs.rec.FilePathRec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Whichever of the writes to H2's file is the last one before the process dies, the file holds every acknowledged act, and
 * each act whole. {@link KilledProcessTest} sees the same at the few moments that it meets; this one at all of them.
 */
@Timeout(180)
class AnyWriteTheLastTest {
    private static final int WRITERS = 4;
    private static final int ACTS_OF_EACH = 40;

    /**
     * @param bytes empty: the file is cut off at the position
     * @param acknowledged how many acts had been acknowledged before it
     */
    private record Write(long position, Optional<ByteBuffer> bytes, int acknowledged) {
        void applyTo(FileChannel file) throws IOException {
            if (bytes.isEmpty()) {
                file.truncate(position);
                return;
            }
            ByteBuffer rest = bytes.get().duplicate();
            while (rest.hasRemaining()) {
                file.write(rest, position + rest.position());
            }
        }
    }

    private final List<Write> writes = Collections.synchronizedList(new ArrayList<>());
    private final AtomicInteger acknowledged = new AtomicInteger();

    @Test
    void every_acknowledged_act_is_there_and_none_by_halves(@TempDir Path folder) throws Exception {
        int migrated;
        FilePathRec.register();
        FilePathRec.setRecorder(this::remember);
        try (Database database = Database.open("jdbc:h2:rec:" + folder.resolve("written"), "sa", "")) {
            migrated = writes.size();
            act(database);
        } finally {
            FilePathRec.setRecorder(null);
        }
        assertThat(acknowledged).hasValue(WRITERS * ACTS_OF_EACH);
        assertThat(writes.size() - migrated).isGreaterThan(ACTS_OF_EACH);

        Path sofar = folder.resolve("sofar.mv.db");
        Path died = folder.resolve("died.mv.db");
        try (FileChannel file = FileChannel.open(sofar, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int i = 0; i < writes.size(); i++) {
                writes.get(i).applyTo(file);
                if (i >= migrated) {
                    Files.copy(sofar, died, StandardCopyOption.REPLACE_EXISTING);
                    List<Integer> rows = rows(folder.resolve("died"));
                    assertThat(rows)
                            .as("rows of each table after write %s of %s", i, writes.size())
                            .containsOnly(rows.get(0))
                            .first(as(InstanceOfAssertFactories.INTEGER))
                            .isGreaterThanOrEqualTo(writes.get(i).acknowledged());
                }
            }
        }
    }

    private void remember(int operation, String file, byte[] data, long position) {
        if (operation == Recorder.WRITE) {
            writes.add(new Write(position, Optional.of(ByteBuffer.wrap(data.clone())), acknowledged.get()));
        } else if (operation == Recorder.TRUNCATE) {
            writes.add(new Write(position, Optional.empty(), acknowledged.get()));
        }
    }

    private void act(Database database) throws Exception {
        ReleaseStore store = storeIn(database);
        ExecutorService writers = Executors.newFixedThreadPool(WRITERS);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int writer = 1; writer <= WRITERS; writer++) {
                ReleaseKey key = key(writer);
                all.add(writers.submit(() -> {
                    for (int i = 0; i < ACTS_OF_EACH; i++) {
                        while (!isStored(store, key)) {
                            Thread.onSpinWait();
                        }
                        acknowledged.incrementAndGet();
                    }
                }));
            }
            for (Future<?> each : all) {
                each.get();
            }
        } finally {
            writers.shutdown();
        }
    }

    /** On a busy machine somebody may get no turn in time; nothing was stored then. */
    private static boolean isStored(ReleaseStore store, ReleaseKey key) {
        try {
            confirm(store, key);
            return true;
        } catch (StoreUnavailable e) {
            if (e.isOutcomeUnknown()) {
                throw e;
            }
            return false;
        }
    }

    private static List<Integer> rows(Path database) throws SQLException {
        List<Integer> rows = new ArrayList<>();
        String url = "jdbc:h2:file:" + database + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE";
        try (Connection connection = DriverManager.getConnection(url, "sa", "");
                Statement statement = connection.createStatement()) {
            for (String table : List.of("confirmations", "events", "timers")) {
                try (ResultSet row = statement.executeQuery("select count(*) from " + table)) {
                    row.next();
                    rows.add(row.getInt(1));
                }
            }
            // Closing would tidy the file up first.
            statement.execute("shutdown immediately");
        }
        return rows;
    }
}
