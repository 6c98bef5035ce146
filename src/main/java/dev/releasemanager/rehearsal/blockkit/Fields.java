package dev.releasemanager.rehearsal.blockkit;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/**
 * What an object must be: the fields that it needs, those that it may have, and nothing else. Slack refuses a field that
 * it doesn't know ("invalid additional property"), and a null where a field could have been left out.
 */
final class Fields implements Rule {
    private final Map<String, Rule> known = new LinkedHashMap<>();
    private final Set<String> needed = new LinkedHashSet<>();
    private Rule whole = Rules.ANY;
    private boolean othersIgnored;

    private Fields() {}

    static Fields of() {
        return new Fields();
    }

    Fields need(String name, Rule rule) {
        needed.add(name);
        return may(name, rule);
    }

    Fields may(String name, Rule rule) {
        known.put(name, rule);
        return this;
    }

    /** A rule on several fields together; it sees the object after its fields were checked. */
    Fields also(Rule rule) {
        whole = whole.and(rule);
        return this;
    }

    /** Unknown fields are ignored here, not refused. */
    Fields ignoreOthers() {
        othersIgnored = true;
        return this;
    }

    @Override
    public void check(Cursor at) {
        if (!at.node().isObject()) {
            at.refuse("wrong-type", "must provide an object");
            return;
        }
        for (String name : needed) {
            if (!at.has(name)) {
                at.refuse("missing-field", "missing required field: " + name);
            }
        }
        at.node().fieldNames().forEachRemaining(name -> {
            Rule rule = known.get(name);
            if (rule != null) {
                rule.check(at.field(name));
            } else if (!othersIgnored) {
                at.refuse("unknown-field", "invalid additional property: " + name);
            }
        });
        whole.check(at);
    }
}
