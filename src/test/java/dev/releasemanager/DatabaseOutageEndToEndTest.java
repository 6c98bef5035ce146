package dev.releasemanager;

import static dev.releasemanager.Stage.CHANNEL;
import static dev.releasemanager.Stage.must;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.config.DatabaseAddress;
import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Done;
import dev.releasemanager.rehearsal.Shown;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.store.PostgresProcesses;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** While the database is away, each act is answered in time with words that it did not count; afterwards all is well. */
@Timeout(120)
class DatabaseOutageEndToEndTest {
    private static final String NOT_COUNTED = "did not count";
    private static final Duration OUTAGE = Duration.ofSeconds(10);

    @Test
    void a_postgresql_that_freezes_costs_no_act_its_answer_and_nothing_is_half_done(@TempDir Path folder)
            throws Exception {
        Path data = folder.resolve("data");
        try (EmbeddedPostgres postgres =
                        EmbeddedPostgres.builder().setDataDirectory(data).start();
                Stage stage = Stage.at(new DatabaseAddress(postgres.getJdbcUrl("postgres", "postgres"), null, null))
                        .startBot()) {
            String key = stage.makeRelease("The database freezes");
            Shown question = stage.askToOpen(key, "in 5h");
            Actor olivia = stage.as("olivia");
            stage.fillNew("Not stored");
            long before = stage.releases();

            PostgresProcesses.of(data).freeze();
            try {
                Done submitted = olivia.submit();
                Done commanded = olivia.command(CHANNEL, "/release status " + key);
                Done clicked = olivia.click(question, "Ask them now");

                assertThat(submitted.ok()).as("%s", submitted.answer()).isTrue();
                assertThat(submitted.errors().values())
                        .anySatisfy(words -> assertThat(words).contains(NOT_COUNTED));
                assertThat(commanded.ok()).as("%s", commanded.answer()).isTrue();
                assertThat(clicked.ok()).as("%s", clicked.answer()).isTrue();
                olivia.awaitTrue(
                        "words for the command and the click",
                        screen -> screen.messages(CHANNEL).stream()
                                        .filter(message -> message.ephemeral()
                                                && message.text().contains(NOT_COUNTED))
                                        .count()
                                == 2);
            } finally {
                PostgresProcesses.of(data).thaw();
            }

            olivia.awaitTrue("the database back", screen -> {
                must(olivia.command(CHANNEL, "/release status " + key));
                return olivia.lastMessage(CHANNEL).text().contains("PLANNING");
            });
            assertThat(stage.releases()).isEqualTo(before);
            assertThat(stage.record(key)).extracting(RecordEntry::what).containsExactly("release_created");
            must(olivia.submit());
            assertThat(stage.releases()).isEqualTo(before + 1);
            must(olivia.closeAll());
            must(olivia.click(question, "Ask them now"));
            Shown unused = stage.request("chen", key);
            stage.ready("chen", key);
            assertThat(stage.recorded(key, "checkpoint_opened")).isEqualTo(1);
            assertThat(stage.recorded(key, "answered_ready")).isEqualTo(1);
            assertThat(RecordEntry.faults(stage.record(key))).isEmpty();
        }
    }

    @Test
    void a_postgresql_that_is_killed_and_back_after_ten_seconds_costs_nothing(@TempDir Path folder) throws Exception {
        Path data = folder.resolve("data");
        try (Servers servers = new Servers(data);
                Stage stage =
                        Stage.at(new DatabaseAddress(servers.url(), null, null)).startBot()) {
            goesAwayAndComesBack(stage, servers::kill, servers::start);
        }
    }

    @Test
    void an_h2_that_is_locked_and_free_after_ten_seconds_costs_nothing(@TempDir Path folder) throws Exception {
        DatabaseAddress address = Stage.inFile(folder);
        Connection other = DriverManager.getConnection(address.url(), "", "");
        try (Stage stage = Stage.at(address).startBot()) {
            // All other connections are closed, and new ones refused, while one has the database for itself.
            goesAwayAndComesBack(stage, () -> execute(other, "set exclusive 2"), other::close);
        } finally {
            other.close();
        }
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** What is done to a database from outside. */
    private interface Blow {
        void strike() throws Exception;
    }

    private static void goesAwayAndComesBack(Stage stage, Blow away, Blow back) throws Exception {
        Actor olivia = stage.as("olivia");
        String undecided = stage.makeRelease("Nobody decides");
        stage.open(undecided);
        String later = stage.makeRelease("Asked afterwards");
        Shown laterQuestion = stage.askToOpen(later, "in 20h");
        String owed = stage.makeRelease("Asked just before");
        Shown question = stage.askToOpen(owed, "in 20h");
        stage.fillNew("Not stored");
        long before = stage.releases();
        must(olivia.click(question, "Ask them now"));

        long since = System.nanoTime();
        away.strike();
        stage.visitor().jump(Duration.ofHours(5));
        assertThat(stage.page("/readyz")).isEqualTo(503);
        assertThat(stage.page("/healthz")).isEqualTo(200);
        int told = 0;
        while (told == 0 || System.nanoTime() - since < OUTAGE.toNanos()) {
            told++;
            Done submitted = olivia.submit();
            assertThat(submitted.ok()).as("%s", submitted.answer()).isTrue();
            assertThat(submitted.errors().values())
                    .anySatisfy(words -> assertThat(words).contains(NOT_COUNTED));
            must(olivia.command(CHANNEL, "/release status " + later));
            must(olivia.click(laterQuestion, "Ask them now"));
            awaitNotCounted(olivia, 2L * told);
        }
        back.strike();

        olivia.awaitTrue("ready again", screen -> stage.page("/readyz") == 200);
        must(olivia.submit());
        assertThat(stage.releases()).isEqualTo(before + 1);
        must(olivia.closeAll());
        must(olivia.click(laterQuestion, "Ask them now"));
        olivia.awaitMessage(Actor.DIRECT, undecided + " Nobody decides is delayed");
        for (String key : List.of(owed, later)) {
            for (String person : List.of("priya", "pavel", "chen", "carla")) {
                Shown unused = stage.request(person, key);
            }
        }
        stage.settled();
        assertThat(stage.recorded(undecided, "checkpoint_undecided")).isEqualTo(1);
        for (String key : List.of(undecided, later, owed)) {
            assertThat(stage.recorded(key, "checkpoint_opened")).as(key).isEqualTo(1);
            assertThat(stage.recorded(key, "message_undelivered")).as(key).isZero();
            assertThat(RecordEntry.faults(stage.record(key))).as(key).isEmpty();
        }
        for (String person : List.of("pavel", "chen", "carla")) {
            assertThat(requests(stage, person, owed)).as(person).isEqualTo(1);
            assertThat(requests(stage, person, later)).as(person).isEqualTo(1);
        }
        assertThat(stage.failedRequests()).isEmpty();
        assertThat(stage.refusedPosts()).isEmpty();
    }

    private static long requests(Stage stage, String person, String key) {
        return stage.as(person).look().messages(Actor.DIRECT).stream()
                .filter(message ->
                        message.text().contains(key) && message.buttons().contains("Ready"))
                .count();
    }

    private static void awaitNotCounted(Actor actor, long times) {
        actor.awaitTrue(
                "words for the command and the click",
                screen -> screen.messages(CHANNEL).stream()
                                .filter(message ->
                                        message.ephemeral() && message.text().contains(NOT_COUNTED))
                                .count()
                        == times);
    }

    /** One PostgreSQL after the other on the same files and the same port. */
    private static final class Servers implements AutoCloseable {
        private final Path data;
        private EmbeddedPostgres running;

        Servers(Path data) throws IOException {
            this.data = data;
            running = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .start();
        }

        String url() {
            return running.getJdbcUrl("postgres", "postgres");
        }

        /** All its processes at once, as a machine that loses power does it. */
        void kill() throws Exception {
            PostgresProcesses.of(data).kill();
        }

        void start() throws IOException {
            int port = running.getPort();
            running.close();
            running = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .start();
        }

        @Override
        public void close() throws IOException {
            running.close();
        }
    }
}
