package dev.releasemanager.web;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.bolt.request.RequestHeaders;
import com.slack.api.bolt.request.builtin.BlockActionRequest;

/**
 * A click, as Bolt dispatches it, with its payload read by one shared Gson. Bolt's own class builds a new Gson for each
 * click, whose reflection over the classes of all blocks costs about a millisecond.
 */
final class ParsedBlockActionRequest extends BlockActionRequest {
    private final BlockActionPayload payload;

    /**
     * @throws RuntimeException if the payload hasn't the shape of a click
     */
    ParsedBlockActionRequest(String body, JsonObject json, RequestHeaders headers, Gson gson) {
        // Without a payload Bolt's constructor reads nothing and leaves the context to us.
        super(body, null, headers);
        this.payload = gson.fromJson(json, BlockActionPayload.class);
        var context = getContext();
        context.setResponseUrl(payload.getResponseUrl());
        context.setTriggerId(payload.getTriggerId());
        context.setFunctionBotAccessToken(payload.getBotAccessToken());
        context.setRequestUserId(payload.getUser().getId());
        if (payload.getTeam() != null) {
            context.setTeamId(payload.getTeam().getId());
            context.setEnterpriseId(payload.getTeam().getEnterpriseId());
        } else {
            context.setTeamId(payload.getUser().getTeamId());
        }
        if (payload.getEnterprise() != null) {
            context.setEnterpriseId(payload.getEnterprise().getId());
        }
    }

    @Override
    public BlockActionPayload getPayload() {
        return payload;
    }
}
