package dev.releasemanager.slack.message;

import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.PartVisitor;
import dev.releasemanager.notice.SpanVisitor;
import dev.releasemanager.notice.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A document as the text of a message: the whole meaning, line by line, without formatting. People, channels and
 * moments are written so that Slack shows names and the reader's own time.
 */
final class PlainText implements PartVisitor<String>, SpanVisitor<String> {
    /** {@code chat.update} refuses a longer one ({@code msg_too_long}). */
    static final int MOST = 4000;

    /** @param rest what a reader does to see the rest where it had to be cut */
    static String of(Document document, String rest) {
        PlainText visitor = new PlainText();
        List<String> lines = new ArrayList<>();
        for (Document.Part part : document.parts()) {
            String line = visitor.visit(part);
            if (!line.isBlank()) {
                lines.add(line);
            }
        }
        return cut(TypedText.orNothing(String.join("\n", lines)), "\n… " + TypedText.escaped(rest));
    }

    private static String cut(String text, String end) {
        if (text.length() <= MOST) {
            return text;
        }
        int at = MOST - end.length();
        int open = text.lastIndexOf('<', at - 1);
        if (open > text.lastIndexOf('>', at - 1)) {
            at = open;
        }
        int entity = text.lastIndexOf('&', at - 1);
        if (entity > text.lastIndexOf(';', at - 1)) {
            at = entity;
        }
        if (at > 0 && Character.isHighSurrogate(text.charAt(at - 1))) {
            at--;
        }
        return text.substring(0, at).stripTrailing() + end;
    }

    String words(Words words) {
        return words.spans().stream().map(this::visit).collect(Collectors.joining());
    }

    private static String typed(String text) {
        return TypedText.escaped(TypedText.visible(text));
    }

    private static String line(String text) {
        return TypedText.escaped(TypedText.oneLine(text));
    }

    @Override
    public String heading(Document.Heading heading) {
        return line(heading.text());
    }

    @Override
    public String paragraph(Document.Paragraph paragraph) {
        return words(paragraph.words());
    }

    @Override
    public String items(Document.Items items) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < items.items().size(); i++) {
            lines.add((items.numbered() ? i + 1 + ". " : "• ")
                    + words(items.items().get(i)));
        }
        return String.join("\n", lines);
    }

    @Override
    public String facts(Document.Facts facts) {
        return facts.facts().stream()
                .map(fact -> line(fact.label()) + ": " + words(fact.value()))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public String aside(Document.Aside aside) {
        return words(aside.words());
    }

    @Override
    public String rule(Document.Rule rule) {
        return "";
    }

    @Override
    public String choices(Document.Choices choices) {
        if (choices.choices().isEmpty()) {
            return "";
        }
        return (choices.choices().size() == 1 ? "Button: " : "Buttons: ")
                + choices.choices().stream().map(choice -> line(choice.said())).collect(Collectors.joining(", "));
    }

    @Override
    public String row(Document.Row row) {
        return words(row.words()) + " (button: " + line(row.choice().said()) + ")";
    }

    @Override
    public String plain(Words.Plain plain) {
        return typed(plain.text());
    }

    @Override
    public String strong(Words.Strong strong) {
        return typed(strong.text());
    }

    @Override
    public String soft(Words.Soft soft) {
        return typed(soft.text());
    }

    @Override
    public String code(Words.Code code) {
        return line(code.text());
    }

    @Override
    public String mention(Words.Mention mention) {
        String id = mention.person().value();
        return Markup.isPerson(id) ? "<@" + id + ">" : line(id);
    }

    @Override
    public String channel(Words.Channel channel) {
        String id = channel.channel().value();
        return Markup.isChannel(id) ? "<#" + id + ">" : line(id);
    }

    @Override
    public String moment(Words.Moment moment) {
        return Markup.date(moment);
    }

    @Override
    public String link(Words.Link link) {
        return Markup.address(link.url())
                .map(url -> "<" + url.replace("&", "&amp;") + "|"
                        + TypedText.escaped(TypedText.orNothing(TypedText.oneLine(link.text()))) + ">")
                .orElseGet(() -> typed(Markup.unlinked(link)));
    }
}
