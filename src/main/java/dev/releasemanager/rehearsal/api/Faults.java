package dev.releasemanager.rehearsal.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.world.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Failures on demand: which method, how, how often. Thread-safe. */
public final class Faults {

    /** How a method fails. */
    public enum Kind {
        /** Not done; status 500 without JSON. */
        HTTP_500,
        /** Not done; status 429 with the fault's seconds as {@code Retry-After}. */
        RATE_LIMITED,
        /** Done after so many seconds. */
        SLOW,
        /** Not done, and never answered. */
        HANG,
        /** Done, but the connection breaks before the answer. */
        LOST_ANSWER,
        /** Not done; {@code ok:false} with the fault's error. */
        ERROR
    }

    /** One fault, for its next so many calls; {@code method} is {@code *} for all. */
    public record Fault(String method, Kind kind, int times, double seconds, String error) {
        private boolean hits(String called) {
            return method.equals("*") || method.equals(called);
        }
    }

    private final List<Fault> faults = new ArrayList<>();

    public synchronized void add(Fault fault) {
        faults.add(fault);
    }

    public synchronized void clear() {
        faults.clear();
    }

    /** The fault that this call meets, used up by one. */
    synchronized Optional<Fault> take(String method) {
        for (int i = 0; i < faults.size(); i++) {
            Fault fault = faults.get(i);
            if (fault.hits(method)) {
                if (fault.times() <= 1) {
                    faults.remove(i);
                } else {
                    faults.set(
                            i,
                            new Fault(fault.method(), fault.kind(), fault.times() - 1, fault.seconds(), fault.error()));
                }
                return Optional.of(fault);
            }
        }
        return Optional.empty();
    }

    /** Reads the page's JSON. @throws IllegalArgumentException with words for whoever sent it */
    public static Fault read(JsonNode given) {
        String kind = Json.text(given, "kind", "");
        Kind read;
        try {
            read = Kind.valueOf(kind.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "kind must be http_500, rate_limited, slow, hang, lost_answer or error, not \"" + kind + "\"", e);
        }
        return new Fault(
                Json.text(given, "method", "*"),
                read,
                given.path("times").asInt(1),
                given.path("seconds").asDouble(2),
                Json.text(given, "error", "internal_error"));
    }

    public synchronized ObjectNode toJson() {
        ObjectNode all = Json.object();
        ArrayNode list = all.putArray("faults");
        for (Fault fault : faults) {
            list.addObject()
                    .put("method", fault.method())
                    .put("kind", fault.kind().name().toLowerCase(Locale.ROOT))
                    .put("times", fault.times())
                    .put("seconds", fault.seconds())
                    .put("error", fault.error());
        }
        return all;
    }
}
