package dev.releasemanager.rehearsal.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.delivery.BotAnswer;
import dev.releasemanager.rehearsal.delivery.BotLine;
import dev.releasemanager.rehearsal.world.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** Sends any payload to the bot, as often as asked, one after the other or at once: for tests of bad input. */
final class RawDeliveries {

    private static final int MOST = 1_000;

    private final BotLine bot;

    RawDeliveries(BotLine bot) {
        this.bot = bot;
    }

    ObjectNode send(JsonNode asked) {
        String body = Json.text(asked, "body", "");
        String contentType = Json.text(asked, "content_type", "application/x-www-form-urlencoded");
        Map<String, String> headers = new TreeMap<>();
        asked.path("headers")
                .properties()
                .forEach(
                        header -> headers.put(header.getKey(), header.getValue().asText()));
        boolean sign = asked.path("sign").asBoolean(true);
        Duration offset =
                Duration.ofSeconds(asked.path("timestamp_offset_seconds").asLong(0));
        int times = asked.path("times").asInt(1);
        if (times < 1 || times > MOST) {
            throw new BadRequest("times must be from 1 to " + MOST);
        }
        List<CompletableFuture<BotAnswer>> sent = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            CompletableFuture<BotAnswer> one = bot.deliverRaw(body, contentType, headers, sign, offset);
            sent.add(one);
            if (!asked.path("concurrently").asBoolean(false)) {
                one.join();
            }
        }
        ObjectNode answer = Json.object().put("ok", true);
        ArrayNode answers = answer.putArray("answers");
        for (CompletableFuture<BotAnswer> one : sent) {
            BotAnswer came = one.join();
            answers.addObject()
                    .put("status", came.status())
                    .put("content_type", came.contentType())
                    .put("body", came.body())
                    .put("millis", came.millis());
        }
        return answer;
    }
}
