package dev.releasemanager.rehearsal.world;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** All conversations: channels first, then the bot's direct lines. Guarded by the world's lock. */
public final class Conversations {

    private final Map<String, Conversation> byId = new LinkedHashMap<>();
    private final Map<String, Conversation> directByPerson = new LinkedHashMap<>();

    void add(Conversation conversation) {
        if (byId.putIfAbsent(conversation.id(), conversation) != null) {
            throw new IllegalArgumentException("two conversations have the id " + conversation.id());
        }
        if (conversation.direct()) {
            directByPerson.put(conversation.name(), conversation);
        }
    }

    public Collection<Conversation> all() {
        return byId.values();
    }

    public Optional<Conversation> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** By id, else a channel by its name, with or without the number sign. */
    public Optional<Conversation> findByName(String idOrName) {
        String name = idOrName.startsWith("#") ? idOrName.substring(1) : idOrName;
        return find(idOrName).or(() -> byId.values().stream()
                .filter(conversation ->
                        !conversation.direct() && conversation.name().equals(name))
                .findFirst());
    }

    /** The line between the bot and that person; every person has one from the beginning. */
    public Conversation directLine(String personId) {
        Conversation line = directByPerson.get(personId);
        if (line == null) {
            throw new IllegalStateException("no direct line to " + personId);
        }
        return line;
    }
}
