package dev.releasemanager.store;

import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.manifest.Component;
import dev.releasemanager.manifest.Dependency;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.manifest.Exclusion;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.manifest.Origin;
import dev.releasemanager.manifest.PlannedActivation;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.manifest.RaisedRisk;
import dev.releasemanager.manifest.Relation;
import dev.releasemanager.manifest.Risk;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TeamId;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** What a manifest says besides its changes and its rollback plan, each part in a table of its own. */
final class DetailTables {
    private static final List<String> TABLES = List.of(
            "raised_risks",
            "versions",
            "release_components",
            "release_dependencies",
            "relations",
            "criteria",
            "exclusions",
            "release_origins",
            "activations",
            "longer_bakes");

    private final Handle handle;

    DetailTables(Handle handle) {
        this.handle = handle;
    }

    Details of(ReleaseKey key) {
        ReleaseRows rows = new ReleaseRows(handle, key, TABLES);
        Map<ChangeId, RaisedRisk> raised = new HashMap<>();
        rows.of(
                        "raised_risks",
                        "change_id",
                        row -> Map.entry(
                                new ChangeId(row.number("change_id")),
                                new RaisedRisk(
                                        Risk.of(row.text("risk")),
                                        row.text("reason"),
                                        new PersonId(row.text("raised_by")))))
                .forEach(entry -> raised.put(entry.getKey(), entry.getValue()));
        Map<String, String> versions = new HashMap<>();
        rows.of("versions", "component", row -> Map.entry(row.text("component"), row.text("version")))
                .forEach(entry -> versions.put(entry.getKey(), entry.getValue()));
        Map<String, Duration> bakes = new HashMap<>();
        rows.of("longer_bakes", "stage", row -> Map.entry(row.text("stage"), Duration.parse(row.text("bake"))))
                .forEach(entry -> bakes.put(entry.getKey(), entry.getValue()));
        Landscape own = new Landscape(
                rows.of(
                        "release_components",
                        "name",
                        row -> new Component(
                                row.text("name"),
                                row.findText("team").map(TeamId::new),
                                row.isTrue("external"),
                                row.findText("contact"))),
                rows.of(
                        "release_dependencies",
                        "dependent, prerequisite",
                        row -> new Dependency(row.text("dependent"), row.text("prerequisite"))));
        return new Details(
                raised,
                versions,
                own,
                rows.of(
                        "relations",
                        "place",
                        row -> new Relation(
                                new ChangeId(row.number("first_change")),
                                new ChangeId(row.number("second_change")),
                                row.text("reason"))),
                rows.of(
                        "criteria",
                        "number",
                        row -> new PlannedCriterion(
                                row.number("number"),
                                row.text("criterion"),
                                JudgedAt.valueOf(row.text("judged_at").toUpperCase(Locale.ROOT)),
                                row.findText("component"),
                                row.findText("team").map(TeamId::new))),
                rows.of(
                        "exclusions",
                        "place",
                        row -> new Exclusion(
                                row.text("title"),
                                new TeamId(row.text("team")),
                                row.text("component"),
                                row.text("reason"),
                                new ReleaseKey(row.text("moved_to")))),
                rows.of(
                        "release_origins",
                        "place",
                        row -> new Origin(new ReleaseKey(row.text("came_from")), row.text("reason"))),
                rows.of(
                        "activations",
                        "number",
                        row -> new PlannedActivation(
                                row.number("number"),
                                row.text("flag"),
                                row.findText("person").map(PersonId::new),
                                row.number("share"),
                                row.findText("after_stage"),
                                row.text("check_words"),
                                row.findText("way_back"))),
                bakes);
    }

    void replace(ReleaseKey key, Details details) {
        new ReleaseRows(handle, key, TABLES).delete();
        insert(
                key,
                "raised_risks (release_key, change_id, risk, reason, raised_by) values (:key, :change, :risk, :reason, :by)",
                List.copyOf(new TreeMap<>(details.raised()).entrySet()),
                (batch, entry) -> batch.bind("change", entry.getKey().value())
                        .bind("risk", entry.getValue().risk().word())
                        .bind("reason", StoredText.of(entry.getValue().reason()))
                        .bind("by", StoredText.of(entry.getValue().by().value())));
        insert(
                key,
                "versions (release_key, component, version) values (:key, :component, :version)",
                List.copyOf(new TreeMap<>(details.versions()).entrySet()),
                (batch, entry) -> batch.bind("component", StoredText.of(entry.getKey()))
                        .bind("version", StoredText.of(entry.getValue())));
        insert(
                key,
                "release_components (release_key, name, team, external, contact)"
                        + " values (:key, :name, :team, :external, :contact)",
                details.own().components(),
                (batch, component) -> batch.bind("name", StoredText.of(component.name()))
                        .bind("team", StoredText.of(component.team().map(TeamId::value)))
                        .bind("external", component.external())
                        .bind("contact", StoredText.of(component.contact())));
        insert(
                key,
                "release_dependencies (release_key, dependent, prerequisite) values (:key, :dependent, :prerequisite)",
                details.own().dependencies(),
                (batch, dependency) -> batch.bind("dependent", StoredText.of(dependency.dependent()))
                        .bind("prerequisite", StoredText.of(dependency.prerequisite())));
        insertPlaced(
                key,
                "relations (release_key, place, first_change, second_change, reason)"
                        + " values (:key, :place, :first, :second, :reason)",
                details.relations(),
                (batch, relation) -> batch.bind("first", relation.first().value())
                        .bind("second", relation.second().value())
                        .bind("reason", StoredText.of(relation.reason())));
        insert(
                key,
                "criteria (release_key, number, criterion, judged_at, component, team)"
                        + " values (:key, :number, :criterion, :judged, :component, :team)",
                details.criteria(),
                (batch, criterion) -> batch.bind("number", criterion.number())
                        .bind("criterion", StoredText.of(criterion.text()))
                        .bind("judged", criterion.judgedAt().name().toLowerCase(Locale.ROOT))
                        .bind("component", StoredText.of(criterion.component()))
                        .bind("team", StoredText.of(criterion.team().map(TeamId::value))));
        insertPlaced(
                key,
                "exclusions (release_key, place, title, team, component, reason, moved_to)"
                        + " values (:key, :place, :title, :team, :component, :reason, :to)",
                details.exclusions(),
                (batch, exclusion) -> batch.bind("title", StoredText.of(exclusion.title()))
                        .bind("team", StoredText.of(exclusion.team().value()))
                        .bind("component", StoredText.of(exclusion.component()))
                        .bind("reason", StoredText.of(exclusion.reason()))
                        .bind("to", exclusion.to().value()));
        insertPlaced(
                key,
                "release_origins (release_key, place, came_from, reason) values (:key, :place, :from, :reason)",
                details.origins(),
                (batch, origin) ->
                        batch.bind("from", origin.from().value()).bind("reason", StoredText.of(origin.reason())));
        insert(
                key,
                "activations (release_key, number, flag, person, share, after_stage, check_words, way_back)"
                        + " values (:key, :number, :flag, :person, :share, :after, :check, :back)",
                details.activations(),
                (batch, activation) -> batch.bind("number", activation.number())
                        .bind("flag", StoredText.of(activation.flag()))
                        .bind("person", StoredText.of(activation.person().map(PersonId::value)))
                        .bind("share", activation.share())
                        .bind("after", StoredText.of(activation.after()))
                        .bind("check", StoredText.of(activation.check()))
                        .bind("back", StoredText.of(activation.wayBack())));
        insert(
                key,
                "longer_bakes (release_key, stage, bake) values (:key, :stage, :bake)",
                List.copyOf(details.bakes().entrySet()),
                (batch, bake) -> batch.bind("stage", bake.getKey())
                        .bind("bake", bake.getValue().toString()));
    }

    private <T> void insert(ReleaseKey key, String into, List<T> items, BiConsumer<PreparedBatch, T> bind) {
        if (items.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("insert into " + into);
        for (T item : items) {
            batch.bind("key", key.value());
            bind.accept(batch, item);
            batch.add();
        }
        batch.execute();
    }

    private <T> void insertPlaced(ReleaseKey key, String into, List<T> items, BiConsumer<PreparedBatch, T> bind) {
        int[] place = {0};
        insert(key, into, items, (batch, item) -> {
            batch.bind("place", place[0]++);
            bind.accept(batch, item);
        });
    }
}
