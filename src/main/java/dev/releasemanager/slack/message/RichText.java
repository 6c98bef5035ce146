package dev.releasemanager.slack.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.notice.SpanVisitor;
import dev.releasemanager.notice.Words;
import java.util.List;

/**
 * Words as rich text: style is a property beside the text, so that nothing in the text can be taken for markup, and
 * what people typed is shown letter by letter.
 */
final class RichText implements SpanVisitor<ObjectNode> {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    static ObjectNode block() {
        ObjectNode block = JSON.objectNode().put("type", "rich_text");
        block.putArray("elements");
        return block;
    }

    static ObjectNode section(Words words) {
        ObjectNode section = JSON.objectNode().put("type", "rich_text_section");
        ArrayNode elements = section.putArray("elements");
        RichText visitor = new RichText();
        for (Words.Span span : words.spans()) {
            ObjectNode element = visitor.visit(span);
            JsonNode text = element.get("text");
            // Slack refuses an element without text.
            if (text == null || !text.asText().isEmpty()) {
                elements.add(element);
            }
        }
        if (elements.isEmpty()) {
            elements.add(text(TypedText.NOTHING));
        }
        return section;
    }

    static ObjectNode list(List<Words> items, boolean numbered) {
        ObjectNode list = JSON.objectNode().put("type", "rich_text_list").put("style", numbered ? "ordered" : "bullet");
        ArrayNode elements = list.putArray("elements");
        items.forEach(item -> elements.add(section(item)));
        return list;
    }

    private static ObjectNode text(String shown) {
        return JSON.objectNode().put("type", "text").put("text", shown);
    }

    private static ObjectNode styled(String shown, String style) {
        ObjectNode text = text(shown);
        text.putObject("style").put(style, true);
        return text;
    }

    @Override
    public ObjectNode plain(Words.Plain plain) {
        return text(TypedText.visible(plain.text()));
    }

    @Override
    public ObjectNode strong(Words.Strong strong) {
        return styled(TypedText.visible(strong.text()), "bold");
    }

    @Override
    public ObjectNode soft(Words.Soft soft) {
        return styled(TypedText.visible(soft.text()), "italic");
    }

    @Override
    public ObjectNode code(Words.Code code) {
        return styled(TypedText.oneLine(code.text()), "code");
    }

    @Override
    public ObjectNode mention(Words.Mention mention) {
        String id = mention.person().value();
        return Markup.isPerson(id)
                ? JSON.objectNode().put("type", "user").put("user_id", id)
                : text(TypedText.visible(id));
    }

    @Override
    public ObjectNode channel(Words.Channel channel) {
        String id = channel.channel().value();
        return Markup.isChannel(id)
                ? JSON.objectNode().put("type", "channel").put("channel_id", id)
                : text(TypedText.visible(id));
    }

    @Override
    public ObjectNode moment(Words.Moment moment) {
        return JSON.objectNode()
                .put("type", "date")
                .put("timestamp", moment.at().getEpochSecond())
                .put("format", Markup.MOMENT)
                .put("fallback", Markup.fallback(moment));
    }

    @Override
    public ObjectNode link(Words.Link link) {
        return Markup.address(link.url())
                .map(url -> JSON.objectNode()
                        .put("type", "link")
                        .put("url", url)
                        .put("text", TypedText.orNothing(TypedText.oneLine(link.text()))))
                .orElseGet(() -> text(TypedText.visible(Markup.unlinked(link))));
    }
}
