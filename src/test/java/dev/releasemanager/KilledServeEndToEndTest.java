package dev.releasemanager;

import static dev.releasemanager.Stage.CHANNEL;
import static dev.releasemanager.Stage.must;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.Stage.Delivery;
import dev.releasemanager.config.DatabaseAddress;
import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Screen;
import dev.releasemanager.rehearsal.Shown;
import dev.releasemanager.rehearsal.world.Json;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.store.Database;
import dev.releasemanager.store.OutboxStore;
import dev.releasemanager.store.ReleaseStore;
import dev.releasemanager.store.TestDatabase;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.StringJoiner;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Feature: {@code serve} is killed while many people act, messages go out and timers come due, and started again: what
 * Slack was told of is in the record, once, and every message that is owed arrives. The moments of the kills are drawn
 * from a seed; {@code -Dkills=20} tries more of them.
 */
@Timeout(600)
class KilledServeEndToEndTest {
    private static final int KILLS = Integer.getInteger("kills", 2);
    private static final String MARK = "you may have this twice";
    private static final List<String> ASKED = List.of("priya", "pavel", "chen", "carla");

    /** Where a template has what is different in each act. */
    private static final String UNIQUE = "UNIQUE";

    @Test
    void on_h2_in_a_file_nothing_is_lost_or_doubled(@TempDir Path folder) throws Exception {
        new Trial(Stage.inFile(folder), "", "").run();
    }

    @Test
    void on_postgresql_nothing_is_lost_or_doubled() throws Exception {
        try (TestDatabase postgres = TestDatabase.postgres()) {
            new Trial(new DatabaseAddress(postgres.url(), null, null), "postgres", "").run();
        }
    }

    /** One database, and everything that is done to it. */
    private static final class Trial {
        private final DatabaseAddress address;
        private final String user;
        private final String password;
        private final long seed = Long.getLong("seed", System.nanoTime());
        private final Random random = new Random(seed);
        private final String as = "seed " + seed;
        private final AtomicInteger numbers = new AtomicInteger();

        /** Words of acts that were sent, and of those that Slack was told of. */
        private final Set<String> sent = ConcurrentHashMap.newKeySet();

        private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
        private final Map<String, List<RecordEntry>> records = new LinkedHashMap<>();

        Trial(DatabaseAddress address, String user, String password) {
            this.address = address;
            this.user = user;
            this.password = password;
        }

        void run() throws Exception {
            try (Stage stage = Stage.at(address)) {
                ServingProcess process = stage.serve();
                String planned = stage.makeRelease("Planned by many");
                String polled = stage.makeRelease("Answered by many");
                stage.open(polled);
                List<String> missed = releasesThatNobodyDecides(stage, "missed while down");
                List<String> due = releasesThatNobodyDecides(stage, "due under load");
                List<Shown> questions = new ArrayList<>();
                List<String> asked = new ArrayList<>();
                for (int kill = 0; kill < KILLS; kill++) {
                    String key = stage.makeRelease("Asked at kill " + kill);
                    asked.add(key);
                    questions.add(stage.askToOpen(key, "in 20h"));
                }
                List<String> all = new ArrayList<>(List.of(planned, polled));
                all.addAll(missed);
                all.addAll(due);
                all.addAll(asked);
                List<String> templates = templates(stage, planned, polled);

                for (int kill = 0; kill < KILLS; kill++) {
                    String opening =
                            Json.write(stage.click("olivia", questions.get(kill), "Ask them now", "opening " + kill));
                    underLoad(stage, process, templates, opening, asked.get(kill));
                    readRecords(all);
                    kept(all);
                    comesDue(missed.get(kill), Duration.ofMinutes(-5));
                    comesDue(due.get(kill), Duration.ofSeconds(3));
                    process = stage.serve();
                }

                List<String> delayed = new ArrayList<>(missed.subList(0, KILLS));
                delayed.addAll(due.subList(0, KILLS));
                for (String key : delayed) {
                    stage.as("olivia").awaitTrue(key + " told to be delayed, " + as, screen -> !delays(screen, key)
                            .isEmpty());
                }
                stage.settled();
                process.stop();
                readRecords(all);
                kept(all);
                for (String key : delayed) {
                    assertThat(count(key, "checkpoint_undecided"))
                            .as("%s, %s", key, as)
                            .isEqualTo(1);
                    onceOrMarked(delays(stage.as("olivia").look(), key), key + " is delayed");
                }
                everyMessageArrived(stage, polled, asked);
                // A click is sent until it is heard, each time with the same address, and Slack takes five answers to
                // one.
                assertThat(stage.refusedPosts()).as(as).allSatisfy(refused -> assertThat(refused.toString())
                        .contains("response_url", "used_url"));
            }
        }

        private static List<Shown> delays(Screen screen, String key) {
            return told(screen, key + " Nobody decides").stream()
                    .filter(message -> message.text().contains("is delayed"))
                    .toList();
        }

        private static List<String> releasesThatNobodyDecides(Stage stage, String title) {
            List<String> made = new ArrayList<>();
            for (int kill = 0; kill < KILLS; kill++) {
                String key = stage.makeRelease("Nobody decides: " + title);
                stage.open(key);
                made.add(key);
            }
            return made;
        }

        /** The submissions of forms that people have open, with what they type to be filled in. */
        private static List<String> templates(Stage stage, String planned, String polled) {
            List<String> templates = new ArrayList<>();
            for (String person : ASKED) {
                Actor actor = stage.as(person);
                must(actor.command(Actor.DIRECT, "/release scope " + planned));
                must(actor.click("Add a change"));
                Shown change = actor.modal();
                String team = person.startsWith("p") ? "Payments" : "Checkout";
                String template = template(stage.submission(
                        person,
                        change,
                        Map.of(
                                "What changes", Stage.text(UNIQUE),
                                "Team", Stage.one(change, "Team", team),
                                "Component", Stage.text("payments-api"),
                                "Kind", Stage.one(change, "Kind", "Configuration (low risk)"),
                                "Link", Stage.text("https://code.example.com/pull/17"),
                                "What users notice", Stage.text("Nothing.")),
                        UNIQUE));
                must(actor.closeAll());
                must(actor.click(stage.request(person, polled), "Not ready"));
                Shown notReady = actor.modal();
                // More changes than answers: the owner is told of each answer, a message a second.
                templates.addAll(List.of(template, template, template));
                templates.add(template(stage.submission(
                        person,
                        notReady,
                        Map.of(
                                "Why", Stage.text(UNIQUE),
                                "When do you expect to be ready", Stage.text("tomorrow")),
                        UNIQUE)));
                must(actor.closeAll());
            }
            return templates;
        }

        private static String template(ObjectNode submission) {
            ((ObjectNode) submission.path("view")).put("hash", UNIQUE);
            return Json.write(submission);
        }

        /** People act until the process is killed, after so many acknowledgements that the seed says. */
        private void underLoad(
                Stage stage, ServingProcess process, List<String> templates, String opening, String opened)
                throws Exception {
            int enough = 15 + random.nextInt(40);
            int openingAt = random.nextInt(enough);
            int before = acknowledged.size();
            CountDownLatch killed = new CountDownLatch(1);
            AtomicInteger openings = new AtomicInteger();
            ExecutorService people = Executors.newFixedThreadPool(ASKED.size() + 1);
            try {
                List<Future<?>> acting = new ArrayList<>();
                for (int person = 0; person < ASKED.size(); person++) {
                    List<String> theirs = templates.subList(4 * person, 4 * person + 4);
                    acting.add(people.submit(() -> {
                        for (int turn = 0; killed.getCount() > 0; turn++) {
                            String words = "act " + numbers.incrementAndGet() + ".";
                            act(stage, theirs.get(turn % theirs.size()).replace(UNIQUE, words), words);
                            int done = acknowledged.size() - before;
                            if (done >= openingAt && openings.getAndIncrement() == 0) {
                                acting(stage, opening, opened);
                            }
                            if (done >= enough) {
                                killed.countDown();
                            }
                        }
                    }));
                }
                assertThat(killed.await(60, TimeUnit.SECONDS))
                        .as("%d acts acknowledged, %s", acknowledged.size() - before, as)
                        .isTrue();
                process.kill();
                for (Future<?> each : acting) {
                    each.get(30, TimeUnit.SECONDS);
                }
            } finally {
                people.shutdownNow();
            }
        }

        private void acting(Stage stage, String payload, String words) {
            act(stage, payload, "opening of " + words);
        }

        private void act(Stage stage, String payload, String words) {
            sent.add(words);
            try {
                HttpResponse<String> answer = stage.send(
                        Delivery.form((ObjectNode) Json.parse(payload).orElseThrow()));
                if (answer.statusCode() == 200
                        && !answer.body().contains("\"errors\"")
                        && !answer.body().contains("counted")) {
                    acknowledged.add(words);
                }
            } catch (UncheckedIOException e) {
                // Killed meanwhile: nobody knows whether it counted.
            }
        }

        private void readRecords(List<String> keys) {
            try (Database database = Database.open(address.url(), user, password)) {
                ReleaseStore store = new ReleaseStore(
                        database,
                        new OutboxStore(database, (transaction, promise, reason) -> {}),
                        InstantSource.system());
                for (String key : keys) {
                    records.put(key, store.read(reading -> reading.record(new ReleaseKey(key))));
                }
            }
        }

        private List<RecordEntry> record(String key) {
            return records.getOrDefault(key, List.of());
        }

        private long count(String key, String what) {
            return record(key).stream()
                    .filter(entry -> entry.what().equals(what))
                    .count();
        }

        /** Every act that Slack was told of stands in the record once; one that was cut off at most once. */
        private void kept(List<String> keys) {
            Map<String, Integer> recorded = new LinkedHashMap<>();
            for (String key : keys) {
                assertThat(RecordEntry.faults(record(key)))
                        .as("%s, %s", key, as)
                        .isEmpty();
                for (RecordEntry entry : record(key)) {
                    String words =
                            switch (entry.what()) {
                                case "change_added" -> entry.details().getOrDefault("title", "");
                                case "answered_not_ready" -> entry.details().getOrDefault("reason", "");
                                case "checkpoint_opened" -> "opening of " + key;
                                default -> "";
                            };
                    if (sent.contains(words)) {
                        recorded.merge(words, 1, Integer::sum);
                    }
                }
            }
            assertThat(recorded.keySet())
                    .as("acknowledged acts in the record, %s", as)
                    .containsAll(acknowledged);
            assertThat(recorded.values()).as("each act in the record, %s", as).containsOnly(1);
        }

        /** As if the process had been down, or the clock had gone on, for so long. */
        private void comesDue(String key, Duration fromNow) throws SQLException {
            Instant moment = InstantSource.system().instant().plus(fromNow);
            try (Connection connection = DriverManager.getConnection(address.url(), user, password)) {
                for (String sql : List.of(
                        "update releases set opens_at = opens_at - interval '1' hour, until_at = ?"
                                + " where release_key = ?",
                        "update timers set due_at = ? where kind = 'deadline' and release_key = ?",
                        "update timers set take_at = ? where kind = 'deadline' and release_key = ?")) {
                    try (PreparedStatement update = connection.prepareStatement(sql)) {
                        update.setObject(1, OffsetDateTime.ofInstant(moment, ZoneOffset.UTC));
                        update.setString(2, key);
                        assertThat(update.executeUpdate()).as(sql).isEqualTo(1);
                    }
                }
            }
        }

        private void everyMessageArrived(Stage stage, String polled, List<String> opened) {
            assertThat(count(polled, "message_undelivered")).as(as).isZero();
            for (RecordEntry entry : record(polled)) {
                if (entry.what().equals("answered_not_ready")) {
                    String reason = entry.details().getOrDefault("reason", "no reason");
                    onceOrMarked(told(stage.as("olivia").look(), reason), reason);
                }
            }
            for (String key : opened) {
                if (count(key, "checkpoint_opened") > 0) {
                    for (String person : ASKED) {
                        onceOrMarked(told(stage.as(person).look(), key + " Asked at kill"), key + " to " + person);
                    }
                }
            }
            long changes = count(records.keySet().iterator().next(), "change_added");
            assertThat(changes).as(as).isPositive();
            assertThat(stage.as("olivia").look().messages(CHANNEL))
                    .filteredOn(message ->
                            message.threadTs().isEmpty() && message.text().startsWith(polled + " "))
                    .as("one board, %s", as)
                    .hasSize(1);
        }

        /** How the messages with these words stand in the outbox, for whoever has to find out why one didn't arrive. */
        private String promised(String words) {
            try (Connection connection = DriverManager.getConnection(address.url(), user, password);
                    PreparedStatement query =
                            connection.prepareStatement("select kind, state, attempts, repeated, receipt,"
                                    + " reason, created_at, finished_at from outbox where body like ? order by seq")) {
                query.setString(1, "%" + words + "%");
                StringJoiner rows = new StringJoiner("; ");
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        StringJoiner columns = new StringJoiner(" ");
                        for (int column = 1; column <= 8; column++) {
                            columns.add(String.valueOf(row.getString(column)));
                        }
                        rows.add(columns.toString());
                    }
                }
                return rows.toString();
            } catch (SQLException e) {
                throw new IllegalStateException(e);
            }
        }

        private static List<Shown> told(Screen screen, String words) {
            return screen.messages(Actor.DIRECT).stream()
                    .filter(Shown::fromBot)
                    .filter(message -> message.text().contains(words))
                    .toList();
        }

        /** Where Slack's answer was lost with the process, a message may be there twice if the second one says so. */
        private void onceOrMarked(List<Shown> messages, String words) {
            assertThat(messages)
                    .as("“%s”, %s; promised: %s", words, as, promised(words))
                    .hasSizeBetween(1, 2);
            if (messages.size() == 2) {
                assertThat(messages.get(1).text()).as("“%s”, %s", words, as).contains(MARK);
            }
        }
    }
}
