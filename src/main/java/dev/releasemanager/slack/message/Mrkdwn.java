package dev.releasemanager.slack.message;

import dev.releasemanager.notice.SpanVisitor;
import dev.releasemanager.notice.Words;

/**
 * Words as mrkdwn, for the places where rich text can't be: a paragraph with a button beside it, labelled values, small
 * print.
 */
final class Mrkdwn implements SpanVisitor<String> {
    /** Makes formatting begin or end inside a word; takes no room. */
    private static final char SEAM = '\u200B';

    static String of(Words words) {
        Mrkdwn visitor = new Mrkdwn();
        StringBuilder all = new StringBuilder();
        boolean formatted = false;
        for (Words.Span span : words.spans()) {
            String next = visitor.visit(span);
            if (next.isEmpty()) {
                continue;
            }
            boolean formats = span instanceof Words.Strong || span instanceof Words.Soft || span instanceof Words.Code;
            if (!all.isEmpty() && (formats || formatted) && touches(all.charAt(all.length() - 1), next.charAt(0))) {
                all.append(SEAM);
            }
            all.append(next);
            formatted = formats;
        }
        return all.toString();
    }

    private static boolean touches(char last, char first) {
        return !Character.isWhitespace(last) && !Character.isWhitespace(first);
    }

    static String strong(String typed) {
        return around('*', TypedText.unformatted(TypedText.visible(typed)));
    }

    @Override
    public String plain(Words.Plain plain) {
        return TypedText.unformatted(TypedText.visible(plain.text()));
    }

    @Override
    public String strong(Words.Strong strong) {
        return strong(strong.text());
    }

    @Override
    public String soft(Words.Soft soft) {
        return around('_', TypedText.unformatted(TypedText.visible(soft.text())));
    }

    @Override
    public String code(Words.Code code) {
        String shown = TypedText.oneLine(code.text()).replace('`', '\u02CB');
        return around('`', TypedText.escaped(shown));
    }

    @Override
    public String mention(Words.Mention mention) {
        String id = mention.person().value();
        return Markup.isPerson(id) ? "<@" + id + ">" : plain(new Words.Plain(id));
    }

    @Override
    public String channel(Words.Channel channel) {
        String id = channel.channel().value();
        return Markup.isChannel(id) ? "<#" + id + ">" : plain(new Words.Plain(id));
    }

    @Override
    public String moment(Words.Moment moment) {
        return Markup.date(moment);
    }

    @Override
    public String link(Words.Link link) {
        return Markup.address(link.url())
                .map(url -> "<" + url.replace("&", "&amp;") + "|"
                        + TypedText.unformatted(TypedText.orNothing(TypedText.oneLine(link.text())))
                        + ">")
                .orElseGet(() -> plain(new Words.Plain(Markup.unlinked(link))));
    }

    /** Each line between two marks, its outer spaces left outside, since a mark beside a space formats nothing. */
    private static String around(char mark, String text) {
        StringBuilder marked = new StringBuilder();
        String[] lines = text.split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            if (i > 0) {
                marked.append('\n');
            }
            String line = lines[i];
            String core = line.strip();
            if (core.isEmpty()) {
                marked.append(line);
            } else {
                int start = line.indexOf(core);
                marked.append(line, 0, start)
                        .append(mark)
                        .append(core)
                        .append(mark)
                        .append(line, start + core.length(), line.length());
            }
        }
        return marked.toString();
    }
}
