package dev.releasemanager.rehearsal.blockkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Options, option groups, and the initial choice that has to be among them. */
final class Options {
    /** For selects: plain text only. */
    static final Rule PLAIN =
            option(Texts.plain("option.text.max_length"), Texts.plain("option.description.max_length"), false);
    /** For radio buttons and checkboxes: mrkdwn too. */
    static final Rule RICH =
            option(Texts.any("option.text.max_length"), Texts.any("option.description.max_length"), false);
    /** For overflow menus: plain text, and the only ones that may carry a link. */
    static final Rule LINKED =
            option(Texts.plain("option.text.max_length"), Texts.plain("option.description.max_length"), true);

    static final Rule LIST = Rules.list(1, Limits.of("select.options.max_items"), PLAIN);

    static final Rule GROUP = Fields.of()
            .need("label", Texts.plain("option_group.label.max_length"))
            .need(
                    "options",
                    Rules.list(
                            Limits.of("option_group.options.min_items"),
                            Limits.of("option_group.options.max_items"),
                            PLAIN));

    static final Rule GROUPS = Rules.list(1, Limits.of("select.option_groups.max_items"), GROUP);

    private Options() {}

    private static Rule option(Rule text, Rule description, boolean linked) {
        Fields option = Fields.of()
                .need("text", text)
                .need("value", Rules.upTo(Limits.of("option.value.max_length")))
                .may("description", description);
        return linked ? option.may("url", Rules.string(1, Limits.of("option.url.max_length"))) : option;
    }

    /** Either {@code options} or {@code option_groups}. */
    static void source(Cursor at) {
        Rules.needsOneOf("options", "option_groups")
                .and(Rules.notBoth("options", "option_groups"))
                .check(at);
    }

    /** Each initial option must be one of the options; the flags of its texts (emoji, verbatim) don't matter. */
    static void initialAmongOptions(Cursor at) {
        Set<List<String>> offered = new HashSet<>();
        at.node().path("options").forEach(option -> offered.add(key(option)));
        at.node().path("option_groups").forEach(group -> group.path("options")
                .forEach(option -> offered.add(key(option))));
        if (at.has("initial_option")) {
            among(offered, at.field("initial_option"));
        }
        at.field("initial_options").items().forEach(initial -> among(offered, initial));
    }

    private static void among(Set<List<String>> offered, Cursor initial) {
        if (initial.node().isObject() && !offered.contains(key(initial.node()))) {
            initial.refuse("unmatched-initial-option", "must exactly match one of the provided options");
        }
    }

    private static List<String> key(JsonNode option) {
        return List.of(
                option.path("value").asText(),
                option.path("text").path("type").asText(),
                option.path("text").path("text").asText(),
                option.path("description").path("type").asText(),
                option.path("description").path("text").asText(),
                option.path("url").asText());
    }
}
