package dev.releasemanager.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.releasemanager.rehearsal.world.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What one person sees at one moment: the rehearsal's {@code GET /ui/state}. A value. */
public record Screen(JsonNode json) {

    public long version() {
        return json.path("version").asLong();
    }

    /** The open modal on top, if any is open. */
    public Optional<Shown> modal() {
        JsonNode modals = json.path("modals");
        return modals.isEmpty() ? Optional.empty() : Optional.of(new Shown("", modals.get(modals.size() - 1)));
    }

    public int modals() {
        return json.path("modals").size();
    }

    public Optional<Shown> home() {
        return json.path("home").isObject() ? Optional.of(new Shown("", json.path("home"))) : Optional.empty();
    }

    /** The messages of a conversation, oldest first: its name or id, or {@link Actor#DIRECT} for the bot's own. */
    public List<Shown> messages(String conversation) {
        JsonNode found = conversation(conversation);
        List<Shown> messages = new ArrayList<>();
        found.path("messages").forEach(message -> messages.add(new Shown(Json.text(found, "id", ""), message)));
        return messages;
    }

    /** All messages that this person sees in conversations that they are in, the newest first. */
    public List<Shown> newestFirst() {
        List<Shown> all = new ArrayList<>();
        for (JsonNode one : json.path("conversations")) {
            if (one.path("member").asBoolean()) {
                one.path("messages").forEach(message -> all.add(new Shown(Json.text(one, "id", ""), message)));
            }
        }
        all.sort(Comparator.comparing(Shown::ts).reversed());
        return all;
    }

    public Optional<Shown> lastMessage(String conversation) {
        List<Shown> messages = messages(conversation);
        return messages.isEmpty() ? Optional.empty() : Optional.of(messages.get(messages.size() - 1));
    }

    public int unread(String conversation) {
        return conversation(conversation).path("unread").asInt();
    }

    /** What Slack itself tells this person, oldest first. */
    public List<String> toasts() {
        List<String> toasts = new ArrayList<>();
        json.path("toasts").forEach(toast -> toasts.add(Json.text(toast, "text", "")));
        return toasts;
    }

    String conversationId(String nameOrId) {
        return Json.text(conversation(nameOrId), "id", "");
    }

    private JsonNode conversation(String nameOrId) {
        String plain = nameOrId.startsWith("#") ? nameOrId.substring(1) : nameOrId;
        for (JsonNode one : json.path("conversations")) {
            boolean direct = Json.text(one, "kind", "").equals("im");
            if (Json.text(one, "id", "").equals(nameOrId)
                    || (direct
                            ? nameOrId.equals(Actor.DIRECT)
                            : Json.text(one, "name", "").equals(plain))) {
                return one;
            }
        }
        throw new IllegalStateException(Json.text(json, "me", "") + " sees no conversation " + nameOrId);
    }

    /** The id of a person, by handle, id or real name. */
    String personId(String name) {
        String handle = name.startsWith("@") ? name.substring(1) : name;
        for (JsonNode person : json.path("people")) {
            if (Json.text(person, "id", "").equals(name)
                    || Json.text(person, "name", "").equals(handle)
                    || Json.text(person, "real_name", "").equals(name)) {
                return Json.text(person, "id", "");
            }
        }
        throw new IllegalStateException("nobody is called " + name);
    }
}
