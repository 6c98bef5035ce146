package dev.releasemanager.config;

import com.fasterxml.jackson.core.JsonPointer;
import dev.releasemanager.criteria.Unit;
import dev.releasemanager.rollout.MeasureSource;
import dev.releasemanager.rollout.QueryTemplate;
import dev.releasemanager.rollout.SourceSystem;
import dev.releasemanager.rollout.Sourcing;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads where observations come from: the systems that can be asked, and which measure is asked of which, how. */
final class SourcesReader {
    private static final int MOST_SYSTEMS = 50;
    private static final int MOST_MEASURES = 500;
    private static final int MOST_NAMED = 100;
    private static final int LONGEST_QUERY = 2_000;

    private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);
    private static final Duration LONGEST_INTERVAL = Duration.ofHours(1);
    private static final Duration USUAL_TIMEOUT = Duration.ofSeconds(10);
    private static final Duration USUAL_AGE = Duration.ofMinutes(2);

    private static final Pattern SYSTEM = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
    static final Pattern VARIABLE = Pattern.compile("[A-Z_][A-Z0-9_]{0,79}");
    private static final Pattern MEASURE = Pattern.compile("[^\\p{Cntrl}]{1,100}");
    private static final Pattern STAGE = Pattern.compile("[^\\p{Cntrl}]{1,60}");
    private static final Pattern QUERY = Pattern.compile("(?s).{1," + LONGEST_QUERY + "}");
    private static final Pattern PATH = Pattern.compile("/[!-~]{0," + (LONGEST_QUERY - 1) + "}");
    private static final Pattern POINTER = Pattern.compile("(/([^~/\\p{Cntrl}]|~[01])*){1,50}");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.[0-9]{1,3}){3}|\\[::1]");

    private static final String A_SYSTEM = "the id of a system: lower-case letters, digits and -";
    private static final String A_VARIABLE =
            "the name of an environment variable, such as PROMETHEUS_AUTHORIZATION, never the secret itself";
    private static final String A_MEASURE = "a measure or check as criteria name it, such as: error rate";
    private static final String A_QUERY =
            "a query of PromQL that gives one value, up to " + LONGEST_QUERY + " characters";
    private static final String A_PATH =
            "what follows the system's address: a slash and up to " + LONGEST_QUERY + " characters without blanks";
    private static final String A_POINTER = "a JSON pointer such as /data/0/value";
    private static final String AN_ADDRESS =
            "an address such as https://prometheus.example.com, with or without a path";
    private static final String SYMBOLS = Arrays.stream(Unit.values())
            .map(Unit::symbol)
            .filter(symbol -> !symbol.isEmpty())
            .collect(Collectors.joining(", "));
    private static final String A_UNIT = "one of " + SYMBOLS + "; left out: a plain number";

    private final Faults faults;
    private final Section all;

    SourcesReader(Section all, Faults faults) {
        this.all = all;
        this.faults = faults;
    }

    Sourcing sourcing() {
        Section section = all.section("sources", "interval, systems and measures");
        if (section == null) {
            return Sourcing.NONE;
        }
        section.refuseUnknownKeys(List.of("interval", "systems", "measures"));
        Duration interval = shortEnough(section, "interval", Sourcing.NONE.interval(), LONGEST_INTERVAL);
        Map<String, SourceSystem> systems = systems(section);
        return new Sourcing(interval, systems, measures(section, systems));
    }

    private Duration shortEnough(Section section, String key, Duration usual, Duration longest) {
        Duration found = section.duration(key, usual);
        if (found.compareTo(longest) > 0) {
            faults.add(section.keyNode(key), section.child(key), found + " is too long; accepted: up to " + longest);
            return usual;
        }
        return found;
    }

    private Map<String, SourceSystem> systems(Section sources) {
        Map<String, SourceSystem> systems = new LinkedHashMap<>();
        Section section = sources.section("systems", "systems that can be asked, by their id");
        if (section == null) {
            return systems;
        }
        if (section.keys().size() > MOST_SYSTEMS) {
            faults.add(
                    section.node(),
                    section.path(),
                    "has " + section.keys().size() + " systems; accepted: up to " + MOST_SYSTEMS);
        }
        for (String name : section.keys()) {
            if (!SYSTEM.matcher(name).matches()) {
                faults.add(
                        section.keyNode(name), section.child(name), "is not accepted as an id; accepted: " + A_SYSTEM);
            }
            Section one = section.section(name, "kind, address, authorization and timeout");
            if (one == null) {
                continue;
            }
            one.refuseUnknownKeys(List.of("kind", "address", "authorization", "timeout"));
            Optional<SourceSystem.Kind> kind = kind(one);
            one.need("address", AN_ADDRESS);
            String authorization = one.text("authorization", VARIABLE, A_VARIABLE);
            String address = address(one, authorization != null);
            systems.put(
                    name,
                    new SourceSystem(
                            name,
                            kind.orElse(SourceSystem.Kind.HTTP),
                            address == null ? "" : address,
                            Optional.ofNullable(authorization),
                            shortEnough(one, "timeout", USUAL_TIMEOUT, LONGEST_TIMEOUT)));
        }
        return systems;
    }

    private Optional<SourceSystem.Kind> kind(Section system) {
        String accepted = "prometheus, or http for any endpoint that answers in JSON";
        Node node = system.need("kind", accepted);
        String word = node == null ? null : system.text(node, system.child("kind"), accepted);
        if (node == null || word == null) {
            return Optional.empty();
        }
        Optional<SourceSystem.Kind> kind = Arrays.stream(SourceSystem.Kind.values())
                .filter(one -> one.word().equals(word))
                .findFirst();
        if (kind.isEmpty()) {
            faults.add(
                    node, system.child("kind"), '"' + Section.show(word) + "\" is not accepted; accepted: " + accepted);
        }
        return kind;
    }

    private @Nullable String address(Section system, boolean secret) {
        Node node = system.find("address");
        String text = node == null ? null : system.text(node, system.child("address"), AN_ADDRESS);
        if (node == null || text == null) {
            return null;
        }
        String wrong = wrongAddress(text, secret);
        if (wrong != null) {
            faults.add(node, system.child("address"), wrong + "; accepted: " + AN_ADDRESS);
            return null;
        }
        return text.replaceFirst("/+$", "");
    }

    /**
     * What is wrong with an address of another system, to follow its place; null if nothing is.
     *
     * @param secret whether something is sent there that others must not read
     */
    static @Nullable String wrongAddress(String text, boolean secret) {
        URI uri;
        try {
            uri = new URI(text).parseServerAuthority();
        } catch (URISyntaxException e) {
            return '"' + Section.show(text) + "\" is not an address";
        }
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        String host = uri.getHost();
        if (host == null || !(scheme.equals("http") || scheme.equals("https"))) {
            return '"' + Section.show(text) + "\" is not an address of http or https";
        }
        if (uri.getRawUserInfo() != null) {
            return "holds a user name or password; secrets come from the environment (authorization)";
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            return "goes on after ? or #";
        }
        if (secret
                && scheme.equals("http")
                && !LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches()) {
            return "would carry the authorization over plain http";
        }
        return null;
    }

    private List<MeasureSource> measures(Section sources, Map<String, SourceSystem> systems) {
        Node node = sources.find("measures");
        if (node == null) {
            return List.of();
        }
        String at = sources.child("measures");
        List<MeasureSource> measures =
                sources.list(node, at, 0, MOST_MEASURES, "measures, each with measure and system", item -> {
                    Section one = Section.of(item, at, faults, "measure, system and a query or path");
                    return one == null ? null : measure(one, systems);
                });
        return measures == null ? List.of() : measures;
    }

    private @Nullable MeasureSource measure(Section one, Map<String, SourceSystem> systems) {
        one.need("measure", A_MEASURE);
        String measure = one.text("measure", MEASURE, A_MEASURE);
        String named = one.need("system", A_SYSTEM) == null ? null : one.text("system", SYSTEM, A_SYSTEM);
        SourceSystem system = named == null ? null : systems.get(named);
        if (named != null && system == null) {
            faults.add(
                    one.keyNode("system"),
                    one.child("system"),
                    '"' + Section.show(named) + "\" is none of the systems; accepted: "
                            + (systems.isEmpty()
                                    ? "one that stands under systems"
                                    : String.join(", ", systems.keySet()))
                            + Nearest.hint(named, systems.keySet()));
        }
        if (measure == null || system == null) {
            return null;
        }
        boolean prometheus = system.kind() == SourceSystem.Kind.PROMETHEUS;
        one.refuseUnknownKeys(
                prometheus
                        ? List.of("measure", "components", "stages", "system", "query", "before", "points", "unit")
                        : List.of(
                                "measure",
                                "components",
                                "stages",
                                "system",
                                "path",
                                "before",
                                "pointer",
                                "time",
                                "max_age",
                                "unit"));
        QueryTemplate query = prometheus ? promql(one, "query") : path(one, "path");
        one.need(prometheus ? "query" : "path", prometheus ? A_QUERY : A_PATH);
        Optional<QueryTemplate> before = Optional.ofNullable(prometheus ? promql(one, "before") : path(one, "before"));
        String pointer = "";
        if (!prometheus && one.need("pointer", A_POINTER) != null) {
            pointer = pointer(one, "pointer");
        }
        Points points = points(one);
        return query == null || pointer == null
                ? null
                : new MeasureSource(
                        measure.strip(),
                        one.words("components", 1, MOST_NAMED, LandscapeReader.NAME, LandscapeReader.NAMES),
                        one.words("stages", 1, MOST_NAMED, STAGE, "names of stages, such as canary"),
                        system.name(),
                        query,
                        before,
                        points.query(),
                        points.atLeast(),
                        pointer,
                        Optional.ofNullable(pointer(one, "time")),
                        one.duration("max_age", USUAL_AGE),
                        unit(one));
    }

    private record Points(Optional<QueryTemplate> query, int atLeast) {}

    private Points points(Section measure) {
        Section section = measure.section("points", "query and at_least: fewer points are no judgement");
        if (section == null) {
            return new Points(Optional.empty(), 0);
        }
        section.refuseUnknownKeys(List.of("query", "at_least"));
        section.need("query", A_QUERY);
        section.need("at_least", "how many points the span has to hold");
        return new Points(
                Optional.ofNullable(promql(section, "query")),
                section.whole("at_least", 1, 1_000_000).orElse(1));
    }

    private @Nullable QueryTemplate promql(Section section, String key) {
        return template(section, key, QUERY, A_QUERY, QueryTemplate::promql);
    }

    private @Nullable QueryTemplate path(Section section, String key) {
        return template(section, key, PATH, A_PATH, QueryTemplate::path);
    }

    private @Nullable QueryTemplate template(
            Section section, String key, Pattern pattern, String accepted, Function<String, QueryTemplate> reading) {
        String text = section.text(key, pattern, accepted);
        if (text == null) {
            return null;
        }
        try {
            return reading.apply(text.strip());
        } catch (IllegalArgumentException e) {
            faults.add(section.keyNode(key), section.child(key), String.valueOf(e.getMessage()));
            return null;
        }
    }

    private @Nullable String pointer(Section section, String key) {
        String text = section.text(key, POINTER, A_POINTER);
        try {
            return text == null ? null : JsonPointer.compile(text).toString();
        } catch (IllegalArgumentException e) {
            faults.add(section.keyNode(key), section.child(key), "is no JSON pointer; accepted: " + A_POINTER);
            return null;
        }
    }

    private Unit unit(Section section) {
        Node node = section.find("unit");
        String symbol = node == null ? null : section.text(node, section.child("unit"), A_UNIT);
        if (node == null || symbol == null) {
            return Unit.ONE;
        }
        Optional<Unit> unit = Unit.find(symbol.strip());
        if (unit.isEmpty()) {
            faults.add(
                    node, section.child("unit"), '"' + Section.show(symbol) + "\" is not a unit; accepted: " + A_UNIT);
        }
        return unit.orElse(Unit.ONE);
    }
}
