package dev.releasemanager.store;

import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TeamId;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.jdbi.v3.core.statement.Query;

/**
 * Whom each open release concerns: an index over {@code releases} and {@code asked}, kept by whoever holds the release's
 * row. It exists so that finding one's releases costs the same however many there are.
 */
final class ConcernedTable {
    private static final String INSERT =
            "insert into concerned (release_key, subject_kind, subject, target_at, key_number)";

    private final Handle handle;

    ConcernedTable(Handle handle) {
        this.handle = handle;
    }

    private record Subject(String kind, String name) {
        static Subject of(PersonId person) {
            return new Subject("person", StoredText.of(person.value()));
        }

        static Subject of(TeamId team) {
            return new Subject("team", StoredText.of(team.value()));
        }
    }

    /** Whether the same people would find both, in the same place. */
    static boolean isSame(Release one, Release other) {
        return one.state().isClosed() == other.state().isClosed()
                && one.owner().equals(other.owner())
                && one.delegate().equals(other.delegate())
                && one.profile().target().equals(other.profile().target())
                && one.profile().teams().equals(other.profile().teams());
    }

    void insert(Release release) {
        if (release.state().isClosed()) {
            return;
        }
        Set<Subject> subjects = new LinkedHashSet<>();
        subjects.add(Subject.of(release.owner()));
        release.delegate().ifPresent(person -> subjects.add(Subject.of(person)));
        release.profile().teams().forEach(team -> subjects.add(Subject.of(team)));
        PreparedBatch batch = handle.prepareBatch(INSERT + " values (:key, :kind, :name, :target, :number)");
        for (Subject subject : subjects) {
            batch.bind("key", release.key().value())
                    .bind("kind", subject.kind())
                    .bind("name", subject.name())
                    .bindByType("target", release.profile().target(), Instant.class)
                    .bind("number", release.key().number())
                    .add();
        }
        batch.execute();
    }

    void replace(Release release) {
        handle.createUpdate("delete from concerned where release_key = :key")
                .bind("key", release.key().value())
                .execute();
        insert(release);
        addAsked(release.key());
    }

    /** Adds everybody who was asked about the release, if it is open. */
    void addAsked(ReleaseKey key) {
        handle.createUpdate(
                        INSERT + " select distinct r.release_key, 'person', a.person, r.target_at, r.key_number"
                                + " from releases r join asked a on a.release_key = r.release_key"
                                + " where r.release_key = :key and r.closed = false and not exists (select 1 from concerned c"
                                + " where c.release_key = r.release_key and c.subject_kind = 'person' and c.subject = a.person)")
                .bind("key", key.value())
                .execute();
    }

    List<Release> soonest(PersonId person, Collection<TeamId> teams, int limit) {
        Set<Subject> subjects = new LinkedHashSet<>();
        subjects.add(Subject.of(person));
        teams.forEach(team -> subjects.add(Subject.of(team)));
        List<Subject> listed = List.copyOf(subjects);
        // A limit for each: the rows read are few, however many concern a team.
        String each = IntStream.range(0, listed.size())
                .mapToObj(i -> "(select release_key from concerned where subject_kind = :kind" + i
                        + " and subject = :name" + i
                        + " order by subject_kind, subject, target_at, key_number, release_key limit :limit)")
                .collect(Collectors.joining(" union all "));
        Query query = handle.createQuery("select r.* from (select distinct release_key from (" + each
                + ") found) mine join releases r on r.release_key = mine.release_key"
                + " order by r.target_at, r.key_number, r.release_key limit :limit");
        for (int i = 0; i < listed.size(); i++) {
            query.bind("kind" + i, listed.get(i).kind())
                    .bind("name" + i, listed.get(i).name());
        }
        return query.bind("limit", limit)
                .map((row, context) -> ReleaseTable.release(row))
                .list();
    }
}
