package dev.releasemanager.store;

import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.gate.OpenReview;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.review.Lesson;
import dev.releasemanager.review.Remark;
import dev.releasemanager.review.Review;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of {@code reviews} and what belongs to them. */
final class ReviewTables {
    private final Handle handle;

    ReviewTables(Handle handle) {
        this.handle = handle;
    }

    Optional<Review> find(ReleaseKey key) {
        return handle.createQuery("select * from reviews where release_key = :key")
                .bind("key", key.value())
                .map((columns, context) -> {
                    Row row = new Row(columns);
                    Optional<Instant> closedAt = row.findInstant("closed_at");
                    return new Review(
                            key,
                            row.findText("opened_by").map(PersonId::new),
                            row.instant("opened_at"),
                            columns.getBoolean("demanded"),
                            row.texts("components"),
                            row.text("missed"),
                            remarks(key),
                            lessonsOf(key),
                            closedAt.isEmpty()
                                    ? Optional.empty()
                                    : Optional.of(new Review.Closing(
                                            new PersonId(row.text("closed_by")),
                                            closedAt.get(),
                                            row.findText("no_lesson"))));
                })
                .findOne();
    }

    private List<Remark> remarks(ReleaseKey key) {
        return handle.createQuery("select * from review_remarks where release_key = :key order by place")
                .bind("key", key.value())
                .map((columns, context) -> {
                    Row row = new Row(columns);
                    return new Remark(
                            Remark.Kind.of(row.text("kind")),
                            row.text("text"),
                            new PersonId(row.text("said_by")),
                            row.instant("said_at"));
                })
                .list();
    }

    private List<Lesson> lessonsOf(ReleaseKey key) {
        return handle.createQuery("select * from lessons where release_key = :key order by number")
                .bind("key", key.value())
                .map((columns, context) -> lesson(new Row(columns)))
                .list();
    }

    private static Lesson lesson(Row row) throws SQLException {
        return new Lesson(
                new ReleaseKey(row.text("release_key")),
                row.number("number"),
                row.text("component"),
                row.text("text"),
                row.findText("judged_at").map(JudgedAt::valueOf),
                row.findText("lasts").map(Duration::parse),
                row.findText("proof"),
                new PersonId(row.text("said_by")),
                row.instant("said_at"));
    }

    /** Of closed reviews, about what this release changes; oldest first. */
    List<Lesson> lessonsFor(ReleaseKey key) {
        return handle.createQuery("select * from lessons l where l.since is not null and l.release_key <> :key"
                        + " and exists (select 1 from changes c where c.component = l.component and c.release_key = :key)"
                        + " order by l.since, l.release_key, l.number")
                .bind("key", key.value())
                .map((columns, context) -> lesson(new Row(columns)))
                .list();
    }

    /** Of closed reviews about a component, oldest first. */
    List<Lesson> lessonsAbout(String component) {
        return handle.createQuery("select * from lessons where component = :component and since is not null"
                        + " order by since, release_key, number")
                .bind("component", StoredText.of(component))
                .map((columns, context) -> lesson(new Row(columns)))
                .list();
    }

    /** What other releases wait for; one row for each component that this release changes. */
    List<OpenReview> awaitedBy(ReleaseKey key) {
        Map<String, OpenReview> found = new LinkedHashMap<>();
        handle.createQuery("select a.release_key, a.component, r.owner, r.delegate from reviews_awaited a"
                        + " join releases r on r.release_key = a.release_key where a.release_key <> :key"
                        + " and exists (select 1 from changes c where c.component = a.component and c.release_key = :key)"
                        + " order by a.release_key, a.component")
                .bind("key", key.value())
                .map((columns, context) -> {
                    Row row = new Row(columns);
                    return new OpenReview(
                            new ReleaseKey(row.text("release_key")),
                            new PersonId(row.text("owner")),
                            row.findText("delegate").map(PersonId::new),
                            List.of(row.text("component")));
                })
                .list()
                .forEach(one -> found.merge(one.release().value(), one, ReviewTables::joined));
        return List.copyOf(found.values());
    }

    private static OpenReview joined(OpenReview one, OpenReview other) {
        List<String> both = new ArrayList<>(one.components());
        both.addAll(other.components());
        return new OpenReview(one.release(), one.owner(), one.delegate(), both);
    }

    /** Releases that aren't closed and change one of these components, by key. */
    List<ReleaseKey> touching(List<String> components) {
        return components.isEmpty()
                ? List.of()
                : handle.createQuery("select distinct r.release_key from releases r join changes c"
                                + " on c.release_key = r.release_key where r.closed = false"
                                + " and c.component in (<components>) order by r.release_key")
                        .bindList(
                                "components",
                                components.stream().map(StoredText::of).toList())
                        .mapTo(String.class)
                        .map(ReleaseKey::new)
                        .list();
    }

    void put(Review review) {
        String key = review.release().value();
        boolean known = handle.createQuery("select count(*) from reviews where release_key = :key")
                        .bind("key", key)
                        .mapTo(Integer.class)
                        .one()
                > 0;
        handle.createUpdate(
                        known
                                ? "update reviews set demanded = :demanded, components = :components, missed = :missed,"
                                        + " closed_by = :closedBy, closed_at = :closedAt, no_lesson = :noLesson"
                                        + " where release_key = :key"
                                : "insert into reviews (release_key, opened_by, opened_at, demanded, components, missed,"
                                        + " closed_by, closed_at, no_lesson) values (:key, :openedBy, :openedAt,"
                                        + " :demanded, :components, :missed, :closedBy, :closedAt, :noLesson)")
                .bind("key", key)
                .bind("openedBy", StoredText.of(review.openedBy().map(PersonId::value)))
                .bindByType("openedAt", review.openedAt(), Instant.class)
                .bind("demanded", review.demanded())
                .bind("components", StoredText.all(review.components()))
                .bind("missed", StoredText.of(review.missed()))
                .bind("closedBy", StoredText.of(review.closing().map(closing -> closing.by()
                        .value())))
                .bindByType("closedAt", review.closing().map(Review.Closing::at).orElse(null), Instant.class)
                .bind("noLesson", StoredText.of(review.closing().flatMap(Review.Closing::noLesson)))
                .execute();
        putAwaited(review);
        addRemarks(review);
        putLessons(review);
    }

    private void putAwaited(Review review) {
        delete("reviews_awaited", review.release());
        if (!review.demanded() || !review.isOpen() || review.components().isEmpty()) {
            return;
        }
        PreparedBatch batch =
                handle.prepareBatch("insert into reviews_awaited (component, release_key) values (:component, :key)");
        review.components().forEach(component -> batch.bind("component", StoredText.of(component))
                .bind("key", review.release().value())
                .add());
        batch.execute();
    }

    private void addRemarks(Review review) {
        int known = handle.createQuery("select count(*) from review_remarks where release_key = :key")
                .bind("key", review.release().value())
                .mapTo(Integer.class)
                .one();
        if (known >= review.remarks().size()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("insert into review_remarks (release_key, place, kind, text, said_by,"
                + " said_at) values (:key, :place, :kind, :text, :by, :at)");
        for (int place = known; place < review.remarks().size(); place++) {
            Remark remark = review.remarks().get(place);
            batch.bind("key", review.release().value())
                    .bind("place", place + 1)
                    .bind("kind", remark.kind().word())
                    .bind("text", StoredText.of(remark.text()))
                    .bind("by", StoredText.of(remark.by().value()))
                    .bindByType("at", remark.at(), Instant.class)
                    .add();
        }
        batch.execute();
    }

    private void putLessons(Review review) {
        delete("lessons", review.release());
        if (review.lessons().isEmpty()) {
            return;
        }
        PreparedBatch batch =
                handle.prepareBatch("insert into lessons (release_key, number, component, text, judged_at,"
                        + " lasts, proof, said_by, said_at, since) values (:key, :number, :component, :text, :judgedAt, :lasts,"
                        + " :proof, :by, :at, :since)");
        for (Lesson lesson : review.lessons()) {
            batch.bind("key", review.release().value())
                    .bind("number", lesson.number())
                    .bind("component", StoredText.of(lesson.component()))
                    .bind("text", StoredText.of(lesson.text()))
                    .bind("judgedAt", lesson.judgedAt().map(JudgedAt::name).orElse(null))
                    .bind("lasts", lesson.lasts().map(Objects::toString).orElse(null))
                    .bind("proof", StoredText.of(lesson.proof()))
                    .bind("by", StoredText.of(lesson.by().value()))
                    .bindByType("at", lesson.at(), Instant.class)
                    .bindByType(
                            "since", review.closing().map(Review.Closing::at).orElse(null), Instant.class)
                    .add();
        }
        batch.execute();
    }

    private void delete(String table, ReleaseKey key) {
        handle.createUpdate("delete from " + table + " where release_key = :key")
                .bind("key", key.value())
                .execute();
    }
}
