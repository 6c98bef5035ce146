package dev.releasemanager.store;

import dev.releasemanager.criteria.Quantity;
import dev.releasemanager.criteria.Unit;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.rollout.Gap;
import dev.releasemanager.rollout.Observation;
import dev.releasemanager.rollout.Observation.Seen;
import dev.releasemanager.rollout.Observed;
import dev.releasemanager.rollout.Question.Standpoint;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of {@code observations}. */
final class ObservationTable {
    private final Handle handle;

    ObservationTable(Handle handle) {
        this.handle = handle;
    }

    /** In the order of their moments. */
    List<Observed> of(ReleaseKey key, int run) {
        return handle.createQuery("select * from observations where release_key = :key and run = :run"
                        + " order by moment, bake, watched, standpoint")
                .bind("key", key.value())
                .bind("run", run)
                .map((columns, context) -> observed(new Row(columns)))
                .list();
    }

    private static Observed observed(Row row) throws SQLException {
        return new Observed(
                row.number("run"),
                row.number("bake"),
                row.text("watched"),
                row.text("wording"),
                Standpoint.of(row.text("standpoint")),
                new Observation(row.instant("moment"), seen(row), row.text("source")),
                row.instant("taken_at"));
    }

    private static Seen seen(Row row) throws SQLException {
        Optional<String> gap = row.findText("gap");
        if (gap.isPresent()) {
            return new Observation.Nothing(
                    Gap.of(gap.get()), row.findText("detail").orElse(""));
        }
        Optional<String> amount = row.findText("amount");
        return amount.isPresent()
                ? new Observation.Value(Quantity.of(amount.get(), Unit.valueOf(row.text("unit"))))
                : new Observation.Answer(row.isTrue("answer"));
    }

    /** @return how many weren't there before */
    int add(ReleaseKey key, List<Observed> all) {
        if (all.isEmpty()) {
            return 0;
        }
        PreparedBatch batch = handle.prepareBatch(
                "insert into observations (release_key, run, bake, watched, standpoint, moment, wording,"
                        + " amount, unit, answer, gap, detail, source, taken_at) values (:key, :run, :bake, :watched,"
                        + " :standpoint, :moment, :wording, :amount, :unit, :answer, :gap, :detail, :source, :takenAt)"
                        + " on conflict do nothing");
        for (Observed observed : all) {
            Observation observation = observed.observation();
            Optional<Quantity> quantity = observation.quantity();
            Optional<Observation.Nothing> nothing =
                    observation.seen() instanceof Observation.Nothing none ? Optional.of(none) : Optional.empty();
            batch.bind("key", key.value())
                    .bind("run", observed.run())
                    .bind("bake", observed.bake())
                    .bind("watched", observed.condition())
                    .bind("standpoint", observed.standpoint().word())
                    .bindByType("moment", observation.at(), Instant.class)
                    .bind("wording", StoredText.of(observed.wording()))
                    .bind(
                            "amount",
                            quantity.map(value -> value.value().toPlainString()).orElse(null))
                    .bind("unit", quantity.map(value -> value.unit().name()).orElse(null))
                    .bind("answer", observation.seen() instanceof Observation.Answer answer ? answer.yes() : null)
                    .bind("gap", nothing.map(none -> none.gap().word()).orElse(null))
                    .bind("detail", StoredText.of(nothing.map(Observation.Nothing::detail)))
                    .bind("source", StoredText.of(observation.source()))
                    .bindByType("takenAt", observed.takenAt(), Instant.class)
                    .add();
        }
        return Arrays.stream(batch.execute()).sum();
    }
}
