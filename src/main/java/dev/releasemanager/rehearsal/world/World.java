package dev.releasemanager.rehearsal.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.time.RehearsalClock;
import dev.releasemanager.rehearsal.time.WallTime;
import dev.releasemanager.rehearsal.world.Message.MessageContent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The whole workspace under one lock. {@link #change} and {@link #look} take it; nothing that holds it may call the
 * bot. Every change that anybody could see makes a new version, on which the page waits. The other methods are called
 * with the lock held.
 */
public final class World {

    private static final int TOASTS = 5;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private long version = 1;

    private final WorkspaceDescription about;
    private final RehearsalClock clock;
    private final WallTime wall;
    private final Ids ids = new Ids();
    private final People people = new People();
    private final Map<String, UserGroup> groups = new LinkedHashMap<>();
    private final Conversations conversations = new Conversations();
    private final Views views;
    private final Drafts drafts;
    private final Triggers triggers = new Triggers();
    private final ResponseUrls responseUrls = new ResponseUrls();
    private final Map<String, Deque<Toast>> toasts = new HashMap<>();
    private final Map<String, Integer> waiting = new HashMap<>();
    private final Map<String, SharedFile> files = new HashMap<>();
    private String publicUrl = "";
    private Optional<String> tokenFault = Optional.empty();

    public World(WorkspaceDescription about, RehearsalClock clock, WallTime wall) {
        this.about = about;
        this.clock = clock;
        this.wall = wall;
        this.views = new Views(ids, this::fileExists);
        this.drafts = new Drafts(ids, this::fileExists);
        about.people().forEach(this::join);
        about.groups().forEach(group -> groups.put(group.id(), new UserGroup(group)));
        about.channels().forEach(channel -> conversations.add(Conversation.channel(channel)));
    }

    /** Does something that people could see; waiters wake. What is refused by an exception changes nothing. */
    public <T> T change(Supplier<T> act) {
        lock.lock();
        try {
            T result = act.get();
            version++;
            changed.signalAll();
            return result;
        } finally {
            lock.unlock();
        }
    }

    public void change(Runnable act) {
        change(() -> {
            act.run();
            return true;
        });
    }

    /** Reads, or changes what nobody sees. */
    public <T> T look(Supplier<T> act) {
        lock.lock();
        try {
            return act.get();
        } finally {
            lock.unlock();
        }
    }

    /** Waits, at most that long, until the version isn't that one any more. Called without the lock. */
    public void awaitChange(long seen, Duration atMost) {
        lock.lock();
        try {
            long left = atMost.toNanos();
            while (version == seen && left > 0) {
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    /** Wakes all waiters without a change, as when the server stops. */
    public void wake() {
        change(() -> {});
    }

    public long version() {
        return version;
    }

    public WorkspaceDescription about() {
        return about;
    }

    public RehearsalClock clock() {
        return clock;
    }

    public WallTime wall() {
        return wall;
    }

    public Ids ids() {
        return ids;
    }

    public People people() {
        return people;
    }

    public Collection<UserGroup> groups() {
        return groups.values();
    }

    public Optional<UserGroup> findGroup(String id) {
        return Optional.ofNullable(groups.get(id));
    }

    public Conversations conversations() {
        return conversations;
    }

    public Views views() {
        return views;
    }

    public Drafts drafts() {
        return drafts;
    }

    public Optional<SharedFile> findFile(String id) {
        return Optional.ofNullable(files.get(id));
    }

    /** By id, or by the address that Slack gave for it. */
    private boolean fileExists(String idOrUrl) {
        return files.containsKey(idOrUrl.substring(idOrUrl.lastIndexOf('/') + 1));
    }

    public void keep(SharedFile file) {
        files.put(file.id(), file);
    }

    /** Where this double answers, without a slash at the end. */
    public String publicUrl() {
        return publicUrl;
    }

    public void publicUrl(String url) {
        publicUrl = url;
    }

    /** Why the bot's token isn't taken: {@code account_inactive}, {@code token_revoked}; empty while it is good. */
    public Optional<String> tokenFault() {
        return tokenFault;
    }

    public void tokenFault(Optional<String> error) {
        tokenFault = error;
    }

    public boolean granted(String scope) {
        return about.app().scopes().contains(scope);
    }

    /** Somebody joins the workspace, with a direct line to the bot. */
    public Person join(WorkspaceDescription.Person newcomer) {
        Person person = people.add(newcomer);
        conversations.add(Conversation.directLine("D" + newcomer.id().substring(1), newcomer.id()));
        return person;
    }

    public void deactivated(Person person, boolean left) {
        person.deactivated(left);
        if (left) {
            views.clear(person.id());
        }
    }

    public void members(UserGroup group, Collection<String> memberIds) {
        group.members(memberIds);
    }

    public void archived(Conversation channel, boolean closed) {
        channel.archived(closed);
    }

    public void botMember(Conversation channel, boolean in) {
        channel.botMember(in);
    }

    // Messages

    /** The bot's own post. */
    public Message post(Conversation where, MessageContent content, @Nullable String threadTs, boolean broadcast) {
        return add(where, null, content, threadTs, null, broadcast);
    }

    /** A message for one person's eyes. */
    public Message whisper(Conversation where, String to, MessageContent content, @Nullable String threadTs) {
        return add(where, null, content, threadTs, to, false);
    }

    /** What a person says. */
    public Message say(Conversation where, String person, String text, @Nullable String threadTs) {
        Message said = add(where, person, MessageContent.ofText(text), threadTs, null, false);
        where.readBy(person);
        return said;
    }

    private Message add(
            Conversation where,
            @Nullable String person,
            MessageContent content,
            @Nullable String threadTs,
            @Nullable String onlyTo,
            boolean broadcast) {
        Message message = new Message(
                ids.nextTs(wall.now()), where.id(), person, threadTs, onlyTo, broadcast, content, clock.now());
        where.add(message);
        return message;
    }

    public void edit(Message message, MessageContent content) {
        message.content(content, Ids.ts(wall.now()));
    }

    public void delete(Conversation where, Message message) {
        where.remove(message);
    }

    public void read(Conversation where, String person) {
        where.readBy(person);
    }

    /** Takes over what was chosen in a message's inputs, and tells the complete {@code state.values}. */
    public ObjectNode chose(Message message, String person, JsonNode values) {
        ObjectNode chosen = message.chosenBy(person);
        Inputs.merge(message.blocks(), chosen, values);
        return Inputs.values(message.blocks(), chosen);
    }

    // Views

    public View openView(String triggerId, ObjectNode content) {
        Triggers.Grant grant = triggers.peek(triggerId, wall.now());
        boolean overModal = grant.viewId()
                .flatMap(views::find)
                .filter(view -> views.stack(grant.person()).contains(view))
                .isPresent();
        View view = overModal
                ? views.push(grant.person(), content, wall.now())
                : views.open(grant.person(), content, wall.now());
        grant.channel().ifPresent(channel -> Inputs.presetConversation(view.blocks(), view.typed(), channel));
        triggers.use(triggerId);
        return view;
    }

    public View pushView(String triggerId, ObjectNode content) {
        Triggers.Grant grant = triggers.peek(triggerId, wall.now());
        if (views.stack(grant.person()).isEmpty()) {
            throw new Refused("not_found");
        }
        View view = views.push(grant.person(), content, wall.now());
        triggers.use(triggerId);
        return view;
    }

    public View pushOver(View below, ObjectNode content) {
        return views.push(below.person(), content, wall.now());
    }

    public View updateView(
            Optional<String> viewId, Optional<String> externalId, Optional<String> hash, JsonNode given) {
        View view = viewId.flatMap(views::find)
                .or(() -> externalId.flatMap(views::findByExternalId))
                .orElseThrow(() -> new Refused("not_found"));
        ObjectNode content =
                Json.text(view.content(), "type", "modal").equals("home") ? views.home(given) : views.modal(given);
        if (hash.isPresent() && !hash.get().equals(view.hash())) {
            throw new Refused("hash_conflict");
        }
        views.show(view, content, wall.now());
        return view;
    }

    public void showView(View view, ObjectNode content) {
        views.show(view, content, wall.now());
    }

    public View publishHome(String person, ObjectNode content, Optional<String> hash) {
        return views.publish(person, content, hash, wall.now());
    }

    public boolean closeView(View view) {
        return views.close(view);
    }

    public List<View> clearViews(String person) {
        return views.clear(person);
    }

    /** Takes over what was typed in a view. */
    public void typed(View view, JsonNode values) {
        Inputs.merge(view.blocks(), view.typed(), values);
    }

    /** What Slack's client itself objects to before sending; shown in the view. Empty when it can be sent. */
    public ObjectNode checkSubmission(View view) {
        ObjectNode faults = SubmissionCheck.faults(view.blocks(), view.values());
        view.errors(faults);
        return faults;
    }

    public void errors(View view, ObjectNode wordsByBlock) {
        view.errors(wordsByBlock);
    }

    // Handles

    /** For an act in that view or in that conversation; neither for a global shortcut. */
    public String issueTrigger(String person, @Nullable String viewId, @Nullable String channel) {
        return triggers.issue(ids, person, viewId, channel, wall.now());
    }

    /** The whole address of a new response url. */
    public String issueResponseUrl(
            String person, String channel, @Nullable String originalTs, @Nullable String commandWords) {
        return publicUrl + "/respond/" + about.teamId() + "/"
                + responseUrls.issue(ids, person, channel, originalTs, commandWords, wall.now());
    }

    /**
     * An answer through a response url. @throws Refused {@code used_url}, {@code expired_url}, or what is wrong with
     * the message
     */
    public void respond(String token, JsonNode body) {
        ResponseUrls.Handle handle = responseUrls.usable(token, wall.now());
        new Responses(this).apply(handle, body);
        responseUrls.used(handle);
    }

    /** An answer in the acknowledgement of a command. */
    public void answerCommand(String responseUrl, JsonNode body) {
        String token = responseUrl.substring(responseUrl.lastIndexOf('/') + 1);
        new Responses(this).apply(responseUrls.usable(token, wall.now()), body);
    }

    // What Slack's client shows a person

    public void toast(String person, String level, String words) {
        Deque<Toast> shown = toasts.computeIfAbsent(person, id -> new ArrayDeque<>());
        shown.addLast(new Toast(ids.next("t"), level, words, clock.now()));
        while (shown.size() > TOASTS) {
            shown.removeFirst();
        }
    }

    public List<Toast> toasts(String person) {
        return new ArrayList<>(toasts.getOrDefault(person, new ArrayDeque<>()));
    }

    public void dismiss(String person, String toastId) {
        toasts.getOrDefault(person, new ArrayDeque<>())
                .removeIf(toast -> toast.id().equals(toastId));
    }

    /** One more or one fewer of this person's acts waits for the bot. */
    public void waiting(String person, int more) {
        waiting.merge(person, more, Integer::sum);
    }

    public boolean waits(String person) {
        return waiting.getOrDefault(person, 0) > 0;
    }
}
