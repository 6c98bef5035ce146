package dev.releasemanager.store;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where the database is: a checked JDBC address with what the release manager needs of it added.
 *
 * @param url the JDBC address, without a password
 * @param shown the address as it may be logged: without parameters, user and password
 */
record Address(Kind kind, String url, String user, String password, String shown) {

    /** The databases that the statements are written for. */
    enum Kind {
        /** H2 inside this process; nobody else can have the same file open. */
        H2_EMBEDDED,
        H2_SERVER,
        POSTGRESQL
    }

    private static final Map<String, String> DEMANDED_OF_H2 =
            Map.of("MODE", "PostgreSQL", "DATABASE_TO_LOWER", "TRUE", "WRITE_DELAY", "0");

    /**
     * An address as people write it: {@code jdbc:h2:…}, {@code jdbc:postgresql:…}, or the {@code postgres://user:pass@host/name}
     * of hosting platforms.
     *
     * @throws Database.NotOpened if it names another database or contradicts what is needed of H2
     */
    static Address of(String url, String user, String password) {
        String lower = url.toLowerCase(Locale.ROOT);
        if (lower.startsWith("jdbc:h2:")) {
            Kind kind = lower.startsWith("jdbc:h2:tcp:") || lower.startsWith("jdbc:h2:ssl:")
                    ? Kind.H2_SERVER
                    : Kind.H2_EMBEDDED;
            return new Address(kind, h2(url, kind), user, password, url.split(";", 2)[0]);
        }
        if (lower.startsWith("jdbc:postgresql:")) {
            return new Address(Kind.POSTGRESQL, url, user, password, url.split("\\?", 2)[0]);
        }
        if (lower.startsWith("postgres://") || lower.startsWith("postgresql://")) {
            return postgres(URI.create(url), user, password);
        }
        throw new Database.NotOpened(
                "The database's address (DATABASE_URL) begins with \""
                        + url.substring(0, Math.min(url.length(), Math.max(0, url.indexOf(':') + 1)))
                        + "\". Accepted are jdbc:h2:file:PATH, jdbc:postgresql://HOST/NAME and postgres://USER:PASSWORD@HOST/NAME.");
    }

    private static Address postgres(URI uri, String user, String password) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String plain = "jdbc:postgresql://" + uri.getHost() + port + uri.getPath();
        String query = Optional.ofNullable(uri.getRawQuery()).map(q -> "?" + q).orElse("");
        List<String> named =
                List.of(Optional.ofNullable(uri.getRawUserInfo()).orElse("").split(":", 2));
        return new Address(
                Kind.POSTGRESQL,
                plain + query,
                user.isEmpty() ? decoded(named.get(0)) : user,
                password.isEmpty() && named.size() > 1 ? decoded(named.get(1)) : password,
                plain);
    }

    private static String decoded(String encoded) {
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static String h2(String url, Kind kind) {
        String[] parts = url.split(";", -1);
        Map<String, String> given = new LinkedHashMap<>();
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].isBlank()) {
                continue;
            }
            String[] pair = parts[i].split("=", 2);
            given.put(pair[0].toUpperCase(Locale.ROOT), pair.length > 1 ? pair[1] : "");
        }
        DEMANDED_OF_H2.forEach((name, value) -> {
            String seen = given.getOrDefault(name, value);
            if (!seen.equalsIgnoreCase(value)) {
                throw new Database.NotOpened("The address of the H2 database (DATABASE_URL) says " + name + "=" + seen
                        + ", but the release manager needs " + name + "=" + value
                        + (name.equals("WRITE_DELAY") ? " (H2 loses committed acts in a crash otherwise)" : "")
                        + ". Leave it out: it is added.");
            }
            given.put(name, value);
        });
        given.putIfAbsent("LOCK_TIMEOUT", String.valueOf(Database.LOCK_WAIT.toMillis()));
        if (kind == Kind.H2_EMBEDDED) {
            // H2's own shutdown hook would close the database under acts that a graceful stop lets finish.
            given.putIfAbsent("DB_CLOSE_ON_EXIT", "FALSE");
        }
        StringBuilder complete = new StringBuilder(parts[0]);
        given.forEach(
                (name, value) -> complete.append(';').append(name).append('=').append(value));
        return complete.toString();
    }
}
