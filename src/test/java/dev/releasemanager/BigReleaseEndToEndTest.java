package dev.releasemanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.coordination.Store;
import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.manifest.Dependency;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Done;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Profile;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.rollback.Executor;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollback.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * With many teams, changes and dependencies everything that is shown is within what Slack takes: the stand-in refuses what
 * Slack refuses. On request, with {@code -Dteams=60} or {@code -Dteams=200}: a busy machine needs longer than the three
 * seconds of a trigger.
 */
@EnabledIfSystemProperty(named = "teams", matches = "\\d+")
class BigReleaseEndToEndTest {
    private static final int TEAMS = Integer.getInteger("teams", 60);

    private static final int COMPONENTS = 5 * TEAMS;
    private static final int CHANGES = TEAMS < 200 ? 400 : 10 * TEAMS;
    private static final int DEPENDENCIES = (TEAMS < 200 ? 10 : 25) * TEAMS;
    private static final int OWN = 25;
    private static final int TRIES = 5;

    private static Stage stage;
    private static String key;

    @BeforeAll
    static void aReleaseThatNobodyShouldMake(@TempDir Path folder) throws IOException {
        AtomicReference<Store> store = new AtomicReference<>();
        stage = Stage.at(Stage.inMemory()).startBot(settings(folder), real -> {
            store.set(real);
            return real;
        });
        Store real = Objects.requireNonNull(store.get());
        key = made(real);
        fill(real, new ReleaseKey(key));
    }

    /** The first acts of a bot that has only just begun are the slowest, so each is tried again. */
    private static String made(Store store) {
        within(() -> {
            Done unused = stage.as("olivia").closeAll();
            return stage.as("olivia").command(Stage.CHANNEL, "/release new");
        });
        Actor olivia = stage.as("olivia")
                .fill("Title", "Everything at once " + "and more ".repeat(11))
                .fill("Purpose", "One step less to pay.")
                .fill("Taking-part teams", "Payments", "Checkout");
        within(olivia::submit);
        Done unused = olivia.closeAll();
        return store.read(reading -> reading.newest(1)).get(0).key().value();
    }

    @AfterAll
    static void close() {
        stage.close();
    }

    private static Path settings(Path folder) throws IOException {
        String sample = Files.readString(Stage.SETTINGS);
        StringBuilder teams = new StringBuilder();
        for (int i = 0; i < TEAMS - 2; i++) {
            teams.append("  team-")
                    .append(i)
                    .append(":\n    name: Team number ")
                    .append(i)
                    .append(" of the many\n");
            teams.append("    lead: \"@ines\"\n    members: [\"@ines\", \"@ivan\"]\n");
            teams.append("    checklist: [Tests of the release branch are green]\n    components: [");
            for (int c = i; c < COMPONENTS; c += TEAMS - 2) {
                teams.append(c == i ? "" : ", ").append("component-").append(c);
            }
            teams.append("]\n");
        }
        List<List<Integer>> needs = new ArrayList<>();
        for (int i = 0; i < COMPONENTS; i++) {
            needs.add(new ArrayList<>());
        }
        Random random = new Random(3);
        for (int made = 0; made < DEPENDENCIES; ) {
            int one = 1 + random.nextInt(COMPONENTS - 1);
            int other = random.nextInt(one);
            if (!needs.get(one).contains(other) && needs.get(one).size() < 50) {
                needs.get(one).add(other);
                made++;
            }
        }
        StringBuilder components = new StringBuilder("components:\n");
        for (int i = 0; i < COMPONENTS; i++) {
            if (!needs.get(i).isEmpty()) {
                components.append("  component-").append(i).append(":\n    needs: [");
                components.append(String.join(
                        ", ",
                        needs.get(i).stream().map(need -> "component-" + need).toList()));
                components.append("]\n");
            }
        }
        Path file = folder.resolve("release-manager.yaml");
        Files.writeString(
                file,
                sample.replace(
                                "# People with a part in every release",
                                teams + "\n# People with a part in every release")
                        .replace("\ncomponents:\n", "\n" + components));
        return file;
    }

    /** Behind the use cases' back: that many changes aren't typed. */
    private static void fill(Store store, ReleaseKey key) {
        for (int from = 0; from < CHANGES; from += 100) {
            int first = from;
            store.write(tx -> {
                tx.lock(key);
                for (int i = first; i < first + 100; i++) {
                    tx.put(key, change(i).as(tx.nextChange(key)));
                }
                return key;
            });
        }
        PersonId priya = new PersonId(stage.id("priya"));
        store.write(tx -> {
            Release release = tx.lock(key).orElseThrow();
            List<TeamId> teams = new ArrayList<>(release.profile().teams());
            for (int i = 0; i < TEAMS - 2; i++) {
                teams.add(new TeamId("team-" + i));
            }
            Profile old = release.profile();
            tx.update(release.with(new Profile(
                    old.title(),
                    old.purpose(),
                    old.kind(),
                    old.target(),
                    old.zone(),
                    teams,
                    old.channel(),
                    old.ticket())));
            Details details = tx.details(key);
            RollbackPlan plan = tx.rollbackPlan(key);
            for (int i = 0; i < Math.min(96, TEAMS - 2); i++) {
                details = details.with(new PlannedCriterion(
                        tx.nextChange(key).value(),
                        "p99 latency of component-" + i + " <= 250 ms in staging over 1 h",
                        JudgedAt.CHECKPOINT,
                        Optional.of("component-" + i),
                        Optional.empty()));
                plan = plan.with(new Step(
                        tx.nextChange(key).value(),
                        "Deploy component-" + i + " 4.1.7 again, " + "wait, ".repeat(150),
                        Optional.of(Executor.of(priya)),
                        Optional.of(Duration.ofMinutes(10)),
                        Optional.of("component-" + i + " answers 4.1.7"),
                        Optional.of(new TeamId("team-" + i))));
            }
            List<Dependency> own = new ArrayList<>();
            for (int i = 1; i < OWN; i++) {
                own.add(new Dependency("component-" + i, "component-0"));
            }
            tx.put(key, details.withOwn(new Landscape(List.of(), own)));
            tx.put(key, plan);
            return key;
        });
    }

    private static Change change(int i) {
        int component = i % COMPONENTS;
        return new Change(
                new ChangeId(1),
                new TeamId("team-" + component % (TEAMS - 2)),
                "component-" + component,
                i % 50 == 0 ? "database-migration" : "flagged",
                "Change number " + i + " for TIC-" + i % 90 + " " + "& <so> on ".repeat(i % 9),
                "https://git.example/pull/" + i,
                Optional.of("flag-" + i),
                "What users notice of it, ".repeat(30),
                Optional.of("trouble ".repeat(60)),
                Optional.of("answer ".repeat(60)));
    }

    /** A machine that is busy with other things may be too late for a trigger's three seconds; that isn't the question here. */
    private static void within(Supplier<Done> act) {
        Done done = act.get();
        for (int tries = 1; tries < TRIES && !done.ok(); tries++) {
            done = act.get();
        }
        assertThat(done.ok()).as(done.answer().toString()).isTrue();
        nothingIsRefused();
    }

    private static void nothingIsRefused() {
        stage.settled();
        assertThat(stage.refusedPosts()).allMatch(refusal -> refusal.contains("trigger_expired"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "show",
                "status",
                "check",
                "scope",
                "needs",
                "criteria",
                "evidence",
                "rollback-plan",
                "manifest",
                "diff",
                "hold",
                "except",
                "relate",
                "split",
                "defer",
                "edit",
                "open",
                "answer",
                "go",
                "no-go",
                "delay",
                "history",
                "verify-record"
            })
    void what_a_command_shows_is_within_what_slack_takes(String command) {
        Actor olivia = stage.as("olivia");
        within(() -> olivia.command(
                Stage.CHANNEL,
                "/release " + command + " " + key + (command.equals("defer") ? " team-7 It isn't done." : "")));
        nothingIsRefused();
        Done unused = olivia.closeAll();
    }

    @ParameterizedTest
    @CsvSource({
        "criteria, criteria, 58",
        "scope, changes, " + 400,
        "rollback-plan, steps, 58",
        "needs, dependencies, 24",
    })
    void every_part_of_a_long_list_is_reached(String command, String named, int least) {
        Actor olivia = stage.as("olivia");
        within(() -> olivia.command(Stage.CHANNEL, "/release " + command + " " + key));
        Matcher first = Pattern.compile("1 to (\\d+) of (\\d+) " + named)
                .matcher(olivia.modal().text());
        assertThat(first.find()).isTrue();
        int all = Integer.parseInt(first.group(2));
        assertThat(all).isGreaterThanOrEqualTo(least);
        int last = Integer.parseInt(first.group(1));
        for (int turns = 0; turns < 4 && last < all; turns++) {
            within(() -> olivia.click("More"));
            Matcher next = Pattern.compile((last + 1) + " to (\\d+) of " + all + " " + named)
                    .matcher(olivia.modal().text());
            assertThat(next.find()).as(olivia.modal().text()).isTrue();
            last = Integer.parseInt(next.group(1));
        }
        within(() -> olivia.click("Earlier"));
        assertThat(olivia.modal().text()).doesNotContain(last + " of " + all + " " + named);
        Done unused = olivia.closeAll();
    }

    @Test
    void the_board_the_list_and_home_are() {
        Actor olivia = stage.as("olivia");
        within(() -> olivia.command(Stage.CHANNEL, "/release hold " + key + " Too big by far."));
        assertThat(stage.told("olivia", Stage.CHANNEL, "Too big by far.")).isPositive();
        within(() -> olivia.command(Stage.CHANNEL, "/release hold " + key + " lift"));
        within(() -> olivia.command(Stage.CHANNEL, "/release list"));
        within(() -> olivia.command(Stage.CHANNEL, "/release"));
        assertThat(olivia.home().text()).contains(key);
        nothingIsRefused();
    }
}
