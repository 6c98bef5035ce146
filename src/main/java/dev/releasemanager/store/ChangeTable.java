package dev.releasemanager.store;

import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TeamId;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Update;

/** The rows of {@code changes}: the scope of each release as it is now. */
final class ChangeTable {
    private static final String UPDATE =
            "update changes set team = :team, component = :component, kind = :kind, title = :title, link = :link,"
                    + " flag = :flag, user_effect = :user_effect, trouble = :trouble, support_answer = :support_answer"
                    + " where release_key = :key and id = :id";
    private static final String INSERT =
            "insert into changes (release_key, id, team, component, kind, title, link, flag, user_effect, trouble,"
                    + " support_answer) values (:key, :id, :team, :component, :kind, :title, :link, :flag, :user_effect,"
                    + " :trouble, :support_answer)";

    private final Handle handle;

    ChangeTable(Handle handle) {
        this.handle = handle;
    }

    List<Change> of(ReleaseKey key) {
        return handle.createQuery("select * from changes where release_key = :key order by id")
                .bind("key", key.value())
                .map((columns, context) -> {
                    Row row = new Row(columns);
                    return new Change(
                            new ChangeId(row.number("id")),
                            new TeamId(row.text("team")),
                            row.text("component"),
                            row.text("kind"),
                            row.text("title"),
                            row.text("link"),
                            row.findText("flag"),
                            row.text("user_effect"),
                            row.findText("trouble"),
                            row.findText("support_answer"));
                })
                .list();
    }

    void put(ReleaseKey key, Change change) {
        if (bound(handle.createUpdate(UPDATE), key, change).execute() == 0) {
            bound(handle.createUpdate(INSERT), key, change).execute();
        }
    }

    void remove(ReleaseKey key, ChangeId change) {
        handle.createUpdate("delete from changes where release_key = :key and id = :id")
                .bind("key", key.value())
                .bind("id", change.value())
                .execute();
    }

    private static Update bound(Update update, ReleaseKey key, Change change) {
        return update.bind("key", key.value())
                .bind("id", change.id().value())
                .bind("team", StoredText.of(change.team().value()))
                .bind("component", StoredText.of(change.component()))
                .bind("kind", StoredText.of(change.kind()))
                .bind("title", StoredText.of(change.title()))
                .bind("link", StoredText.of(change.link()))
                .bind("flag", StoredText.of(change.flag()))
                .bind("user_effect", StoredText.of(change.userEffect()))
                .bind("trouble", StoredText.of(change.trouble()))
                .bind("support_answer", StoredText.of(change.supportAnswer()));
    }
}
