package dev.releasemanager.rehearsal.api;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.world.Refused;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Slack's cursors over a list. Pure. */
final class Pages {

    private static final String PREFIX = "next:";

    private Pages() {}

    /** The part of the list that the call asks for; the next cursor goes into the answer. */
    static <T> List<T> part(List<T> all, Arguments arguments, int fallback, int most, ObjectNode answer) {
        int limit = arguments.number("limit", fallback);
        if (limit < 0 || limit > most) {
            throw new Refused("invalid_limit");
        }
        int size = limit == 0 ? fallback : limit;
        int from = arguments.text("cursor").map(Pages::offset).orElse(0);
        if (from > all.size()) {
            throw new Refused("invalid_cursor");
        }
        int to = (int) Math.min(all.size(), (long) from + size);
        answer.putObject("response_metadata").put("next_cursor", to < all.size() ? cursor(to) : "");
        return all.subList(from, to);
    }

    private static String cursor(int offset) {
        return Base64.getEncoder().encodeToString((PREFIX + offset).getBytes(StandardCharsets.UTF_8));
    }

    private static int offset(String cursor) {
        try {
            String plain = new String(Base64.getDecoder().decode(cursor), StandardCharsets.UTF_8);
            return Optional.of(plain)
                    .filter(text -> text.startsWith(PREFIX))
                    .map(text -> Integer.parseInt(text.substring(PREFIX.length())))
                    .filter(offset -> offset >= 0)
                    .orElseThrow(() -> new Refused("invalid_cursor"));
        } catch (IllegalArgumentException e) {
            throw new Refused("invalid_cursor");
        }
    }
}
