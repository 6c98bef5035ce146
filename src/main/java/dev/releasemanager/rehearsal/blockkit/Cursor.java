package dev.releasemanager.rehearsal.blockkit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.List;

/** A place in the JSON under check: the node, the way to it, and the list that all places of one check report to. */
final class Cursor {
    private final JsonNode node;
    private final String pointer;
    private final List<Violation> found;

    private Cursor(JsonNode node, String pointer, List<Violation> found) {
        this.node = node;
        this.pointer = pointer;
        this.found = found;
    }

    /** Checks {@code node} by {@code rule}; the pointers of what is found begin with {@code pointer}. */
    static List<Violation> check(JsonNode node, String pointer, Rule rule) {
        Cursor start = new Cursor(node, pointer, new ArrayList<>());
        rule.check(start);
        return List.copyOf(start.found);
    }

    JsonNode node() {
        return node;
    }

    boolean has(String field) {
        return node.has(field);
    }

    /** The field's place; its node is a missing node when there is no such field. */
    Cursor field(String name) {
        JsonNode child = node.get(name);
        return new Cursor(child == null ? MissingNode.getInstance() : child, pointer + "/" + name, found);
    }

    /** The places of an array's items; none when this is no array. */
    List<Cursor> items() {
        List<Cursor> items = new ArrayList<>();
        if (node.isArray()) {
            for (JsonNode item : node) {
                items.add(new Cursor(item, pointer + "/" + items.size(), found));
            }
        }
        return items;
    }

    /** The field's string, or an empty one when it is missing or no string. */
    String text(String field) {
        return node.path(field).isTextual() ? node.path(field).textValue() : "";
    }

    void refuse(String rule, String words) {
        found.add(new Violation(pointer, rule, words + " [json-pointer:" + pointer + "]"));
    }
}
