package dev.releasemanager.web;

import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.PartVisitor;
import dev.releasemanager.notice.SpanVisitor;
import dev.releasemanager.notice.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A document as Markdown (CommonMark). Everything that people typed is escaped, so that it reads as it was typed. */
public final class MarkdownDocument implements PartVisitor<String>, SpanVisitor<String> {
    private static final String SPECIAL = "\\`*_{}[]()<>#+-.!|~&=:\"'$^@";

    private final Names names;

    private MarkdownDocument(Names names) {
        this.names = names;
    }

    public static String of(Document document, Names names) {
        MarkdownDocument markdown = new MarkdownDocument(names);
        return document.parts().stream()
                        .map(markdown::visit)
                        .filter(part -> !part.isEmpty())
                        .collect(Collectors.joining("\n\n"))
                + "\n";
    }

    /** On one line, with a backslash before whatever could mean something. */
    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.replaceAll("\\s+", " ").codePoints().forEach(letter -> {
            if (SPECIAL.indexOf(letter) >= 0) {
                safe.append('\\');
            }
            boolean visible = !Character.isISOControl(letter)
                    && Character.getType(letter) != Character.SURROGATE
                    && (Character.getType(letter) != Character.FORMAT || letter == 0x200D);
            safe.appendCodePoint(visible ? letter : 0xFFFD);
        });
        return safe.toString();
    }

    private String words(Words words) {
        return words.spans().stream()
                .map(this::visit)
                .collect(Collectors.joining())
                .strip();
    }

    @Override
    public String heading(Document.Heading heading) {
        return "# " + escaped(heading.text());
    }

    @Override
    public String paragraph(Document.Paragraph paragraph) {
        return words(paragraph.words());
    }

    @Override
    public String items(Document.Items items) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < items.items().size(); i++) {
            lines.add((items.numbered() ? i + 1 + ". " : "- ")
                    + words(items.items().get(i)));
        }
        return String.join("\n", lines);
    }

    @Override
    public String facts(Document.Facts facts) {
        return facts.facts().stream()
                .map(fact -> "- **" + escaped(fact.label()) + "**: " + words(fact.value()))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public String aside(Document.Aside aside) {
        return words(aside.words());
    }

    @Override
    public String rule(Document.Rule rule) {
        return "---";
    }

    @Override
    public String choices(Document.Choices choices) {
        return "";
    }

    @Override
    public String row(Document.Row row) {
        return words(row.words());
    }

    @Override
    public String plain(Words.Plain plain) {
        return escaped(plain.text());
    }

    @Override
    public String strong(Words.Strong strong) {
        return around("**", strong.text());
    }

    @Override
    public String soft(Words.Soft soft) {
        return around("*", soft.text());
    }

    /** Marks don't hold next to a blank, so it stands outside of them. */
    private static String around(String mark, String text) {
        String bare = text.strip();
        if (bare.isEmpty()) {
            return " ";
        }
        return (Character.isWhitespace(text.charAt(0)) ? " " : "")
                + mark
                + escaped(bare)
                + mark
                + (Character.isWhitespace(text.charAt(text.length() - 1)) ? " " : "");
    }

    @Override
    public String code(Words.Code code) {
        String text = code.text().replaceAll("\\s+", " ");
        return text.contains("`") ? escaped(text) : "`" + text + "`";
    }

    @Override
    public String mention(Words.Mention mention) {
        return escaped(names.of(mention.person()));
    }

    @Override
    public String channel(Words.Channel channel) {
        return escaped(names.of(channel.channel()));
    }

    @Override
    public String moment(Words.Moment moment) {
        return escaped(Names.of(moment));
    }

    @Override
    public String link(Words.Link link) {
        return Names.address(link.url())
                .map(url -> "[" + escaped(link.text()) + "](<"
                        + url.replace(">", "%3E").replace("<", "%3C") + ">)")
                .orElseGet(() -> escaped(link.text()));
    }
}
