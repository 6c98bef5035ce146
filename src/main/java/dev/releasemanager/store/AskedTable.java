package dev.releasemanager.store;

import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TeamId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of {@code asked}: who was written to in each round, for which team, in order. */
final class AskedTable {
    private final Handle handle;

    AskedTable(Handle handle) {
        this.handle = handle;
    }

    Map<TeamId, List<PersonId>> of(ReleaseKey key, int round) {
        Map<TeamId, List<PersonId>> asked = new LinkedHashMap<>();
        handle.createQuery("select team, person from asked where release_key = :key and round = :round"
                        + " order by release_key, round, place")
                .bind("key", key.value())
                .bind("round", round)
                .map((columns, context) -> {
                    Row row = new Row(columns);
                    return asked.computeIfAbsent(new TeamId(row.text("team")), team -> new ArrayList<>())
                            .add(new PersonId(row.text("person")));
                })
                .list();
        return asked;
    }

    /** @return whether anybody was added; who is there already isn't doubled */
    boolean add(ReleaseKey key, int round, Map<TeamId, List<PersonId>> more) {
        Map<TeamId, List<PersonId>> before = of(key, round);
        int place = before.values().stream().mapToInt(List::size).sum();
        PreparedBatch batch = handle.prepareBatch("insert into asked (release_key, round, place, team, person)"
                + " values (:key, :round, :place, :team, :person)");
        for (Map.Entry<TeamId, List<PersonId>> team : more.entrySet()) {
            List<PersonId> there = before.getOrDefault(team.getKey(), List.of());
            for (PersonId person : team.getValue()) {
                if (!there.contains(person)) {
                    batch.bind("key", key.value())
                            .bind("round", round)
                            .bind("place", place++)
                            .bind("team", StoredText.of(team.getKey().value()))
                            .bind("person", StoredText.of(person.value()))
                            .add();
                }
            }
        }
        if (batch.size() == 0) {
            return false;
        }
        batch.execute();
        return true;
    }
}
