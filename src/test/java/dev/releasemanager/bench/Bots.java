package dev.releasemanager.bench;

import dev.releasemanager.PreparedReleases;
import dev.releasemanager.config.DatabaseAddress;
import dev.releasemanager.config.Environment;
import dev.releasemanager.coordination.Intent;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** Makes releases on databases, and starts the packaged bot on them. */
final class Bots {
    private final Options options;
    private final Workspace workspace;
    private final SlackFront slack;
    private final Path settings;

    Bots(Options options, Workspace workspace, SlackFront slack, Path settings) {
        this.options = options;
        this.workspace = workspace;
        this.slack = slack;
        this.settings = settings;
    }

    Workspace workspace() {
        return workspace;
    }

    SlackFront slack() {
        return slack;
    }

    PreparedReleases open(DatabaseAddress database) {
        return new PreparedReleases(database, slack.apiUrl(), Workspace.TOKEN, Workspace.SECRET, settings);
    }

    /** So many releases with an open checkpoint. What was promised by making them is taken as delivered. */
    List<ReleaseKey> prepare(DatabaseAddress database, int releases) throws SQLException {
        List<ReleaseKey> made = new ArrayList<>();
        try (PreparedReleases prepared = open(database)) {
            for (int i = 0; i < releases; i++) {
                made.add(prepared.open(
                        "Faster checkout", workspace.owner(), workspace.channel(), Workspace.teams(), scope()));
            }
        }
        delivered(database);
        return made;
    }

    static void delivered(DatabaseAddress database) throws SQLException {
        Databases.execute(
                database,
                "delete from outbox",
                "delete from posted_messages",
                "insert into posted_messages (name, channel, ts) select 'board:' || release_key, channel,"
                        + " '1700000000.' || (100000 + key_number) from releases");
    }

    private static List<Change> scope() {
        return IntStream.range(0, Workspace.TEAMS)
                .mapToObj(i -> new Change(
                        new ChangeId(i + 1),
                        Workspace.team(i),
                        "component-" + i,
                        "copy",
                        "What changes in component " + i,
                        "https://code.example.com/pull/" + i,
                        Optional.empty(),
                        "Nothing.",
                        Optional.empty(),
                        Optional.empty()))
                .toList();
    }

    JavaProcess serve(DatabaseAddress database) {
        return serve(database, List.of());
    }

    /** @param flags for Java, beside those of the image; the last of two counts */
    JavaProcess serve(DatabaseAddress database, List<String> flags) {
        List<String> arguments = new ArrayList<>(options.moreFlags());
        arguments.addAll(flags);
        arguments.addAll(List.of("-jar", options.jar().toString(), "serve"));
        return JavaProcess.java(
                arguments,
                Map.of(
                        Environment.SLACK_BOT_TOKEN,
                        Workspace.TOKEN,
                        Environment.SLACK_SIGNING_SECRET,
                        Workspace.SECRET,
                        Environment.SLACK_API_BASE_URL,
                        slack.apiUrl(),
                        Environment.PORT,
                        "0",
                        Environment.DATABASE_URL,
                        database.url(),
                        Environment.RELEASE_MANAGER_CONFIG,
                        settings.toString()));
    }

    /** What an answer and its withdrawal ask of the database. */
    record Asked(Statements ready, Statements withdraw) {}

    /**
     * Listens to one answer and one withdrawal on a release whose board waits already, and of which this process knows what
     * it knows of a release that it has acted on before.
     */
    Asked listen(DatabaseAddress database, ReleaseKey release) throws SQLException {
        ListeningDriver driver = ListeningDriver.install();
        try (PreparedReleases prepared = open(database)) {
            var polls = prepared.coordination().polls();
            int number = 1;
            PersonId person = workspace.person(number);
            String seal = prepared.coordination()
                    .inquiries()
                    .dossier(release)
                    .orElseThrow()
                    .seal(Workspace.team(number));
            before(prepared, release);
            Intent answer = Intent.of("submit:t." + Statements.UNIQUE, person)
                    .from("V0" + Statements.UNIQUE + ":1.hash")
                    .replyingTo(slack.responseUrl(Statements.UNIQUE), true);
            Intent back = Intent.of("click:t." + Statements.UNIQUE, person)
                    .replyingTo(slack.responseUrl(Statements.UNIQUE), true);
            var ready = driver.during(() -> taken(polls.ready(answer, release, Workspace.team(number), 1, seal, 2)));
            var withdraw =
                    driver.during(() -> taken(polls.withdraw(back, release, Workspace.team(number), 1, person, "")));
            return new Asked(
                    Statements.of(ready, ready, release.value(), person.value()),
                    Statements.of(withdraw, ready, release.value(), person.value()));
        } finally {
            driver.uninstall();
        }
    }

    /** An answer and its withdrawal that nobody listens to. */
    private void before(PreparedReleases prepared, ReleaseKey release) {
        PersonId person = workspace.person(2);
        String seal = prepared.coordination()
                .inquiries()
                .dossier(release)
                .orElseThrow()
                .seal(Workspace.team(2));
        Intent answer = Intent.of("submit:t.before", person).from("V0before:1.hash");
        taken(prepared.coordination().polls().ready(answer, release, Workspace.team(2), 1, seal, 2));
        Intent back = Intent.of("click:t.before", person);
        taken(prepared.coordination().polls().withdraw(back, release, Workspace.team(2), 1, person, ""));
    }

    private static void taken(dev.releasemanager.coordination.Outcome outcome) {
        if (outcome.kind() != dev.releasemanager.coordination.Outcome.Kind.DONE) {
            throw new IllegalStateException("an act came to " + outcome);
        }
    }
}
