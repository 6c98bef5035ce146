package dev.releasemanager.manifest;

import dev.releasemanager.release.TeamId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Changes and kinds for the tests of the rules. */
public final class Changes {
    private Changes() {}

    public static Map<String, ChangeKind> kinds() {
        Map<String, ChangeKind> kinds = new LinkedHashMap<>();
        kinds.put("copy", new ChangeKind("copy", "copy", Risk.LOW));
        kinds.put("flagged", new ChangeKind("flagged", "feature behind a flag", Risk.MEDIUM));
        kinds.put("database-migration", new ChangeKind("database-migration", "database migration", Risk.HIGH));
        kinds.put("migration", new ChangeKind("migration", "database migration", Risk.HIGH));
        return kinds;
    }

    /** Just these, and nothing said of what needs what. */
    public static Manifest manifest(Change... changes) {
        return Manifest.of(List.of(changes), kinds(), Landscape.EMPTY, Details.NONE);
    }

    public static Change change(int id, TeamId team, String kind) {
        return change(id, team, kind, "Change number " + id);
    }

    public static Change change(int id, TeamId team, String kind, String title) {
        return new Change(
                new ChangeId(id),
                team,
                team.value() + "-api",
                kind,
                title,
                "https://git.example/pull/" + id,
                Optional.empty(),
                "the button is blue",
                Optional.of("it may stay grey"),
                Optional.of("reload the page"));
    }

    /** A change of that component. */
    public static Change in(int id, TeamId team, String component) {
        Change made = change(id, team, "copy");
        return new Change(
                made.id(),
                team,
                component,
                made.kind(),
                made.title(),
                made.link(),
                made.flag(),
                made.userEffect(),
                made.trouble(),
                made.supportAnswer());
    }
}
