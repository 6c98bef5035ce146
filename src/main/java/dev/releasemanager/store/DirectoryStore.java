package dev.releasemanager.store;

import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.Person;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.slack.delivery.Directory;
import dev.releasemanager.slack.delivery.DirectoryShelf;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;

/** The directory's tables. Only what differs is written, so that one changed person costs one row. */
public final class DirectoryStore implements DirectoryShelf {
    private final Database database;

    public DirectoryStore(Database database) {
        this.database = database;
    }

    @Override
    public Directory load() {
        return database.inReading(DirectoryStore::read);
    }

    @Override
    public void save(Directory directory) {
        database.useTransaction(transaction -> {
            Handle handle = transaction.handle();
            lock(handle);
            Directory kept = read(handle);
            replace(
                    handle,
                    byId(kept.accounts(), account -> account.person().id().value()),
                    byId(directory.accounts(), account -> account.person().id().value()),
                    "people",
                    "id",
                    DirectoryStore::insertPeople);
            Map<String, Directory.Group> keptGroups = byId(kept.groups(), Directory.Group::id);
            Map<String, Directory.Group> groups = byId(directory.groups(), Directory.Group::id);
            replace(handle, keptGroups, groups, "user_group_members", "group_id", DirectoryStore::insertMembers);
            replace(handle, keptGroups, groups, "user_groups", "id", DirectoryStore::insertGroups);
            replace(
                    handle,
                    byId(kept.channels(), channel -> channel.id().value()),
                    byId(directory.channels(), channel -> channel.id().value()),
                    "channels",
                    "id",
                    DirectoryStore::insertChannels);
            handle.createUpdate("update directory_state set groups_missing = :why where id = 1")
                    .bind("why", directory.groupsMissing())
                    .execute();
        });
    }

    /** Two replicas that refresh at once write one after the other. */
    private static void lock(Handle handle) {
        boolean there = handle.createQuery("select id from directory_state where id = 1 for update")
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
        if (!there) {
            handle.execute("insert into directory_state (id) values (1)");
        }
    }

    private static <T> Map<String, T> byId(Collection<T> all, Function<T, String> id) {
        return all.stream().collect(Collectors.toMap(id, Function.identity(), (a, b) -> b));
    }

    private interface Insert<T> {
        void all(Handle handle, List<T> rows);
    }

    private static <T> void replace(
            Handle handle, Map<String, T> kept, Map<String, T> wanted, String table, String column, Insert<T> insert) {
        List<String> gone = kept.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(wanted.get(entry.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        if (!gone.isEmpty()) {
            PreparedBatch batch = handle.prepareBatch("delete from " + table + " where " + column + " = :id");
            gone.forEach(id -> batch.bind("id", id).add());
            batch.execute();
        }
        List<T> rows = wanted.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(kept.get(entry.getKey())))
                .map(Map.Entry::getValue)
                .toList();
        if (!rows.isEmpty()) {
            insert.all(handle, rows);
        }
    }

    private static void insertPeople(Handle handle, List<Directory.Account> accounts) {
        PreparedBatch batch = handle.prepareBatch(
                "insert into people (id, name, zone, active, guest, handle, display_name, real_name, email, bot, workspace)"
                        + " values (:id, :name, :zone, :active, :guest, :handle, :displayName, :realName, :email, :bot,"
                        + " :workspace)");
        for (Directory.Account account : accounts) {
            Person person = account.person();
            batch.bind("id", person.id().value())
                    .bind("name", person.name())
                    .bind("zone", person.zone().getId())
                    .bind("active", person.active())
                    .bind("guest", person.guest())
                    .bind("handle", account.handle())
                    .bind("displayName", account.displayName())
                    .bind("realName", account.realName())
                    .bind("email", account.email())
                    .bind("bot", account.bot())
                    .bind("workspace", account.workspace())
                    .add();
        }
        batch.execute();
    }

    private static void insertGroups(Handle handle, List<Directory.Group> groups) {
        PreparedBatch batch = handle.prepareBatch(
                "insert into user_groups (id, handle, name, active) values (:id, :handle, :name, :active)");
        for (Directory.Group group : groups) {
            batch.bind("id", group.id())
                    .bind("handle", group.handle())
                    .bind("name", group.name())
                    .bind("active", group.active())
                    .add();
        }
        batch.execute();
    }

    private static void insertMembers(Handle handle, List<Directory.Group> groups) {
        PreparedBatch batch = handle.prepareBatch(
                "insert into user_group_members (group_id, person_id, position) values (:group, :person, :position)");
        for (Directory.Group group : groups) {
            for (int i = 0; i < group.members().size(); i++) {
                batch.bind("group", group.id())
                        .bind("person", group.members().get(i).value())
                        .bind("position", i)
                        .add();
            }
        }
        if (batch.size() > 0) {
            batch.execute();
        }
    }

    private static void insertChannels(Handle handle, List<Directory.Channel> channels) {
        PreparedBatch batch = handle.prepareBatch("insert into channels (id, name, archived, secluded, joined)"
                + " values (:id, :name, :archived, :secluded, :joined)");
        for (Directory.Channel channel : channels) {
            batch.bind("id", channel.id().value())
                    .bind("name", channel.name())
                    .bind("archived", channel.archived())
                    .bind("secluded", channel.secluded())
                    .bind("joined", channel.joined())
                    .add();
        }
        batch.execute();
    }

    private static Directory read(Handle handle) {
        List<Directory.Account> accounts = handle.createQuery("select * from people")
                .map((row, context) -> account(row))
                .list();
        Map<String, List<PersonId>> members = new HashMap<>();
        handle.createQuery("select group_id, person_id from user_group_members order by group_id, position")
                .map((row, context) -> Map.entry(row.getString("group_id"), new PersonId(row.getString("person_id"))))
                .forEach(member -> members.computeIfAbsent(member.getKey(), group -> new ArrayList<>())
                        .add(member.getValue()));
        List<Directory.Group> groups = handle.createQuery("select * from user_groups")
                .map((row, context) -> new Directory.Group(
                        row.getString("id"),
                        row.getString("handle"),
                        row.getString("name"),
                        row.getBoolean("active"),
                        members.getOrDefault(row.getString("id"), List.of())))
                .list();
        List<Directory.Channel> channels = handle.createQuery("select * from channels")
                .map((row, context) -> new Directory.Channel(
                        new ChannelId(row.getString("id")),
                        row.getString("name"),
                        row.getBoolean("archived"),
                        row.getBoolean("secluded"),
                        row.getBoolean("joined")))
                .list();
        Optional<String> groupsMissing = handle.createQuery(
                        "select groups_missing from directory_state where groups_missing is not null")
                .mapTo(String.class)
                .findOne();
        return new Directory(accounts, groups, channels, groupsMissing);
    }

    private static Directory.Account account(ResultSet row) throws SQLException {
        return new Directory.Account(
                new Person(
                        new PersonId(row.getString("id")),
                        row.getString("name"),
                        ZoneId.of(row.getString("zone")),
                        row.getBoolean("active"),
                        row.getBoolean("guest")),
                row.getString("handle"),
                row.getString("display_name"),
                row.getString("real_name"),
                Optional.ofNullable(row.getString("email")),
                row.getBoolean("bot"),
                row.getString("workspace"));
    }
}
