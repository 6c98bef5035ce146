package dev.releasemanager.slack.message;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Document.Choice;
import dev.releasemanager.notice.PartVisitor;
import dev.releasemanager.notice.Words;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Each part of a document as the blocks that show it. Everything inside one block is within Slack's limits (its
 * reference pages of blocks and elements); how many blocks there are is {@link DocumentRenderer}'s concern.
 */
final class BlockKit implements PartVisitor<List<ObjectNode>> {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int SECTION_TEXT = 3000;
    private static final int FIELD_TEXT = 2000;
    private static final int FIELDS = 10;
    private static final int ELEMENTS = 25;
    private static final int HEADER_TEXT = 150;
    private static final int BUTTON_TEXT = 75;
    private static final int BUTTON_VALUE = 2000;

    private BlockKit() {}

    /** All parts as blocks. A list joins the paragraph that introduces it in one block, without a gap between them. */
    static ArrayNode of(Document document) {
        BlockKit visitor = new BlockKit();
        ArrayNode blocks = JSON.arrayNode();
        List<Document.Part> parts = document.parts();
        for (int i = 0; i < parts.size(); i++) {
            boolean introduces = i + 1 < parts.size()
                    && parts.get(i) instanceof Document.Paragraph
                    && parts.get(i + 1) instanceof Document.Items;
            if (introduces) {
                ObjectNode both = visitor.visit(parts.get(i)).get(0);
                visitor.visit(parts.get(i + 1))
                        .forEach(list -> both.withArray("elements").addAll(list.withArray("elements")));
                blocks.add(both);
                i++;
            } else {
                visitor.visit(parts.get(i)).forEach(blocks::add);
            }
        }
        return blocks;
    }

    @Override
    public List<ObjectNode> heading(Document.Heading heading) {
        ObjectNode header = JSON.objectNode().put("type", "header");
        header.set("text", plain(TypedText.label(heading.text(), HEADER_TEXT)));
        return List.of(header);
    }

    @Override
    public List<ObjectNode> paragraph(Document.Paragraph paragraph) {
        ObjectNode block = RichText.block();
        block.withArray("elements").add(RichText.section(paragraph.words()));
        return List.of(block);
    }

    @Override
    public List<ObjectNode> items(Document.Items items) {
        if (items.items().isEmpty()) {
            return List.of();
        }
        ObjectNode block = RichText.block();
        block.withArray("elements").add(RichText.list(items.items(), items.numbered()));
        return List.of(block);
    }

    @Override
    public List<ObjectNode> facts(Document.Facts facts) {
        List<ObjectNode> sections = new ArrayList<>();
        for (int from = 0; from < facts.facts().size(); from += FIELDS) {
            ObjectNode section = JSON.objectNode().put("type", "section");
            ArrayNode fields = section.putArray("fields");
            for (Document.Fact fact : facts.facts()
                    .subList(from, Math.min(from + FIELDS, facts.facts().size()))) {
                String label = Mrkdwn.strong(TypedText.label(fact.label(), HEADER_TEXT)) + "\n";
                fields.add(mrkdwn(label + fitting(fact.value(), FIELD_TEXT - label.length())));
            }
            sections.add(section);
        }
        return sections;
    }

    @Override
    public List<ObjectNode> aside(Document.Aside aside) {
        ObjectNode context = JSON.objectNode().put("type", "context");
        context.putArray("elements").add(text(aside.words()));
        return List.of(context);
    }

    @Override
    public List<ObjectNode> rule(Document.Rule rule) {
        return List.of(JSON.objectNode().put("type", "divider"));
    }

    @Override
    public List<ObjectNode> choices(Document.Choices choices) {
        List<ObjectNode> blocks = new ArrayList<>();
        boolean primaryTaken = false;
        for (int from = 0; from < choices.choices().size(); from += ELEMENTS) {
            ObjectNode actions = JSON.objectNode().put("type", "actions");
            ArrayNode elements = actions.putArray("elements");
            Map<String, Integer> seen = new HashMap<>();
            for (Choice choice : choices.choices()
                    .subList(from, Math.min(from + ELEMENTS, choices.choices().size()))) {
                boolean primary = choice.weight() == Document.Weight.PRIMARY;
                elements.add(button(choice, seen.merge(choice.act(), 1, Integer::sum), primary && !primaryTaken));
                primaryTaken |= primary;
            }
            blocks.add(actions);
        }
        return blocks;
    }

    @Override
    public List<ObjectNode> row(Document.Row row) {
        ObjectNode section = JSON.objectNode().put("type", "section");
        section.set("text", text(row.words()));
        section.set("accessory", button(row.choice(), 1, row.choice().weight() == Document.Weight.PRIMARY));
        return List.of(section);
    }

    private static ObjectNode button(Choice choice, int occurrence, boolean primary) {
        if (choice.value().length() > BUTTON_VALUE) {
            throw new IllegalArgumentException(
                    "the value of a button may have " + BUTTON_VALUE + " characters, that of " + choice.act() + " has "
                            + choice.value().length());
        }
        String label = TypedText.label(choice.label(), BUTTON_TEXT);
        ObjectNode button =
                JSON.objectNode().put("type", "button").put("action_id", ActionId.of(choice.act(), occurrence));
        button.set("text", plain(label));
        if (!choice.value().isEmpty()) {
            button.put("value", choice.value());
        }
        if (choice.weight() == Document.Weight.DANGER) {
            button.put("style", "danger");
        } else if (primary) {
            button.put("style", "primary");
        }
        String said = TypedText.label(choice.said(), BUTTON_TEXT);
        if (!said.equals(label)) {
            button.put("accessibility_label", said);
        }
        choice.asks().ifPresent(question -> button.set("confirm", confirm(question, choice.weight())));
        return button;
    }

    private static ObjectNode confirm(Document.Question question, Document.Weight weight) {
        ObjectNode confirm = JSON.objectNode();
        confirm.set("title", plain(TypedText.label(question.title(), 100)));
        confirm.set("text", plain(TypedText.cut(TypedText.orNothing(TypedText.visible(question.text())), 300)));
        confirm.set("confirm", plain(TypedText.label(question.yes(), 30)));
        confirm.set("deny", plain(TypedText.label(question.no(), 30)));
        if (weight != Document.Weight.PLAIN) {
            confirm.put("style", weight == Document.Weight.DANGER ? "danger" : "primary");
        }
        return confirm;
    }

    private static ObjectNode plain(String text) {
        return JSON.objectNode().put("type", "plain_text").put("text", text).put("emoji", true);
    }

    /** Verbatim: bare addresses and names of channels that people typed don't become links. */
    private static ObjectNode mrkdwn(String text) {
        return JSON.objectNode().put("type", "mrkdwn").put("text", text).put("verbatim", true);
    }

    /** Words that need no markup go as plain text, where each letter is shown as typed. */
    private static ObjectNode text(Words words) {
        StringBuilder plain = new StringBuilder();
        for (Words.Span span : words.spans()) {
            if (!(span instanceof Words.Plain typed)) {
                return mrkdwn(fitting(words, SECTION_TEXT));
            }
            plain.append(TypedText.visible(typed.text()));
        }
        return plain(TypedText.cut(TypedText.orNothing(plain.toString()), SECTION_TEXT));
    }

    /** Escaping makes text longer, so what is too long is cut before it is escaped, until it fits. */
    private static String fitting(Words words, int most) {
        String text = Mrkdwn.of(words);
        for (int letters = most; text.length() > most; letters = letters * 4 / 5) {
            text = Mrkdwn.of(Folding.cut(words, letters));
        }
        return TypedText.orNothing(text);
    }
}
