package dev.releasemanager.rehearsal.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Locale;

/** Somebody of the workspace, who may leave it. Guarded by the world's lock. */
public final class Person {

    private static final String[] COLORS = {
        "#4a154b", "#1264a3", "#2bac76", "#e01e5a", "#ecb22e", "#36c5f0", "#7c3aed", "#c2410c", "#0f766e", "#be185d"
    };

    private final WorkspaceDescription.Person about;
    private final int index;
    private boolean deactivated;

    Person(WorkspaceDescription.Person about, int index) {
        this.about = about;
        this.index = index;
    }

    public String id() {
        return about.id();
    }

    public String handle() {
        return about.handle();
    }

    public WorkspaceDescription.Person about() {
        return about;
    }

    public String color() {
        return COLORS[index % COLORS.length];
    }

    public boolean deactivated() {
        return deactivated;
    }

    void deactivated(boolean left) {
        deactivated = left;
    }

    /** The user object of {@code users.info}; the address only with {@code users:read.email}. */
    public ObjectNode toSlack(String teamId, boolean withEmail, Instant wallNow) {
        ObjectNode user = Json.object();
        user.put("id", id());
        user.put("team_id", teamId);
        user.put("name", handle());
        user.put("deleted", deactivated);
        user.put("color", color().substring(1));
        user.put("real_name", about.realName());
        if (!deactivated) {
            ZoneId zone = ZoneId.of(about.timeZone());
            user.put("tz", about.timeZone());
            user.put("tz_label", zone.getDisplayName(java.time.format.TextStyle.FULL, Locale.ENGLISH));
            user.put("tz_offset", zone.getRules().getOffset(wallNow).getTotalSeconds());
        }
        ObjectNode profile = user.putObject("profile");
        profile.put("title", about.title());
        profile.put("real_name", about.realName());
        profile.put("real_name_normalized", about.realName());
        profile.put("display_name", about.handle());
        profile.put("display_name_normalized", about.handle());
        profile.put("status_text", "");
        profile.put("status_emoji", "");
        profile.put("avatar_hash", "g" + about.id().toLowerCase(Locale.ROOT));
        if (withEmail) {
            profile.put("email", about.email());
        }
        profile.put("team", teamId);
        user.put("is_admin", false);
        user.put("is_owner", false);
        user.put("is_primary_owner", false);
        user.put("is_restricted", about.guest());
        user.put("is_ultra_restricted", false);
        user.put("is_bot", false);
        user.put("is_app_user", false);
        if (about.external()) {
            user.put("is_stranger", true);
        }
        user.put("updated", wallNow.getEpochSecond());
        user.put("is_email_confirmed", true);
        user.put("who_can_share_contact_card", "EVERYONE");
        return user;
    }
}
