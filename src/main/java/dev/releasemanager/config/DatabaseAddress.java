package dev.releasemanager.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A checked JDBC address: H2 with the settings without which it isn't the database that we need, or PostgreSQL.
 *
 * @param url complete; may hold a password, so it is never shown
 * @param user null: none of its own, or in the address
 * @param password null: none of its own, or in the address
 */
public record DatabaseAddress(
        String url, @Nullable String user, @Nullable Secret password) {

    /** A file under {@code data/} of the directory that the program is started in. */
    public static final String USUAL = "jdbc:h2:file:./data/release-manager";

    private static final String H2 = "jdbc:h2:";
    private static final String POSTGRESQL = "jdbc:postgresql:";
    private static final String ACCEPTED =
            "jdbc:h2:file:./data/release-manager, or jdbc:postgresql://host:5432/database "
                    + "(or postgres://user:password@host:5432/database)";
    private static final Pattern PLATFORM = Pattern.compile("postgres(ql)?://");
    private static final Pattern SEPARATOR = Pattern.compile("(?<!\\\\);");
    private static final Pattern SCHEME = Pattern.compile("(jdbc:)?[A-Za-z0-9+.-]{1,20}:");

    /** What an H2 address must have: PostgreSQL's ways, and no acknowledged commit lost when the process is killed. */
    private static final List<Demand> DEMANDS = List.of(
            new Demand("MODE", "PostgreSQL", "the statements are written for PostgreSQL's ways"),
            new Demand("DATABASE_TO_LOWER", "TRUE", "names are stored in lower case, as PostgreSQL does"),
            new Demand("WRITE_DELAY", "0", "otherwise H2 loses acknowledged commits when the process is killed"));

    public boolean isH2() {
        return url.startsWith(H2);
    }

    /** Without anything that could be a secret. */
    @Override
    public String toString() {
        return "DatabaseAddress[" + withoutSecrets(url) + "]";
    }

    /** Checks and completes an address; null after a fault. */
    static @Nullable DatabaseAddress of(
            String url, @Nullable String user, @Nullable String password, Consumer<String> fault) {
        if (PLATFORM.matcher(url).lookingAt()) {
            return ofPlatform(url, user, password, fault);
        }
        String complete;
        if (url.startsWith(H2)) {
            complete = completeH2(url, fault);
        } else if (url.startsWith(POSTGRESQL)) {
            complete = checkPostgres(url, fault);
        } else {
            String seen = SCHEME.matcher(url).lookingAt()
                    ? "begins with \"" + url.substring(0, url.indexOf(':', url.startsWith("jdbc:") ? 5 : 0) + 1) + '"'
                    : "doesn't begin with jdbc:";
            fault.accept(seen + "; accepted: " + ACCEPTED);
            return null;
        }
        return complete == null
                ? null
                : new DatabaseAddress(complete, user, password == null ? null : Secret.of(password));
    }

    /** The way hosting platforms write it, user and password before the host, into the way the driver takes it. */
    private static @Nullable DatabaseAddress ofPlatform(
            String url, @Nullable String user, @Nullable String password, Consumer<String> fault) {
        URI uri;
        try {
            uri = new URI(url).parseServerAuthority();
        } catch (URISyntaxException e) {
            fault.accept("is no address of a host and a database; accepted: " + ACCEPTED);
            return null;
        }
        String host = uri.getHost() == null ? "" : uri.getHost();
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String path = uri.getRawPath() == null ? "" : uri.getRawPath();
        String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
        String complete = checkPostgres(POSTGRESQL + "//" + host + port + path + query, fault);
        if (complete == null) {
            return null;
        }
        String[] named = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        String anyUser = user == null && named.length > 0 ? decoded(named[0]) : user;
        String anyPassword = password == null && named.length > 1 ? decoded(named[1]) : password;
        return new DatabaseAddress(complete, anyUser, anyPassword == null ? null : Secret.of(anyPassword));
    }

    /** Of an address, where unlike in a form a plus is a plus; {@link URI} has checked its escapes. */
    private static String decoded(String encoded) {
        return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static @Nullable String completeH2(String url, Consumer<String> fault) {
        String[] parts = SEPARATOR.split(url, -1);
        boolean sound = true;
        if (parts[0].length() == H2.length()) {
            fault.accept("\"" + H2 + "\" names no database; accepted: " + ACCEPTED);
            sound = false;
        }
        Map<String, String> given = new HashMap<>();
        for (int i = 1; i < parts.length; i++) {
            int equals = parts[i].indexOf('=');
            if (equals < 1 && !parts[i].isBlank()) {
                fault.accept("the part " + i + " after a semicolon has no \"=\"; accepted: KEY=VALUE");
                sound = false;
            } else if (equals >= 1) {
                given.merge(
                        parts[i].substring(0, equals).strip().toUpperCase(Locale.ROOT),
                        parts[i].substring(equals + 1).strip(),
                        (first, second) -> first.equalsIgnoreCase(second) ? first : first + " and " + second);
            }
        }
        StringBuilder complete = new StringBuilder(url);
        while (complete.charAt(complete.length() - 1) == ';') {
            complete.setLength(complete.length() - 1);
        }
        List<String> missing = new ArrayList<>();
        for (Demand demand : DEMANDS) {
            String value = given.get(demand.key());
            if (value == null) {
                missing.add(demand.key() + "=" + demand.value());
            } else if (!value.equalsIgnoreCase(demand.value())) {
                fault.accept("has " + demand.key() + "=" + Section.show(value) + "; accepted: " + demand.key() + "="
                        + demand.value() + " or leaving it out (" + demand.why() + ")");
                sound = false;
            }
        }
        missing.forEach(setting -> complete.append(';').append(setting));
        return sound ? complete.toString() : null;
    }

    private static @Nullable String checkPostgres(String url, Consumer<String> fault) {
        String rest = url.substring(POSTGRESQL.length());
        String wrong = null;
        if (rest.startsWith("//")) {
            // The driver takes several hosts, parted by commas, which java.net.URI doesn't know.
            String address = rest.replaceFirst("\\?.*$", "");
            for (String host : address.substring(2).replaceFirst("/.*$", "").split(",", -1)) {
                wrong = wrong == null ? wrongHost(host) : wrong;
            }
            int slash = address.indexOf('/', 2);
            if (wrong == null && (slash < 0 || slash == address.length() - 1)) {
                wrong = "names no database after the host";
            }
        } else if (rest.isBlank() || rest.startsWith("?")) {
            wrong = "names no database";
        }
        if (wrong != null) {
            fault.accept(wrong + "; accepted: " + ACCEPTED);
            return null;
        }
        return url;
    }

    private static @Nullable String wrongHost(String host) {
        if (host.contains("@")) {
            return "has a user or password before the host (the driver doesn't take them there; set DATABASE_USER and "
                    + "DATABASE_PASSWORD)";
        }
        try {
            URI uri = new URI("postgresql://" + host).parseServerAuthority();
            return uri.getHost() == null || uri.getPort() > 65_535 || uri.getPort() == 0
                    ? "has no host and port that can be reached"
                    : null;
        } catch (URISyntaxException e) {
            return "has no host and port that can be reached";
        }
    }

    private static String withoutSecrets(String url) {
        return url.replaceFirst("[?;].*$", "").replaceFirst("//[^/]*@", "//");
    }

    private record Demand(String key, String value, String why) {}
}
