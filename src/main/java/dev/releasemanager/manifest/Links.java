package dev.releasemanager.manifest;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What changes have in common by their links and titles: tickets, pull requests, migrations. */
final class Links {
    /** A tracker's key, such as {@code PAY-123}. */
    private static final Pattern KEY =
            Pattern.compile("(?<![A-Za-z0-9_-])([A-Z][A-Z0-9]{1,9})-([1-9][0-9]{0,6})(?![A-Za-z0-9_])");

    /** Names of standards and the like that are written as a tracker's keys are; sharing one relates nothing. */
    private static final Set<String> STANDARDS = Set.of(
            "AES", "BASE", "CIS", "CP", "CVE", "CWE", "ECMA", "EN", "ES", "FIPS", "GDPR", "HTTP", "HTTPS", "IEEE",
            "ISO", "JDK", "JSR", "LATIN", "MD", "NIST", "OAUTH", "OWASP", "PCI", "PEP", "PKCS", "RFC", "RSA", "SHA",
            "SHA3", "SOC", "SSL", "TLS", "UCS", "UTC", "UTF", "VAT", "X");

    private Links() {}

    /** The tickets that a change's title and link name. */
    static Set<String> tickets(Change change) {
        Set<String> tickets = new TreeSet<>();
        for (String text : List.of(change.title(), change.link())) {
            Matcher matcher = KEY.matcher(text);
            while (matcher.find()) {
                if (!STANDARDS.contains(matcher.group(1))) {
                    tickets.add(matcher.group());
                }
            }
        }
        return tickets;
    }

    /** A link without what doesn't change where it leads: the fragment, a slash at the end. */
    static String plain(String link) {
        String text = link.strip();
        int fragment = text.indexOf('#');
        String whole = fragment < 0 ? text : text.substring(0, fragment);
        return whole.endsWith("/") ? whole.substring(0, whole.length() - 1) : whole;
    }

    /**
     * Components that one migration touches, and which therefore ship together.
     *
     * @param components two or more, by name
     */
    record SharedMigration(String link, List<String> components) {}

    /** Each link that changes of several components share, one of them a migration. */
    static List<SharedMigration> sharedMigrations(Scope scope) {
        Map<String, List<Change>> byLink = new TreeMap<>();
        for (Change change : scope.changes()) {
            if (!change.link().isBlank()) {
                byLink.computeIfAbsent(plain(change.link()), link -> new ArrayList<>())
                        .add(change);
            }
        }
        List<SharedMigration> shared = new ArrayList<>();
        byLink.forEach((link, changes) -> {
            Set<String> components = new TreeSet<>();
            changes.forEach(change -> components.add(change.component()));
            if (components.size() > 1
                    && changes.stream().anyMatch(change -> scope.kindOf(change).isMigration())) {
                shared.add(new SharedMigration(link, List.copyOf(components)));
            }
        });
        return shared;
    }
}
