package dev.releasemanager.rehearsal.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One open modal, or one person's App Home, with what has been typed in it. Guarded by the world's lock. */
public final class View {

    private final String id;
    private final String person;
    private final String rootId;
    private final @Nullable String previousId;
    private ObjectNode content;
    private String hash;
    private ObjectNode typed = Json.object();
    private ObjectNode errors = Json.object();

    View(String id, String person, String rootId, @Nullable String previousId, ObjectNode content, String hash) {
        this.id = id;
        this.person = person;
        this.rootId = rootId;
        this.previousId = previousId;
        this.content = content;
        this.hash = hash;
    }

    public String id() {
        return id;
    }

    public String person() {
        return person;
    }

    public String hash() {
        return hash;
    }

    public ObjectNode content() {
        return content;
    }

    public ArrayNode blocks() {
        return content.path("blocks") instanceof ArrayNode blocks ? blocks : Json.array();
    }

    public Optional<String> externalId() {
        return Json.text(content, "external_id");
    }

    public boolean notifiesOnClose() {
        return content.path("notify_on_close").asBoolean(false);
    }

    public boolean clearsOnClose() {
        return content.path("clear_on_close").asBoolean(false);
    }

    /** What the person has typed or chosen so far, in the shape of {@code state.values}. */
    ObjectNode typed() {
        return typed;
    }

    public ObjectNode errors() {
        return errors;
    }

    void errors(ObjectNode wordsByBlock) {
        errors = wordsByBlock;
    }

    /** Shows other content; what was typed stays where the same block and element are still there, as at Slack. */
    void show(ObjectNode changed, String newHash) {
        content = changed;
        hash = newHash;
        errors = Json.object();
        typed = Inputs.kept(blocks(), typed);
    }

    /** The complete {@code state.values}: everything that can be filled in, typed, preset or empty. */
    public ObjectNode values() {
        return Inputs.values(blocks(), typed);
    }

    /** The view object as Slack sends it to the bot. */
    public ObjectNode toSlack(WorkspaceDescription about) {
        ObjectNode view = Json.object();
        view.put("id", id);
        view.put("team_id", about.teamId());
        view.put("type", Json.text(content, "type", "modal"));
        view.set("blocks", blocks().deepCopy());
        view.put("private_metadata", Json.text(content, "private_metadata", ""));
        view.put("callback_id", Json.text(content, "callback_id", ""));
        view.putObject("state").set("values", values());
        view.put("hash", hash);
        view.set("title", orNull(content.path("title")));
        view.put("clear_on_close", clearsOnClose());
        view.put("notify_on_close", notifiesOnClose());
        view.set("close", orNull(content.path("close")));
        view.set("submit", orNull(content.path("submit")));
        if (previousId == null) {
            view.putNull("previous_view_id");
        } else {
            view.put("previous_view_id", previousId);
        }
        view.put("root_view_id", rootId);
        view.put("app_id", about.app().id());
        view.put("external_id", Json.text(content, "external_id", ""));
        view.put("app_installed_team_id", about.teamId());
        view.put("bot_id", about.app().botId());
        return view;
    }

    private static JsonNode orNull(JsonNode node) {
        return node.isMissingNode() ? Json.object().nullNode() : node.deepCopy();
    }
}
