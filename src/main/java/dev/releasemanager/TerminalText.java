package dev.releasemanager;

import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.PartVisitor;
import dev.releasemanager.notice.SpanVisitor;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.web.Names;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A document as lines of plain text, for a terminal or a tracker; buttons are left out. */
final class TerminalText implements PartVisitor<String>, SpanVisitor<String> {
    private static final DateTimeFormatter MOMENT =
            DateTimeFormatter.ofLocalizedDateTime(FormatStyle.MEDIUM).withLocale(Locale.UK);

    /** Where nobody is at hand who knows what people are called. */
    private static final Names IDS = new Names() {
        @Override
        public String of(PersonId person) {
            return person.value();
        }

        @Override
        public String of(ChannelId channel) {
            return channel.value();
        }
    };

    private final Names names;

    private TerminalText(Names names) {
        this.names = names;
    }

    static String of(Document document) {
        return of(document, IDS);
    }

    static String of(Document document, Names names) {
        TerminalText visitor = new TerminalText(names);
        return document.parts().stream()
                .map(visitor::visit)
                .filter(line -> !line.isBlank())
                .collect(Collectors.joining("\n"));
    }

    private String words(Words words) {
        return words.spans().stream().map(this::visit).collect(Collectors.joining());
    }

    /** What people typed must not steer the terminal. */
    private static String harmless(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\\n]]", "\uFFFD");
    }

    @Override
    public String heading(Document.Heading heading) {
        return harmless(heading.text());
    }

    @Override
    public String paragraph(Document.Paragraph paragraph) {
        return words(paragraph.words());
    }

    @Override
    public String items(Document.Items items) {
        return IntStream.range(0, items.items().size())
                .mapToObj(i -> (items.numbered() ? "  " + (i + 1) + ". " : "  - ")
                        + words(items.items().get(i)))
                .collect(Collectors.joining("\n"));
    }

    @Override
    public String facts(Document.Facts facts) {
        return facts.facts().stream()
                .map(fact -> harmless(fact.label()) + ": " + words(fact.value()))
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
        return "";
    }

    @Override
    public String row(Document.Row row) {
        return words(row.words());
    }

    @Override
    public String plain(Words.Plain plain) {
        return harmless(plain.text());
    }

    @Override
    public String strong(Words.Strong strong) {
        return harmless(strong.text());
    }

    @Override
    public String soft(Words.Soft soft) {
        return harmless(soft.text());
    }

    @Override
    public String code(Words.Code code) {
        return harmless(code.text());
    }

    @Override
    public String mention(Words.Mention mention) {
        return harmless(names.of(mention.person()));
    }

    @Override
    public String channel(Words.Channel channel) {
        return harmless(names.of(channel.channel()));
    }

    @Override
    public String moment(Words.Moment moment) {
        return MOMENT.format(moment.at().atZone(moment.zone())) + " " + moment.zone();
    }

    @Override
    public String link(Words.Link link) {
        return harmless(link.text()) + " (" + link.url() + ")";
    }
}
