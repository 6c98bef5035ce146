package dev.releasemanager.slack.message;

import dev.releasemanager.notice.Words;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What rich text, mrkdwn and plain text have in common: ids, addresses and moments, checked and spelled. */
final class Markup {
    /** How a moment is shown to each reader, in the reader's zone; "today" and "tomorrow" where they fit. */
    static final String MOMENT = "{date_short_pretty} at {time}";

    private static final DateTimeFormatter FALLBACK =
            DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm zzz", Locale.ENGLISH);
    private static final Pattern PERSON = Pattern.compile("[UW][A-Z0-9]{1,30}");
    private static final Pattern CHANNEL = Pattern.compile("[CGD][A-Z0-9]{1,30}");
    private static final int LONGEST_ADDRESS = 3000;

    private Markup() {}

    static boolean isPerson(String id) {
        return PERSON.matcher(id).matches();
    }

    static boolean isChannel(String id) {
        return CHANNEL.matcher(id).matches();
    }

    /** The moment in the zone that it came with, for readers whose zone isn't known. */
    static String fallback(Words.Moment moment) {
        return FALLBACK.format(moment.at().atZone(moment.zone()));
    }

    /** {@code <!date^…>}, which mrkdwn and a message's text turn into the reader's own time. */
    static String date(Words.Moment moment) {
        return "<!date^" + moment.at().getEpochSecond() + "^" + MOMENT + "|" + TypedText.escaped(fallback(moment))
                + ">";
    }

    /** The address if it is an http or https address that can't be taken for anything else, else empty. */
    static Optional<String> address(String url) {
        String candidate = url.strip();
        if (candidate.length() > LONGEST_ADDRESS || !candidate.equals(TypedText.visible(candidate))) {
            return Optional.empty();
        }
        try {
            URI uri = new URI(candidate);
            String scheme = uri.getScheme();
            boolean web = scheme != null && (scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("http"));
            // A pipe would end the address in mrkdwn; URI refuses it, and the angle brackets, already.
            return web && uri.getHost() != null ? Optional.of(candidate) : Optional.empty();
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }

    /** The words of a link that isn't one. */
    static String unlinked(Words.Link link) {
        return link.text().equals(link.url()) ? link.text() : link.text() + " (" + link.url() + ")";
    }
}
