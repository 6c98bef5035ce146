package dev.releasemanager.slack.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.notice.Document;
import dev.releasemanager.release.ReleaseKey;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * Turns documents into Block Kit for messages, App Home and modals. Paragraphs and lists become rich text, which needs
 * no escaping; a row with its button, facts and asides become mrkdwn, in which what people typed is made harmless.
 *
 * <p>A document that is too big folds in this order: very long texts are shortened, then all lists are cut to the same
 * number of entries ("… and 12 more; …"), then texts again, then whole parts from the end. Buttons stay. What was left
 * out is said, with the command that shows it. Stateless and thread-safe.
 */
public final class DocumentRenderer {
    private static final int LONG_TEXT = 600;
    private static final int SHORT_TEXT = 60;
    private static final int FEWEST_ENTRIES = 3;

    private final String command;

    /** @param command the slash command of this install, such as {@code /release} */
    public DocumentRenderer(String command) {
        this.command = command;
    }

    /** @param about the release that it is about: where a reader finds what had to be cut */
    public Rendered message(Document document, Optional<ReleaseKey> about) {
        String rest = rest(about);
        return new Rendered(blocks(document, Surface.MESSAGE, rest), PlainText.of(document, rest));
    }

    /** The view that {@code views.publish} takes. */
    public ObjectNode home(Document document) {
        ObjectNode view = JsonNodeFactory.instance.objectNode().put("type", "home");
        view.set("blocks", blocks(document, Surface.HOME, rest(Optional.empty())));
        return view;
    }

    /** The blocks for a part of a modal; input blocks beside them come off the same hundred. */
    public ArrayNode modalBlocks(Document document, Optional<ReleaseKey> about) {
        return blocks(document, Surface.MODAL, rest(about));
    }

    /** The document as text alone, at most 4,000 characters. */
    public String text(Document document, Optional<ReleaseKey> about) {
        return PlainText.of(document, rest(about));
    }

    private String rest(Optional<ReleaseKey> about) {
        return about.map(key -> command + " show " + key + " has all").orElse(command + " list shows where");
    }

    private static ArrayNode blocks(Document document, Surface surface, String rest) {
        Document whole = document.parts().isEmpty() ? Document.of("Nothing to show.") : document;
        ArrayNode blocks = BlockKit.of(whole);
        if (fits(blocks, surface)) {
            return blocks;
        }
        Document shortened = Folding.letters(whole, LONG_TEXT);
        ArrayNode folded = mostThatFits(
                FEWEST_ENTRIES,
                Folding.longest(shortened),
                surface,
                entries -> BlockKit.of(Folding.entries(shortened, entries, rest)));
        if (fits(folded, surface)) {
            return folded;
        }
        Document fewEntries = Folding.entries(shortened, FEWEST_ENTRIES, rest);
        folded = mostThatFits(
                SHORT_TEXT, LONG_TEXT, surface, letters -> BlockKit.of(Folding.letters(fewEntries, letters)));
        if (fits(folded, surface)) {
            return folded;
        }
        Document brief = Folding.letters(fewEntries, SHORT_TEXT);
        int parts = brief.parts().size();
        return mostThatFits(0, parts, surface, kept -> BlockKit.of(Folding.parts(brief, parts - kept, rest)));
    }

    /** What the greatest number makes that still fits, or what {@code least} makes if nothing does. */
    private static ArrayNode mostThatFits(int least, int most, Surface surface, IntFunction<ArrayNode> made) {
        ArrayNode best = made.apply(least);
        int low = least;
        int high = most;
        while (low < high) {
            int middle = low + (high - low + 1) / 2;
            ArrayNode tried = made.apply(middle);
            if (fits(tried, surface)) {
                best = tried;
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return best;
    }

    private static boolean fits(ArrayNode blocks, Surface surface) {
        return blocks.size() <= surface.blocks() && letters(blocks) <= surface.characters();
    }

    /** All that is written in the blocks; a mention or a channel counts as its id, a moment as its format. */
    private static int letters(JsonNode node) {
        int letters = 0;
        if (node.isObject()) {
            for (String field : new String[] {"text", "url", "user_id", "channel_id", "format", "fallback"}) {
                JsonNode value = node.get(field);
                letters +=
                        value == null || !value.isTextual() ? 0 : value.asText().length();
            }
        }
        for (JsonNode child : node) {
            letters += letters(child);
        }
        return letters;
    }
}
