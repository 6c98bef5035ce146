package dev.releasemanager.rehearsal.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** The words of blocks, as a person reads them. Pure. */
public final class BlockWords {

    private BlockWords() {}

    /** One line for each thing shown, buttons in square brackets, inputs by their label. */
    public static String of(JsonNode blocks) {
        List<String> lines = new ArrayList<>();
        for (JsonNode block : blocks) {
            switch (Json.text(block, "type", "")) {
                case "section" -> {
                    say(lines, text(block.path("text")));
                    block.path("fields").forEach(field -> say(lines, text(field)));
                    say(lines, element(block.path("accessory")));
                }
                case "header" -> say(lines, text(block.path("text")));
                case "context", "actions", "context_actions" -> {
                    List<String> parts = new ArrayList<>();
                    block.path("elements").forEach(part -> say(parts, element(part)));
                    say(lines, String.join("  ", parts));
                }
                case "input" -> say(lines, text(block.path("label")) + ": " + element(block.path("element")));
                case "image" -> say(lines, "(picture: " + Json.text(block, "alt_text", "") + ")");
                case "markdown", "alert" -> say(lines, text(block.path("text")));
                case "divider" -> say(lines, "---");
                case "rich_text" -> block.path("elements").forEach(part -> richText(lines, part));
                default -> say(lines, everyText(block));
            }
        }
        return String.join("\n", lines);
    }

    private static void say(List<String> lines, String words) {
        if (!words.isBlank()) {
            lines.add(words);
        }
    }

    private static String element(JsonNode element) {
        return switch (Json.text(element, "type", "")) {
            case "" -> "";
            case "mrkdwn", "plain_text" -> text(element);
            case "image" -> "(picture: " + Json.text(element, "alt_text", "") + ")";
            case "checkboxes", "radio_buttons", "overflow" -> {
                List<String> options = new ArrayList<>();
                element.path("options").forEach(option -> options.add("( ) " + text(option.path("text"))));
                yield String.join("  ", options);
            }
            default -> {
                String words = text(element.path("text"));
                String shown = words.isEmpty() ? text(element.path("placeholder")) : words;
                yield "[" + shown + "]";
            }
        };
    }

    /** Sections, quotes and code are a line each, and so is every entry of a list. */
    private static void richText(List<String> lines, JsonNode part) {
        if (!Json.text(part, "type", "").equals("rich_text_list")) {
            say(lines, inline(part.path("elements")));
            return;
        }
        boolean numbered = Json.text(part, "style", "").equals("ordered");
        int number = part.path("offset").asInt(0);
        for (JsonNode entry : part.path("elements")) {
            number++;
            say(lines, (numbered ? number + ". " : "• ") + inline(entry.path("elements")));
        }
    }

    private static String inline(JsonNode elements) {
        StringBuilder line = new StringBuilder();
        elements.forEach(element -> line.append(
                switch (Json.text(element, "type", "")) {
                    case "user" -> "<@" + Json.text(element, "user_id", "") + ">";
                    case "usergroup" -> "<!subteam^" + Json.text(element, "usergroup_id", "") + ">";
                    case "channel" -> "<#" + Json.text(element, "channel_id", "") + ">";
                    case "broadcast" -> "@" + Json.text(element, "range", "");
                    case "emoji" -> ":" + Json.text(element, "name", "") + ":";
                    case "date" -> Json.text(element, "fallback", Json.text(element, "format", ""));
                    case "link" -> Json.text(element, "text", Json.text(element, "url", ""));
                    default -> Json.text(element, "text", "");
                }));
        return line.toString();
    }

    private static String text(JsonNode text) {
        return text.isTextual() ? text.textValue() : Json.text(text, "text", "");
    }

    private static String everyText(JsonNode node) {
        List<String> words = new ArrayList<>();
        gather(node, words);
        return String.join(" ", words);
    }

    private static void gather(JsonNode node, List<String> words) {
        if (node.isObject()) {
            node.properties().iterator().forEachRemaining(field -> {
                if (field.getKey().equals("text") && field.getValue().isTextual()) {
                    words.add(field.getValue().textValue());
                } else {
                    gather(field.getValue(), words);
                }
            });
        } else if (node.isArray()) {
            node.forEach(child -> gather(child, words));
        }
    }
}
