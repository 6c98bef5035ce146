package dev.releasemanager.web;

import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.PartVisitor;
import dev.releasemanager.notice.SpanVisitor;
import dev.releasemanager.notice.Words;
import java.util.stream.Collectors;

/**
 * A document as HTML. Everything that people typed is escaped, and only http and https addresses become links. Buttons
 * are left out: a page is for reading.
 */
final class HtmlDocument implements PartVisitor<String>, SpanVisitor<String> {
    private final Names names;

    HtmlDocument(Names names) {
        this.names = names;
    }

    String body(Document document) {
        return document.parts().stream().map(this::visit).collect(Collectors.joining("\n"));
    }

    static String escaped(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(letter -> {
            switch (letter) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                case '\n', '\t' -> safe.appendCodePoint(letter);
                default -> {
                    boolean visible = !Character.isISOControl(letter)
                            && Character.getType(letter) != Character.FORMAT
                            && Character.getType(letter) != Character.SURROGATE;
                    safe.appendCodePoint(visible || letter == 0x200D ? letter : 0xFFFD);
                }
            }
        });
        return safe.toString();
    }

    private String words(Words words) {
        return words.spans().stream().map(this::visit).collect(Collectors.joining());
    }

    private static String inline(String text) {
        return escaped(text).replace("\n", "<br>");
    }

    @Override
    public String heading(Document.Heading heading) {
        return "<h1>" + escaped(heading.text()) + "</h1>";
    }

    @Override
    public String paragraph(Document.Paragraph paragraph) {
        return "<p>" + words(paragraph.words()) + "</p>";
    }

    @Override
    public String items(Document.Items items) {
        String list = items.numbered() ? "ol" : "ul";
        return items.items().stream()
                .map(item -> "<li>" + words(item) + "</li>")
                .collect(Collectors.joining("\n", "<" + list + ">\n", "\n</" + list + ">"));
    }

    @Override
    public String facts(Document.Facts facts) {
        return facts.facts().stream()
                .map(fact -> "<div><dt>" + escaped(fact.label()) + "</dt><dd>" + words(fact.value()) + "</dd></div>")
                .collect(Collectors.joining("\n", "<dl>\n", "\n</dl>"));
    }

    @Override
    public String aside(Document.Aside aside) {
        return "<p class=\"aside\">" + words(aside.words()) + "</p>";
    }

    @Override
    public String rule(Document.Rule rule) {
        return "<hr>";
    }

    @Override
    public String choices(Document.Choices choices) {
        return "";
    }

    @Override
    public String row(Document.Row row) {
        return "<p>" + words(row.words()) + "</p>";
    }

    @Override
    public String plain(Words.Plain plain) {
        return inline(plain.text());
    }

    @Override
    public String strong(Words.Strong strong) {
        return "<strong>" + inline(strong.text()) + "</strong>";
    }

    @Override
    public String soft(Words.Soft soft) {
        return "<em>" + inline(soft.text()) + "</em>";
    }

    @Override
    public String code(Words.Code code) {
        return "<code>" + escaped(code.text()) + "</code>";
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
        return "<time datetime=\"" + moment.at() + "\">" + escaped(Names.of(moment)) + "</time>";
    }

    @Override
    public String link(Words.Link link) {
        return Names.address(link.url())
                .map(url ->
                        "<a rel=\"noreferrer noopener\" href=\"" + escaped(url) + "\">" + escaped(link.text()) + "</a>")
                .orElseGet(() -> escaped(link.text()));
    }
}
