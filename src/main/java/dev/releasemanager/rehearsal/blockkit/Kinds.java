package dev.releasemanager.rehearsal.blockkit;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A choice of objects told apart by their {@code type}, each with the fields of its kind. */
final class Kinds implements Rule {
    private final Map<String, Fields> kinds = new HashMap<>();

    Kinds with(String type, Fields fields) {
        kinds.put(type, fields.may("type", Rules.ANY));
        return this;
    }

    /** The same choice, narrowed to some types. */
    Kinds only(Collection<String> types) {
        Kinds some = new Kinds();
        types.forEach(type -> some.kinds.put(type, get(type)));
        return some;
    }

    Kinds only(String... types) {
        return only(List.of(types));
    }

    Set<String> types() {
        return kinds.keySet();
    }

    private Fields get(String type) {
        Fields fields = kinds.get(type);
        if (fields == null) {
            throw new IllegalStateException("No kind named " + type);
        }
        return fields;
    }

    @Override
    public void check(Cursor at) {
        if (!at.node().isObject()) {
            at.refuse("wrong-type", "must provide an object");
            return;
        }
        if (!at.has("type")) {
            at.refuse("missing-field", "missing required field: type");
            return;
        }
        Cursor type = at.field("type");
        if (!type.node().isTextual()) {
            type.refuse("wrong-type", "must provide a string");
            return;
        }
        Fields fields = kinds.get(type.node().textValue());
        if (fields == null) {
            type.refuse("unsupported-type", "unsupported type: " + type.node().textValue());
            return;
        }
        fields.check(at);
    }
}
