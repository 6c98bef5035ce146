package dev.releasemanager.notice;

/**
 * One answer for each kind of span, as {@link PartVisitor} is for parts.
 *
 * @param <R> what a span is turned into
 */
public interface SpanVisitor<R> {
    R plain(Words.Plain plain);

    R strong(Words.Strong strong);

    R soft(Words.Soft soft);

    R code(Words.Code code);

    R mention(Words.Mention mention);

    R channel(Words.Channel channel);

    R moment(Words.Moment moment);

    R link(Words.Link link);

    /** What this visitor makes of a span. */
    default R visit(Words.Span span) {
        if (span instanceof Words.Plain plain) {
            return plain(plain);
        }
        if (span instanceof Words.Strong strong) {
            return strong(strong);
        }
        if (span instanceof Words.Soft soft) {
            return soft(soft);
        }
        if (span instanceof Words.Code code) {
            return code(code);
        }
        if (span instanceof Words.Mention mention) {
            return mention(mention);
        }
        if (span instanceof Words.Channel channel) {
            return channel(channel);
        }
        if (span instanceof Words.Moment moment) {
            return moment(moment);
        }
        if (span instanceof Words.Link link) {
            return link(link);
        }
        throw new IllegalStateException("a span that no visitor knows: " + span.getClass());
    }
}
