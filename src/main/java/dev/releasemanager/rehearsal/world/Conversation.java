package dev.releasemanager.rehearsal.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A channel, or the direct line between the bot and one person. Guarded by the world's lock. */
public final class Conversation {

    private final String id;
    private final String name;
    private final boolean direct;
    private final boolean isPrivate;
    private final String topic;
    private final Set<String> members = new LinkedHashSet<>();
    private final List<Message> messages = new ArrayList<>();
    private final Map<String, Message> byTs = new HashMap<>();
    private final Map<String, String> readUpTo = new HashMap<>();
    private final Set<String> pins = new LinkedHashSet<>();
    private final List<ObjectNode> bookmarks = new ArrayList<>();
    private boolean botMember;
    private boolean archived;

    private Conversation(
            String id,
            String name,
            boolean direct,
            boolean isPrivate,
            boolean botMember,
            String topic,
            Collection<String> members) {
        this.id = id;
        this.name = name;
        this.direct = direct;
        this.isPrivate = isPrivate;
        this.botMember = botMember;
        this.topic = topic;
        this.members.addAll(members);
    }

    static Conversation channel(WorkspaceDescription.Channel about) {
        return new Conversation(
                about.id(), about.name(), false, about.isPrivate(), about.botMember(), about.topic(), about.members());
    }

    static Conversation directLine(String id, String personId) {
        return new Conversation(id, personId, true, true, true, "", List.of(personId));
    }

    public String id() {
        return id;
    }

    /** The channel's name without the number sign; of a direct line the person's id. */
    public String name() {
        return name;
    }

    public boolean direct() {
        return direct;
    }

    public boolean isPrivate() {
        return isPrivate;
    }

    public String topic() {
        return topic;
    }

    public boolean archived() {
        return archived;
    }

    void archived(boolean closed) {
        archived = closed;
    }

    public boolean botMember() {
        return botMember;
    }

    void botMember(boolean in) {
        botMember = in;
    }

    public Set<String> members() {
        return members;
    }

    public boolean hasMember(String personId) {
        return members.contains(personId);
    }

    public List<Message> messages() {
        return messages;
    }

    public Set<String> pins() {
        return pins;
    }

    public List<ObjectNode> bookmarks() {
        return bookmarks;
    }

    public Optional<Message> find(String ts) {
        return Optional.ofNullable(byTs.get(ts));
    }

    void add(Message message) {
        messages.add(message);
        byTs.put(message.ts(), message);
    }

    void remove(Message message) {
        messages.remove(message);
        byTs.remove(message.ts());
        pins.remove(message.ts());
    }

    public int replies(String ts) {
        return (int) messages.stream()
                .filter(message -> message.isReply()
                        && message.threadTs().filter(ts::equals).isPresent())
                .count();
    }

    void readBy(String personId) {
        if (!messages.isEmpty()) {
            readUpTo.put(personId, messages.get(messages.size() - 1).ts());
        }
    }

    /** How many messages of others that person hasn't read; ephemeral ones raise no badge, as at Slack. */
    public int unread(String personId) {
        if (!hasMember(personId)) {
            return 0;
        }
        String read = readUpTo.getOrDefault(personId, "");
        int count = 0;
        for (int i = messages.size() - 1; i >= 0 && messages.get(i).ts().compareTo(read) > 0; i--) {
            Message message = messages.get(i);
            if (!message.ephemeral() && !message.person().equals(Optional.of(personId))) {
                count++;
            }
        }
        return count;
    }

    public ObjectNode toSlack(World world, boolean withMemberCount) {
        ObjectNode channel = Json.object();
        channel.put("id", id);
        channel.put("created", 1_700_000_000);
        channel.put("is_archived", archived);
        channel.put("is_im", direct);
        channel.put("is_org_shared", false);
        channel.put("context_team_id", world.about().teamId());
        if (direct) {
            channel.put("user", name);
            channel.put(
                    "is_user_deleted",
                    world.people().find(name).filter(Person::deactivated).isPresent());
            channel.put("is_open", true);
            return channel;
        }
        channel.put("name", name);
        channel.put("name_normalized", name);
        channel.put("is_channel", !isPrivate);
        channel.put("is_group", isPrivate);
        channel.put("is_mpim", false);
        channel.put("is_private", isPrivate);
        channel.put("is_general", false);
        channel.put("is_shared", false);
        channel.put("is_ext_shared", false);
        channel.put("is_pending_ext_shared", false);
        channel.put("is_member", botMember);
        channel.put(
                "creator",
                members.isEmpty()
                        ? world.about().app().botUserId()
                        : members.iterator().next());
        channel.putObject("topic").put("value", topic).put("creator", "").put("last_set", 0);
        channel.putObject("purpose").put("value", "").put("creator", "").put("last_set", 0);
        if (withMemberCount) {
            channel.put("num_members", members.size() + (botMember ? 1 : 0));
        }
        return channel;
    }
}
