package dev.releasemanager.rehearsal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.releasemanager.rehearsal.world.BlockWords;
import dev.releasemanager.rehearsal.world.Inputs;
import dev.releasemanager.rehearsal.world.Json;
import java.util.List;
import java.util.Optional;

/**
 * A message or a view as a person sees it.
 *
 * @param channel the conversation's id; empty for a view
 * @param json the page's JSON of it
 */
public record Shown(String channel, JsonNode json) {

    public String ts() {
        return Json.text(json, "ts", "");
    }

    /** The view's id; empty for a message. */
    public String id() {
        return Json.text(json, "id", "");
    }

    boolean isView() {
        return channel.isEmpty();
    }

    public boolean fromBot() {
        return json.path("bot").asBoolean();
    }

    public boolean ephemeral() {
        return json.path("ephemeral").asBoolean();
    }

    public Optional<String> threadTs() {
        return Json.text(json, "thread_ts").filter(thread -> !thread.equals(ts()));
    }

    public String title() {
        return Json.text(json.path("title"), "text", "");
    }

    /** All words shown: those of the blocks, or the text where there are none. */
    public String text() {
        JsonNode blocks = json.path("blocks");
        return blocks.isEmpty() ? Json.text(json, "text", "") : BlockWords.of(blocks);
    }

    /** The fallback that a screen reader says instead of the blocks. */
    public String fallbackText() {
        return Json.text(json, "text", "");
    }

    /** The buttons' words, in the order shown. */
    public List<String> buttons() {
        return Inputs.in(json.path("blocks")).stream()
                .filter(found -> found.type().equals("button"))
                .map(Shown::words)
                .toList();
    }

    /** The labels of what can be filled in. */
    public List<String> labels() {
        return Inputs.in(json.path("blocks")).stream()
                .filter(Inputs.Found::inInputBlock)
                .map(found -> Json.text(found.block().path("label"), "text", ""))
                .toList();
    }

    /** What stands at that block because the bot, or Slack, objected. */
    public Optional<String> errorAt(String label) {
        return input(label).flatMap(found -> Json.text(json.path("errors"), found.blockId()));
    }

    Optional<Inputs.Found> button(String words) {
        List<Inputs.Found> buttons = Inputs.in(json.path("blocks")).stream()
                .filter(found -> found.type().equals("button"))
                .toList();
        return buttons.stream()
                .filter(found -> words(found).equals(words))
                .findFirst()
                .or(() -> buttons.stream()
                        .filter(found -> bare(words(found)).equals(bare(words)))
                        .findFirst());
    }

    Optional<Inputs.Found> input(String label) {
        return Inputs.in(json.path("blocks")).stream()
                .filter(Inputs.Found::inInputBlock)
                .filter(found ->
                        Json.text(found.block().path("label"), "text", "").equals(label))
                .findFirst();
    }

    /** An element outside input blocks that offers this option. */
    Optional<Inputs.Found> offering(String optionWords) {
        return Inputs.in(json.path("blocks")).stream()
                .filter(found -> !found.inInputBlock()
                        && option(found.element(), optionWords).isPresent())
                .findFirst();
    }

    static Optional<JsonNode> option(JsonNode element, String words) {
        for (JsonNode option : element.path("options")) {
            if (Json.text(option.path("text"), "text", "").equals(words)) {
                return Optional.of(option);
            }
        }
        for (JsonNode group : element.path("option_groups")) {
            Optional<JsonNode> inGroup = option(group, words);
            if (inGroup.isPresent()) {
                return inGroup;
            }
        }
        return Optional.empty();
    }

    private static String words(Inputs.Found button) {
        return Json.text(button.element().path("text"), "text", "");
    }

    /** Without pictures: {@code :rocket: Go} and {@code Go} are the same button to a person. */
    private static String bare(String words) {
        return words.replaceAll(":[a-z0-9_+-]+:", "")
                .replaceAll("^[^\\p{L}\\p{N}]+", "")
                .strip();
    }
}
