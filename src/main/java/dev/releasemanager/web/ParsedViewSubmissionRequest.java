package dev.releasemanager.web;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.slack.api.app_backend.views.payload.ViewSubmissionPayload;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.request.builtin.ViewSubmissionRequest;
import java.util.List;

/**
 * A submitted form, as Bolt dispatches it, with its payload read by one shared Gson. Bolt's own class builds a new Gson for
 * each, whose reflection over the classes of all blocks costs about a millisecond; so it is given who and where alone, from
 * which it makes the context.
 */
final class ParsedViewSubmissionRequest extends ViewSubmissionRequest {
    private static final List<String> WHO = List.of("type", "user", "team", "enterprise", "response_urls");
    private static final List<String> WHERE = List.of("id", "team_id", "app_installed_team_id");

    private final ViewSubmissionPayload payload;

    /**
     * @throws RuntimeException if the payload hasn't the shape of a submission
     */
    ParsedViewSubmissionRequest(String body, JsonObject json, RequestHeaders headers, Gson gson) {
        super(body, whoAndWhere(json).toString(), headers);
        this.payload = gson.fromJson(json, ViewSubmissionPayload.class);
    }

    private static JsonObject whoAndWhere(JsonObject json) {
        JsonObject about = of(json, WHO);
        if (json.get("view") instanceof JsonObject view) {
            about.add("view", of(view, WHERE));
        }
        return about;
    }

    private static JsonObject of(JsonObject json, List<String> names) {
        JsonObject part = new JsonObject();
        for (String name : names) {
            JsonElement value = json.get(name);
            if (value != null) {
                part.add(name, value);
            }
        }
        return part;
    }

    @Override
    public ViewSubmissionPayload getPayload() {
        return payload;
    }
}
