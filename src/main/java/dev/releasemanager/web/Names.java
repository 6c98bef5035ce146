package dev.releasemanager.web;

import dev.releasemanager.notice.Words;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.PersonId;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** What people, channels and moments are called where Slack doesn't write their names itself. */
public interface Names {
    DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("EEE d MMM uuuu, HH:mm zzz", Locale.ENGLISH);

    String of(PersonId person);

    String of(ChannelId channel);

    static String of(Words.Moment moment) {
        return MOMENT.format(moment.at().atZone(moment.zone()));
    }

    /** The address if it is one of the web, else empty. */
    static Optional<String> address(String url) {
        try {
            URI uri = new URI(url.strip());
            String scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
            boolean web = scheme.equals("https") || scheme.equals("http");
            return web && uri.getHost() != null ? Optional.of(uri.toASCIIString()) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
