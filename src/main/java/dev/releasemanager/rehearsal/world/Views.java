package dev.releasemanager.rehearsal.world;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.blockkit.BlockKit;
import dev.releasemanager.rehearsal.blockkit.Violation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Every person's stack of modals and App Home, and Slack's rules about them. Guarded by the world's lock. */
public final class Views {

    /** At most three modals over each other (slack-facts 1.1). */
    static final int STACK = 3;

    private final Ids ids;
    private final Predicate<String> fileExists;
    private final Map<String, List<View>> stacks = new HashMap<>();
    private final Map<String, View> homes = new HashMap<>();

    Views(Ids ids, Predicate<String> fileExists) {
        this.ids = ids;
        this.fileExists = fileExists;
    }

    /** The person's modals, the top one last. */
    public List<View> stack(String person) {
        return List.copyOf(stacks.getOrDefault(person, List.of()));
    }

    public Optional<View> home(String person) {
        return Optional.ofNullable(homes.get(person));
    }

    public boolean anyModalOpen() {
        return stacks.values().stream().anyMatch(stack -> !stack.isEmpty());
    }

    /** An open modal or a Home, by its id. */
    public Optional<View> find(String viewId) {
        return stacks.values().stream()
                .flatMap(List::stream)
                .filter(view -> view.id().equals(viewId))
                .findFirst()
                .or(() -> homes.values().stream()
                        .filter(view -> view.id().equals(viewId))
                        .findFirst());
    }

    Optional<View> findByExternalId(String externalId) {
        return stacks.values().stream()
                .flatMap(List::stream)
                .filter(view -> view.externalId().equals(Optional.of(externalId)))
                .findFirst()
                .or(() -> homes.values().stream()
                        .filter(view -> view.externalId().equals(Optional.of(externalId)))
                        .findFirst());
    }

    /** Opens a first modal, in place of whatever that person had open. */
    View open(String person, ObjectNode content, Instant wallNow) {
        stacks.remove(person);
        return push(person, content, wallNow);
    }

    View push(String person, ObjectNode content, Instant wallNow) {
        List<View> stack = stacks.computeIfAbsent(person, id -> new ArrayList<>());
        if (stack.size() >= STACK) {
            throw new Refused("push_limit_reached");
        }
        refuseDuplicate(content, null);
        String id = ids.next("V");
        String root = stack.isEmpty() ? id : stack.get(0).id();
        @Nullable
        String previous = stack.isEmpty() ? null : stack.get(stack.size() - 1).id();
        View view = new View(id, person, root, previous, content, ids.hash(wallNow));
        stack.add(view);
        return view;
    }

    void show(View view, ObjectNode content, Instant wallNow) {
        refuseDuplicate(content, view);
        view.show(content, ids.hash(wallNow));
    }

    View publish(String person, ObjectNode content, Optional<String> hash, Instant wallNow) {
        View home = homes.get(person);
        if (hash.isPresent() && home != null && !home.hash().equals(hash.get())) {
            throw new Refused("hash_conflict");
        }
        refuseDuplicate(content, home);
        if (home == null) {
            String id = ids.next("V");
            home = new View(id, person, id, null, content, ids.hash(wallNow));
            homes.put(person, home);
        } else {
            home.show(content, ids.hash(wallNow));
        }
        return home;
    }

    private void refuseDuplicate(ObjectNode content, @Nullable View except) {
        Optional<String> externalId = Json.text(content, "external_id");
        if (externalId
                .flatMap(this::findByExternalId)
                .filter(other -> other != except)
                .isPresent()) {
            throw new Refused("duplicate_external_id");
        }
    }

    /** Takes that modal off its stack; whether it was there. */
    boolean close(View view) {
        List<View> stack = stacks.get(view.person());
        return stack != null && stack.remove(view);
    }

    /** Takes all of a person's modals away, and says which they were, the top one first. */
    List<View> clear(String person) {
        List<View> closed = new ArrayList<>(stacks.getOrDefault(person, List.of()));
        java.util.Collections.reverse(closed);
        stacks.remove(person);
        return closed;
    }

    /** Judges a modal's JSON, and names its nameless blocks. @throws Refused by Slack's names */
    public ObjectNode modal(JsonNode given) {
        return read(given, "modal");
    }

    public ObjectNode home(JsonNode given) {
        return read(given, "home");
    }

    private ObjectNode read(JsonNode given, String type) {
        JsonNode unwrapped = Drafts.unwrapped(given, "invalid_arguments");
        if (unwrapped.isMissingNode() || unwrapped.isNull()) {
            throw Refused.missing("view");
        }
        if (!(unwrapped instanceof ObjectNode view)) {
            throw new Refused("invalid_arguments", "[ERROR] must provide an object [json-pointer:/view]");
        }
        if (BlockKit.isViewTooLarge(view)) {
            throw new Refused("view_too_large");
        }
        String seen = Json.text(view, "type", "");
        if (!seen.equals(type)) {
            throw new Refused(
                    "invalid_arguments",
                    seen.isEmpty()
                            ? "[ERROR] missing required field: type [json-pointer:/view]"
                            : "[ERROR] expected type `" + type + "` [json-pointer:/view/type]");
        }
        List<Violation> faults = type.equals("modal") ? BlockKit.modal(view) : BlockKit.home(view);
        if (!faults.isEmpty()) {
            throw new Refused(
                    "invalid_arguments",
                    faults.stream().map(fault -> "[ERROR] " + fault.words()).toList());
        }
        SlackFiles.refuseUnknown(view.path("blocks"), "/view/blocks", "invalid_arguments", "[ERROR] ", fileExists);
        ObjectNode copy = view.deepCopy();
        if (copy.path("blocks") instanceof ArrayNode blocks) {
            Inputs.name(blocks, ids);
        }
        return copy;
    }
}
