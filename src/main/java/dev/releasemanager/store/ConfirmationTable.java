package dev.releasemanager.store;

import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.Confirmation.Withdrawal;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TeamId;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The rows of {@code confirmations}: every answer of every round. */
final class ConfirmationTable {
    private static final String INSERT =
            "insert into confirmations (release_key, round, team, person, ready, reason, estimate, revision, seal,"
                    + " answered_at, withdrawn_by, withdrawn_at, withdrawal_reason, expired_at)"
                    + " values (:key, :round, :team, :person, :ready, :reason, :estimate, :revision, :seal,"
                    + " :answered_at, :withdrawn_by, :withdrawn_at, :withdrawal_reason, :expired_at)";

    /** The last one, where somebody answered twice in the same millisecond. */
    private static final String UPDATE = "update confirmations set ready = :ready, reason = :reason,"
            + " estimate = :estimate, revision = :revision, seal = :seal, withdrawn_by = :withdrawn_by,"
            + " withdrawn_at = :withdrawn_at, withdrawal_reason = :withdrawal_reason, expired_at = :expired_at"
            + " where release_key = :key and round = :round and id = (select max(id) from confirmations"
            + " where release_key = :key and round = :round and team = :team and person = :person"
            + " and answered_at = :answered_at)";

    private final Handle handle;

    ConfirmationTable(Handle handle) {
        this.handle = handle;
    }

    List<Confirmation> of(ReleaseKey key, int round) {
        return handle.createQuery("select * from confirmations where release_key = :key and round = :round"
                        + " order by answered_at, id")
                .bind("key", key.value())
                .bind("round", round)
                .map((columns, context) -> confirmation(new Row(columns)))
                .list();
    }

    void insert(Map<ReleaseKey, List<Confirmation>> confirmations) {
        int[] unused = execute(INSERT, confirmations);
    }

    void update(Map<ReleaseKey, List<Confirmation>> confirmations) {
        int[] updated = execute(UPDATE, confirmations);
        for (int rows : updated) {
            if (rows != 1) {
                throw new IllegalStateException(
                        "update a confirmation of " + confirmations.keySet() + ": " + rows + " rows");
            }
        }
    }

    private int[] execute(String statement, Map<ReleaseKey, List<Confirmation>> confirmations) {
        PreparedBatch batch = handle.prepareBatch(statement);
        confirmations.forEach((key, ofOne) ->
                ofOne.forEach(confirmation -> bound(batch, key, confirmation).add()));
        return batch.execute();
    }

    /** With its moments cut to what both databases keep. */
    static Confirmation asStored(Confirmation confirmation) {
        return new Confirmation(
                confirmation.round(),
                confirmation.team(),
                confirmation.person(),
                confirmation.ready(),
                confirmation.reason(),
                confirmation.estimate(),
                confirmation.revision(),
                confirmation.seal(),
                confirmation.at().truncatedTo(ChronoUnit.MICROS),
                confirmation
                        .withdrawn()
                        .map(by -> new Withdrawal(by.by(), by.at().truncatedTo(ChronoUnit.MICROS), by.reason())),
                confirmation.expiredAt().map(at -> at.truncatedTo(ChronoUnit.MICROS)));
    }

    private static Confirmation confirmation(Row row) throws SQLException {
        Optional<Instant> withdrawnAt = row.findInstant("withdrawn_at");
        Optional<Withdrawal> withdrawal = withdrawnAt.isEmpty()
                ? Optional.empty()
                : Optional.of(new Withdrawal(
                        new PersonId(row.text("withdrawn_by")), withdrawnAt.get(), row.findText("withdrawal_reason")));
        return new Confirmation(
                row.number("round"),
                new TeamId(row.text("team")),
                new PersonId(row.text("person")),
                row.isTrue("ready"),
                row.findText("reason"),
                row.findText("estimate"),
                row.number("revision"),
                row.text("seal"),
                row.instant("answered_at"),
                withdrawal,
                row.findInstant("expired_at"));
    }

    private static PreparedBatch bound(PreparedBatch statement, ReleaseKey key, Confirmation confirmation) {
        Optional<Withdrawal> withdrawn = confirmation.withdrawn();
        return statement
                .bind("key", key.value())
                .bind("round", confirmation.round())
                .bind("team", StoredText.of(confirmation.team().value()))
                .bind("person", StoredText.of(confirmation.person().value()))
                .bind("ready", confirmation.ready())
                .bind("reason", StoredText.of(confirmation.reason()))
                .bind("estimate", StoredText.of(confirmation.estimate()))
                .bind("revision", confirmation.revision())
                .bind("seal", confirmation.seal())
                .bindByType("answered_at", confirmation.at(), Instant.class)
                .bind("withdrawn_by", StoredText.of(withdrawn.map(by -> by.by().value())))
                .bindByType("withdrawn_at", withdrawn.map(Withdrawal::at).orElse(null), Instant.class)
                .bind("withdrawal_reason", StoredText.of(withdrawn.flatMap(Withdrawal::reason)))
                .bindByType("expired_at", confirmation.expiredAt().orElse(null), Instant.class);
    }
}
