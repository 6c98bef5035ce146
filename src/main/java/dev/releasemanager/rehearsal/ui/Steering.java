package dev.releasemanager.rehearsal.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.metrics.Gauge;
import dev.releasemanager.rehearsal.metrics.SteeredMetrics;
import dev.releasemanager.rehearsal.world.Json;
import dev.releasemanager.rehearsal.world.World;
import java.time.Instant;

/** The page's hand on the metrics. */
final class Steering {
    private final World world;
    private final SteeredMetrics metrics;

    Steering(World world, SteeredMetrics metrics) {
        this.world = world;
        this.metrics = metrics;
    }

    /** How everything stands, and within which bounds it can be steered. */
    ObjectNode show() {
        ObjectNode shown = Json.object().put("gone", metrics.isGone());
        ArrayNode gauges = shown.putArray("gauges");
        for (Gauge gauge : Gauge.values()) {
            gauges.addObject()
                    .put("name", gauge.word())
                    .put("title", gauge.title())
                    .put("unit", gauge.unit())
                    .put("value", metrics.position(gauge))
                    .put("usual", gauge.usual())
                    .put("least", gauge.least())
                    .put("most", gauge.most())
                    .put("step", gauge.step());
        }
        return shown;
    }

    /** {@code {"gauge": name, "value": number}}, {@code {"gone": true|false}} or {@code {"usual": true}}. */
    ObjectNode steer(JsonNode asked) {
        Instant now = world.clock().now();
        if (asked.path("usual").asBoolean()) {
            metrics.settle(now);
        } else if (asked.path("gone").isBoolean()) {
            metrics.gone(asked.path("gone").booleanValue(), now);
        } else {
            Gauge gauge = gauge(Json.text(asked, "gauge", ""));
            if (!asked.path("value").isNumber()) {
                throw new BadRequest("value must be a number");
            }
            try {
                metrics.steer(gauge, asked.path("value").doubleValue(), now);
            } catch (IllegalArgumentException e) {
                throw new BadRequest(String.valueOf(e.getMessage()));
            }
        }
        return show().put("ok", true);
    }

    private static Gauge gauge(String name) {
        for (Gauge gauge : Gauge.values()) {
            if (gauge.word().equals(name)) {
                return gauge;
            }
        }
        throw new BadRequest("gauge must be errors, latency or orders");
    }
}
