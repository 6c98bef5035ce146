package dev.releasemanager.store;

import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.rollout.Bake;
import dev.releasemanager.rollout.FlagMark;
import dev.releasemanager.rollout.Mark;
import dev.releasemanager.rollout.NoticeRead;
import dev.releasemanager.rollout.Rollout;
import dev.releasemanager.rollout.Stage;
import dev.releasemanager.rollout.StagePlan;
import dev.releasemanager.rollout.StageRun;
import dev.releasemanager.rollout.StageRun.End;
import dev.releasemanager.rollout.StageRun.Result;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/**
 * The rows of {@code planned_stages}, {@code stage_runs}, {@code stage_marks}, {@code support_readings} and
 * {@code flag_marks}.
 */
final class RolloutTables {
    private static final List<String> TABLES =
            List.of("planned_stages", "stage_runs", "stage_marks", "support_readings", "flag_marks");

    private final Handle handle;

    RolloutTables(Handle handle) {
        this.handle = handle;
    }

    private record Marked(int run, Mark mark) {}

    Rollout of(ReleaseKey key) {
        ReleaseRows rows = new ReleaseRows(handle, key, TABLES);
        List<Stage> planned = rows.of("planned_stages", "place", RolloutTables::stage);
        Map<Integer, List<Mark>> marks = new HashMap<>();
        rows.of("stage_marks", "run, place", RolloutTables::marked)
                .forEach(one -> marks.computeIfAbsent(one.run(), none -> new java.util.ArrayList<>())
                        .add(one.mark()));
        List<StageRun> runs = rows.of("stage_runs", "number", row -> run(row, marks));
        List<NoticeRead> reads = rows.of(
                "support_readings",
                "read_at, person",
                row -> new NoticeRead(
                        row.number("revision"), new PersonId(row.text("person")), row.instant("read_at")));
        List<FlagMark> flags = rows.of("flag_marks", "place", RolloutTables::flag);
        return new Rollout(
                planned.isEmpty() ? Optional.empty() : Optional.of(new StagePlan(planned)), runs, reads, flags);
    }

    private static FlagMark flag(Row row) throws SQLException {
        return new FlagMark(
                row.text("flag"),
                FlagMark.Kind.of(row.text("kind")),
                row.findText("said_by").map(PersonId::new),
                row.number("share"),
                row.text("seen"),
                row.text("link"),
                row.instant("marked_at"));
    }

    private static Stage stage(Row row) throws SQLException {
        return new Stage(row.findNumber("share"), Duration.parse(row.text("bake")));
    }

    private static Marked marked(Row row) throws SQLException {
        return new Marked(
                row.number("run"),
                new Mark(
                        row.text("component"),
                        Mark.Kind.of(row.text("kind")),
                        row.text("version"),
                        row.text("note"),
                        new PersonId(row.text("marked_by")),
                        row.instant("marked_at")));
    }

    private static StageRun run(Row row, Map<Integer, List<Mark>> marks) throws SQLException {
        int number = row.number("number");
        int bakes = row.number("bakes");
        Optional<Instant> from = row.findInstant("bake_from");
        Optional<String> result = row.findText("result");
        return new StageRun(
                number,
                stage(row),
                row.texts("components"),
                Optional.of(row.text("started_by")).filter(by -> !by.isEmpty()).map(PersonId::new),
                row.instant("started_at"),
                marks.getOrDefault(number, List.of()),
                bakes,
                from.isEmpty() ? Optional.empty() : Optional.of(new Bake(bakes, from.get(), row.instant("bake_until"))),
                result.isEmpty()
                        ? Optional.empty()
                        : Optional.of(new End(Result.of(result.get()), row.instant("ended_at"), row.texts("reasons"))));
    }

    /** Marks, readings and what was said of flags are kept for good: only what is new of them is written. */
    void replace(ReleaseKey key, Rollout rollout) {
        Rollout before = of(key);
        if (!before.plan().equals(rollout.plan())) {
            replacePlan(key, rollout);
        }
        for (StageRun run : rollout.runs()) {
            Optional<StageRun> known = before.find(run.number());
            if (known.filter(run::equals).isPresent()) {
                continue;
            }
            put(key, run, known.isPresent());
            insertMarks(key, run, known.map(kept -> kept.marks().size()).orElse(0));
        }
        insertReads(
                key,
                rollout.reads().subList(before.reads().size(), rollout.reads().size()));
        insertFlags(key, rollout.flags(), before.flags().size());
    }

    private void replacePlan(ReleaseKey key, Rollout rollout) {
        handle.createUpdate("delete from planned_stages where release_key = :key")
                .bind("key", key.value())
                .execute();
        List<Stage> stages = rollout.plan().map(StagePlan::stages).orElse(List.of());
        if (stages.isEmpty()) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch(
                "insert into planned_stages (release_key, place, share, bake) values (:key, :place, :share, :bake)");
        for (int place = 1; place <= stages.size(); place++) {
            Stage stage = stages.get(place - 1);
            batch.bind("key", key.value())
                    .bind("place", place)
                    .bind("share", stage.share().orElse(null))
                    .bind("bake", stage.bake().toString())
                    .add();
        }
        batch.execute();
    }

    private void put(ReleaseKey key, StageRun run, boolean known) {
        Optional<Bake> bake = run.bake();
        Optional<End> end = run.end();
        handle.createUpdate(
                        known
                                ? "update stage_runs set components = :components, bakes = :bakes, bake_from = :from,"
                                        + " bake_until = :until, result = :result, ended_at = :ended, reasons ="
                                        + " :reasons, share = :share, bake = :bake, started_by = :by, started_at = :at"
                                        + " where release_key = :key and number = :number"
                                : "insert into stage_runs (release_key, number, share, bake, components, started_by,"
                                        + " started_at, bakes, bake_from, bake_until, result, ended_at, reasons) values"
                                        + " (:key, :number, :share, :bake, :components, :by, :at, :bakes, :from, :until,"
                                        + " :result, :ended, :reasons)")
                .bind("key", key.value())
                .bind("number", run.number())
                .bind("share", run.stage().share().orElse(null))
                .bind("bake", run.stage().bake().toString())
                .bind("components", StoredText.all(run.components()))
                .bind("by", StoredText.of(run.startedBy().map(PersonId::value).orElse("")))
                .bindByType("at", run.startedAt(), Instant.class)
                .bind("bakes", run.bakes())
                .bindByType("from", bake.map(Bake::begunAt).orElse(null), Instant.class)
                .bindByType("until", bake.map(Bake::until).orElse(null), Instant.class)
                .bind("result", end.map(how -> how.result().word()).orElse(null))
                .bindByType("ended", end.map(End::at).orElse(null), Instant.class)
                .bind("reasons", StoredText.all(end.map(End::reasons).orElse(List.of())))
                .execute();
    }

    private void insertMarks(ReleaseKey key, StageRun run, int known) {
        List<Mark> all = run.marks();
        if (all.size() <= known) {
            return;
        }
        PreparedBatch batch = handle.prepareBatch("insert into stage_marks (release_key, run, place, component, kind,"
                + " version, note, marked_by, marked_at) values (:key, :run, :place, :component, :kind, :version, :note,"
                + " :by, :at)");
        for (int place = known + 1; place <= all.size(); place++) {
            Mark mark = all.get(place - 1);
            batch.bind("key", key.value())
                    .bind("run", run.number())
                    .bind("place", place)
                    .bind("component", StoredText.of(mark.component()))
                    .bind("kind", mark.kind().word())
                    .bind("version", StoredText.of(mark.version()))
                    .bind("note", StoredText.of(mark.note()))
                    .bind("by", StoredText.of(mark.by().value()))
                    .bindByType("at", mark.at(), Instant.class)
                    .add();
        }
        batch.execute();
    }

    private void insertFlags(ReleaseKey key, List<FlagMark> all, int known) {
        for (int place = known + 1; place <= all.size(); place++) {
            FlagMark mark = all.get(place - 1);
            handle.createUpdate("insert into flag_marks (release_key, place, flag, kind, said_by, share, seen, link,"
                            + " marked_at) values (:key, :place, :flag, :kind, :by, :share, :seen, :link, :at)")
                    .bind("key", key.value())
                    .bind("place", place)
                    .bind("flag", StoredText.of(mark.flag()))
                    .bind("kind", mark.kind().word())
                    .bind("by", StoredText.of(mark.by().map(PersonId::value)))
                    .bind("share", mark.share())
                    .bind("seen", StoredText.of(mark.seen()))
                    .bind("link", StoredText.of(mark.link()))
                    .bindByType("at", mark.at(), Instant.class)
                    .execute();
        }
    }

    private void insertReads(ReleaseKey key, List<NoticeRead> reads) {
        for (NoticeRead read : reads) {
            handle.createUpdate("insert into support_readings (release_key, revision, person, read_at)"
                            + " values (:key, :revision, :person, :at)")
                    .bind("key", key.value())
                    .bind("revision", read.revision())
                    .bind("person", StoredText.of(read.by().value()))
                    .bindByType("at", read.at(), Instant.class)
                    .execute();
        }
    }
}
