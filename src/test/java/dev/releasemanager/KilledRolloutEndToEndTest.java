package dev.releasemanager;

import static dev.releasemanager.Stage.CHANNEL;
import static dev.releasemanager.Stage.must;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.config.DatabaseAddress;
import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Done;
import dev.releasemanager.rehearsal.Screen;
import dev.releasemanager.rehearsal.Shown;
import dev.releasemanager.rehearsal.world.Inputs;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.store.Database;
import dev.releasemanager.store.OutboxStore;
import dev.releasemanager.store.ReleaseStore;
import dev.releasemanager.store.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Feature: {@code serve} is killed at any moment of whole rollouts, and started again: every stage is gone through in its
 * order, watched for its whole time and judged once; a rollback that begins by itself goes on where it was; every message
 * that is owed arrives. The moments come from a seed; {@code mvn -Pkills verify} tries more of them.
 */
@Timeout(1_800)
class KilledRolloutEndToEndTest {
    private static final int KILLS = Integer.getInteger("rollout.kills", 5);

    /** Kills while three releases go out; for more of them others go out on a database of their own. */
    private static final int KILLS_OF_A_GROUP = 5;

    private static final Duration BAKE = Duration.ofSeconds(3);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofMinutes(3);
    private static final String MARK = "you may have this twice";
    private static final List<String> SHARES = List.of("5 %", "25 %", "100 %");
    private static final String BACK = "Is taken back by itself";
    private static final String STEP = "Deploy payments-api 4.1.7 again";

    @Test
    @Tag("M5")
    @Tag("S4")
    void on_h2_in_a_file_no_stage_is_lost_skipped_shortened_or_judged_twice(@TempDir Path folder) throws Exception {
        for (int killed = 0; killed < KILLS; killed += KILLS_OF_A_GROUP) {
            Path own = Files.createDirectory(folder.resolve("from-" + killed));
            new Trial(Stage.inFile(own), "", own).killed(Math.min(KILLS_OF_A_GROUP, KILLS - killed));
        }
    }

    @Test
    @Tag("M5")
    @Tag("S4")
    void on_postgresql_no_stage_is_lost_skipped_shortened_or_judged_twice(@TempDir Path folder) throws Exception {
        for (int killed = 0; killed < KILLS; killed += KILLS_OF_A_GROUP) {
            try (TestDatabase postgres = TestDatabase.postgres()) {
                new Trial(new DatabaseAddress(postgres.url(), null, null), "postgres", folder)
                        .killed(Math.min(KILLS_OF_A_GROUP, KILLS - killed));
            }
        }
    }

    @Test
    @Tag("M5")
    void two_replicas_on_postgresql_carry_out_each_timer_once(@TempDir Path folder) throws Exception {
        try (TestDatabase postgres = TestDatabase.postgres()) {
            new Trial(new DatabaseAddress(postgres.url(), null, null), "postgres", folder).replicated();
        }
    }

    /** One database, and the rollouts on it. */
    private static final class Trial {
        private final DatabaseAddress address;
        private final String user;
        private final Path folder;
        private final long seed = Long.getLong("seed", System.nanoTime());
        private final Random random = new Random(seed);
        private final String as = "seed " + seed;
        private final Instant begun = InstantSource.system().instant();

        /** Nothing goes out on a Friday (X2). */
        private final Duration ahead = Duration.between(begun, Rehearsal.beginOfAWholeRollout(begun));

        /** When what was clicked was heard, by message and button. */
        private final Map<String, Long> heard = new HashMap<>();

        /** The first time that each click was acknowledged, by message and button. */
        private final Map<String, Acknowledged> acknowledged = new LinkedHashMap<>();

        /** All that have served, the killed ones too. */
        private final List<ServingProcess> served = new ArrayList<>();

        /** The direct messages by which a step of the rollback was asked for; each goes when it is answered. */
        private final Map<String, Shown> asked = new TreeMap<>();

        /** Whether the orders have fallen, upon which the third release is to be taken back. */
        private boolean fallen;

        Trial(DatabaseAddress address, String user, Path folder) {
            this.address = address;
            this.user = user;
            this.folder = folder;
        }

        void killed(int kills) throws Exception {
            try (Stage stage = Stage.at(address)) {
                rollouts(stage, kills, 1);
                assertThat(stage.refusedPosts()).as(as).allSatisfy(refused -> assertThat(refused)
                        .contains("response_url", "used_url"));
            }
        }

        void replicated() throws Exception {
            try (Stage stage = Stage.at(address)) {
                rollouts(stage, 0, 2);
                assertThat(stage.refusedPosts()).as(as).isEmpty();
            }
        }

        /** The sample's, with a shop whose metrics are asked every second, and bakes of some seconds. */
        private Path settings(Stage stage) throws IOException {
            String sample = Files.readString(Stage.SETTINGS)
                    .replaceAll("bake: PT\\d+[HM]", "bake: " + BAKE)
                    .replace("on canary over 30 min", "on canary over 1 s");
            String sources = "\nsources:\n  interval: PT1S\n  systems:\n    shop:\n      kind: http\n      address: "
                    + stage.workspace().metricsUrl() + "\n  measures:\n" + measure("error rate", "%")
                    + measure("orders per minute", "");
            return Files.writeString(folder.resolve("release-manager.yaml"), sample + sources);
        }

        private static String measure(String name, String unit) {
            return "    - measure: " + name + "\n      system: shop\n      path: /value?measure="
                    + name.replace(" ", "%20") + "&until={{until}}&span={{span}}\n      pointer: /value\n"
                    + (unit.isEmpty() ? "" : "      unit: \"" + unit + "\"\n");
        }

        private void rollouts(Stage stage, int kills, int replicas) throws Exception {
            Path settings = settings(stage);
            stage.visitor().jump(aheadOf(stage));
            stage.startBot(settings, UnaryOperator.identity());
            String whole = cleared(stage, "Goes all the way", "");
            String other = cleared(stage, "Goes out beside it", "");
            String back = cleared(stage, BACK, "orders per minute < 50 over 1 s");
            for (String key : List.of(whole, other, back)) {
                start(stage, key);
            }
            stage.settled();
            stage.stopBot();

            List<ServingProcess> others = new ArrayList<>();
            for (int more = 1; more < replicas; more++) {
                others.add(stage.replica(settings, ahead));
            }
            served.addAll(others);
            ServingProcess process = serve(stage, settings);
            for (int kill = 0; kill < kills; kill++) {
                long until = System.nanoTime()
                        + Duration.ofMillis(500 + random.nextInt(5_000)).toNanos();
                while (System.nanoTime() < until) {
                    goOn(stage, Duration.ofMillis(200));
                    fall(stage, whole, other);
                }
                process.kill();
                process = serve(stage, settings);
            }
            long end = System.nanoTime() + LONGEST.toNanos();
            while (!isBack(stage, back)) {
                assertThat(System.nanoTime())
                        .as(
                                "still under way, %s:\n%s\n%s",
                                as,
                                stage.as("olivia").look().messages(CHANNEL).stream()
                                        .map(Shown::text)
                                        .toList(),
                                stage.as("priya").look().messages(Actor.DIRECT).stream()
                                        .map(Shown::text)
                                        .toList())
                        .isLessThan(end);
                goOn(stage, Duration.ofMillis(500));
                fall(stage, whole, other);
            }
            stage.settled();
            process.stop();
            for (ServingProcess replica : others) {
                replica.stop();
            }
            for (String key : List.of(whole, other)) {
                wentOut(stage, key);
            }
            cameBack(stage, back);
            allCount(List.of(whole, other, back));
        }

        private ServingProcess serve(Stage stage, Path settings) {
            ServingProcess process = stage.serve(settings, ahead);
            served.add(process);
            return process;
        }

        /** The stage's release time is the machine's, and what is asked for is told by the process's. */
        private Duration aheadOf(Stage stage) {
            Instant there = Instant.parse(
                    stage.visitor().get("/ui/state").path("clock").path("now").asText());
            return Duration.between(there, InstantSource.system().instant().plus(ahead));
        }

        private static boolean isOut(Stage stage, String key) {
            return !inChannel(stage.as("olivia").look(), key, "COMPLETED").isEmpty();
        }

        /** What brings the one back hurts the others too, so that it comes when they are out. */
        private void fall(Stage stage, String whole, String other) {
            if (!fallen && isOut(stage, whole) && isOut(stage, other)) {
                stage.visitor().steer("orders", 10);
                fallen = true;
            }
        }

        private static boolean isBack(Stage stage, String key) {
            return !inChannel(stage.as("olivia").look(), key, "ROLLED BACK:").isEmpty();
        }

        private static List<Shown> inChannel(Screen screen, String key, String words) {
            return screen.messages(CHANNEL).stream()
                    .filter(message -> message.threadTs().isPresent()
                            && message.text().contains(words)
                            && message.text().contains(key + " "))
                    .toList();
        }

        /** Priya and Olivia do what they are asked for; whoever isn't heard asks again. */
        private void goOn(Stage stage, Duration atMost) {
            boolean acted = false;
            for (String person : List.of("priya", "olivia")) {
                Actor actor = stage.as(person);
                for (Shown message : actor.look().messages(Actor.DIRECT)) {
                    if (message.text().contains(STEP) && message.buttons().contains("Done")) {
                        asked.put(message.ts(), message);
                    }
                    for (String button : message.buttons()) {
                        String click = message.ts() + " " + button;
                        if (isAsked(message, button) && !isHeard(click)) {
                            acted = true;
                            Done done = actor.click(message, button);
                            if (done.ok()) {
                                heard.put(click, System.nanoTime());
                                Acknowledged first = new Acknowledged(
                                        message,
                                        button,
                                        InstantSource.system().instant().plus(ahead));
                                acknowledged.putIfAbsent(click, first);
                            }
                        }
                    }
                }
            }
            if (!acted) {
                Screen screen = stage.as("olivia").look();
                stage.as("olivia").lookAfter(screen, atMost);
            }
        }

        /**
         * Whoever still has the button after a while clicks again: its message is drawn anew late, or what refused them went
         * with a process. Whether the first click counted is looked at in the end.
         */
        private boolean isHeard(String click) {
            Long at = heard.get(click);
            return at != null && System.nanoTime() - at < PATIENCE.toNanos();
        }

        /** What brings the one back is to come while it is watched. */
        private boolean isAsked(Shown message, String button) {
            return button.startsWith("Deployed 1.0.0")
                    || (button.equals("Verified") && (fallen || !isTakenBack(message)))
                    || button.equals("Done")
                    || (button.startsWith("Go on to") && !isTakenBack(message));
        }

        private static boolean isTakenBack(Shown message) {
            return message.text().contains(BACK);
        }

        private static String cleared(Stage stage, String title, String automatic) {
            String key = stage.makeRelease(title);
            stage.writePlan(key, automatic);
            stage.addChange(key, "Raise the queue's limit");
            stage.staged(key);
            stage.open(key);
            stage.ready("priya", key);
            stage.ready("chen", key);
            must(stage.as("olivia").command(CHANNEL, "/release go " + key));
            must(stage.as("olivia").submit());
            stage.as("olivia").awaitNoModal();
            Actor sam = stage.as("sam");
            must(sam.click(sam.awaitMessage("support", key), "We have read it"));
            stage.as("olivia").awaitMessage(CHANNEL, "GO for " + key);
            return key;
        }

        private static void start(Stage stage, String key) {
            Actor olivia = stage.as("olivia");
            must(olivia.command(CHANNEL, "/release start " + key));
            must(olivia.submit());
            if (olivia.look().modals() > 0) {
                must(olivia.closeAll());
            }
        }

        // What must hold

        private List<RecordEntry> record(String key) {
            try (Database database = Database.open(address.url(), user, "")) {
                ReleaseStore store = new ReleaseStore(
                        database,
                        new OutboxStore(database, (transaction, promise, reason) -> {}),
                        InstantSource.system());
                List<RecordEntry> record = store.read(reading -> reading.record(new ReleaseKey(key)));
                assertThat(RecordEntry.faults(record)).as("%s, %s", key, as).isEmpty();
                return record;
            }
        }

        private static List<RecordEntry> of(List<RecordEntry> record, String what) {
            return record.stream().filter(entry -> entry.what().equals(what)).toList();
        }

        /** What was acknowledged is in the record since then, unless it was refused. */
        private void allCount(List<String> keys) throws InterruptedException {
            List<Acknowledged> lost = new ArrayList<>(acknowledged.values());
            for (String key : keys) {
                List<RecordEntry> record = record(key);
                lost.removeIf(click -> click.isOf(key) && record.stream().anyMatch(click::isAnsweredBy));
            }
            int notStored = 0;
            for (ServingProcess process : served) {
                notStored += process.notStored();
            }
            assertThat(lost)
                    .extracting(click -> "“%s” at %s in: %s"
                            .formatted(
                                    click.button(), click.at(), click.message().text()))
                    .as("acknowledged and not stored; that many were told so: %s; %s", notStored, as)
                    .hasSizeLessThanOrEqualTo(notStored);
        }

        private void wentOut(Stage stage, String key) {
            List<RecordEntry> record = record(key);
            assertThat(of(record, "stage_passed"))
                    .as("%s, %s", key, as)
                    .extracting(entry -> entry.details().get("stage"))
                    .containsExactly("production-5", "production-25", "production-100");
            assertThat(of(record, "release_completed")).as("%s, %s", key, as).hasSize(1);
            watchedInFull(key, record);
            assertThat(of(record, "message_undelivered")).as("%s, %s", key, as).isEmpty();
            Screen screen = stage.as("olivia").look();
            for (String share : SHARES) {
                onceOrMarked(inChannel(screen, key, "PASSED: " + share), key + " PASSED: " + share);
            }
            onceOrMarked(inChannel(screen, key, "COMPLETED"), key + " COMPLETED");
        }

        private void watchedInFull(String key, List<RecordEntry> record) {
            Map<String, Instant> begun = new LinkedHashMap<>();
            of(record, "bake_begun")
                    .forEach(entry -> assertThat(begun.put(entry.details().getOrDefault("run", ""), entry.at()))
                            .as("%s begun once, %s", entry, as)
                            .isNull());
            for (RecordEntry passed : of(record, "stage_passed")) {
                String run = passed.details().getOrDefault("run", "");
                assertThat(begun).as("%s, %s", passed, as).containsKey(run);
                assertThat(Duration.between(begun.getOrDefault(run, Instant.MAX), passed.at()))
                        .as("%s of %s, %s", passed, key, as)
                        .isGreaterThanOrEqualTo(BAKE);
            }
        }

        private void cameBack(Stage stage, String key) {
            List<RecordEntry> record = record(key);
            for (String what : List.of("rollback_begun", "rollback_step_done", "rolled_back", "trigger_met")) {
                assertThat(of(record, what)).as("%s of %s, %s", what, key, as).hasSize(1);
            }
            assertThat(of(record, "message_undelivered")).as("%s, %s", key, as).isEmpty();
            Screen screen = stage.as("olivia").look();
            onceOrMarked(inChannel(screen, key, "ROLLED BACK:"), key + " ROLLED BACK");
            onceOrMarked(List.copyOf(asked.values()), key + " asks for its step");
        }

        /** Where Slack's answer was lost with the process, a message may be there twice if the second one says so. */
        private void onceOrMarked(List<Shown> messages, String words) {
            assertThat(messages).as("“%s”, %s", words, as).hasSizeBetween(1, 2);
            if (messages.size() == 2) {
                assertThat(messages.get(1).text())
                        .as(
                                "“%s”, %s: at %s and %s, as %s and %s",
                                words,
                                as,
                                messages.get(0).ts(),
                                messages.get(1).ts(),
                                messages.get(0).json().path("metadata"),
                                messages.get(1).json().path("metadata"))
                        .contains(MARK);
            }
        }
    }

    /** @param at when it was, in release time */
    private record Acknowledged(Shown message, String button, Instant at) {
        /** What the button carries: the release, the stage's run or the step, and more of it. */
        private String[] value() {
            return Inputs.in(message.json().path("blocks")).stream()
                    .map(Inputs.Found::element)
                    .filter(element ->
                            element.path("text").path("text").asText().equals(button))
                    .findFirst()
                    .orElseThrow()
                    .path("value")
                    .asText()
                    .split(":");
        }

        boolean isOf(String key) {
            return value()[0].equals(key);
        }

        /** By what it asked for; a rollback that has begun refuses whatever goes on. */
        boolean isAnsweredBy(RecordEntry entry) {
            if (entry.at().isAfter(at)) {
                return false;
            }
            if (button.equals("Done")) {
                return entry.what().equals("rollback_step_done");
            }
            int run = Integer.parseInt(entry.details().getOrDefault("run", "0"));
            int shown = Integer.parseInt(value()[1]);
            return entry.what().equals("rollback_begun")
                    || (button.startsWith("Go on to")
                            ? entry.what().equals("stage_begun") && run > shown
                            : entry.what()
                                            .equals(
                                                    button.equals("Verified")
                                                            ? "component_verified"
                                                            : "component_deployed")
                                    && run == shown);
        }
    }
}
