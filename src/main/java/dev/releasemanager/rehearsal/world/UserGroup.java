package dev.releasemanager.rehearsal.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A user group and who is in it, deactivated people included, as at Slack. Guarded by the world's lock. */
public final class UserGroup {

    private final WorkspaceDescription.Group about;
    private final Set<String> members;

    UserGroup(WorkspaceDescription.Group about) {
        this.about = about;
        this.members = new LinkedHashSet<>(about.members());
    }

    public String id() {
        return about.id();
    }

    public String handle() {
        return about.handle();
    }

    public List<String> members() {
        return List.copyOf(members);
    }

    void members(Collection<String> ids) {
        members.clear();
        members.addAll(ids);
    }

    public ObjectNode toSlack(String teamId, boolean withUsers, boolean withCount, Instant wallNow) {
        ObjectNode group = Json.object();
        group.put("id", id());
        group.put("team_id", teamId);
        group.put("is_usergroup", true);
        group.put("is_subteam", true);
        group.put("name", about.name());
        group.put("description", "");
        group.put("handle", handle());
        group.put("is_external", false);
        group.put("date_create", wallNow.getEpochSecond());
        group.put("date_update", wallNow.getEpochSecond());
        group.put("date_delete", 0);
        group.putNull("auto_type");
        group.putNull("deleted_by");
        group.putObject("prefs").putArray("channels");
        if (withUsers) {
            var users = group.putArray("users");
            members.forEach(users::add);
        }
        if (withCount || withUsers) {
            group.put("user_count", members.size());
        }
        return group;
    }
}
