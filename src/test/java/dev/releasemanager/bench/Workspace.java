package dev.releasemanager.bench;

import dev.releasemanager.rehearsal.SampleWorkspace;
import dev.releasemanager.rehearsal.world.WorkspaceDescription;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.TeamId;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Ten teams of a hundred people, who all take part in every release: a workspace and the settings that go with it. */
final class Workspace {
    static final int TEAMS = 10;
    static final int PEOPLE = 1_000;
    static final String CHANNEL = "releases";
    static final String TOKEN = "xoxb-token-of-the-benchmark";
    static final String SECRET = "signing-secret-of-the-benchmark";

    private final WorkspaceDescription about;

    Workspace() {
        WorkspaceDescription.Builder builder = SampleWorkspace.with("/release");
        for (int i = 0; i < PEOPLE; i++) {
            builder = builder.person(handle(i), "Person " + i, "Engineer", "Europe/Berlin");
        }
        about = builder.build();
    }

    WorkspaceDescription about() {
        return about;
    }

    private static String handle(int person) {
        return "p" + person;
    }

    static int teamOf(int person) {
        return person % TEAMS;
    }

    static TeamId team(int number) {
        return new TeamId("team-" + number);
    }

    static List<TeamId> teams() {
        return IntStream.range(0, TEAMS).mapToObj(Workspace::team).toList();
    }

    PersonId person(int number) {
        return new PersonId(about.person(handle(number)).id());
    }

    /** Person 0, who owns every release. */
    PersonId owner() {
        return person(0);
    }

    ChannelId channel() {
        return new ChannelId(about.channel(CHANNEL).id());
    }

    String teamId() {
        return about.teamId();
    }

    /** Each team with one component that needs the one before. */
    Path settings(Path folder) {
        StringBuilder yaml = new StringBuilder("teams:\n");
        StringBuilder components = new StringBuilder("components:\n");
        for (int i = 0; i < TEAMS; i++) {
            int team = i;
            yaml.append("  team-").append(i).append(":\n    name: Team ").append(i);
            yaml.append("\n    lead: \"@").append(handle(i)).append("\"\n    members: [");
            yaml.append(IntStream.range(0, PEOPLE)
                    .filter(person -> teamOf(person) == team)
                    .mapToObj(person -> "\"@" + handle(person) + "\"")
                    .collect(Collectors.joining(", ")));
            yaml.append("]\n    checklist:\n      - Tests of the release branch are green\n");
            yaml.append("      - Somebody is on call until the rollback window closes\n");
            yaml.append("    components: [component-").append(i).append("]\n");
            if (i > 0) {
                components.append("  component-").append(i).append(":\n    needs: [component-");
                components.append(i - 1).append("]\n");
            }
        }
        yaml.append("roles:\n  executives: [\"@elena\"]\n  support: [\"@sam\"]\n");
        yaml.append(components);
        Path file = folder.resolve("release-manager.yaml");
        try {
            Files.writeString(file, yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }
}
