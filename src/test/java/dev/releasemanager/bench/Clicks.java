package dev.releasemanager.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.world.Inputs;
import dev.releasemanager.rehearsal.world.Json;
import dev.releasemanager.release.ReleaseKey;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The bodies of what Slack sends when somebody answers for their team: the submitted form of a "Ready", and the click on
 * "Withdraw" in the message that takes the place of the request. Learnt from a running bot by answering once for each team,
 * so that they are as big and as true as Slack's: whole views, whole messages.
 */
final class Clicks {
    private static final String KEY = "XKEYX";
    private static final String PERSON = "XPERSONX";
    private static final String UNIQUE = "XUNIQUEX";

    private final Workspace workspace;
    private final SlackFront slack;
    private final AtomicLong numbers = new AtomicLong();
    private final String run = Long.toString(System.nanoTime(), 36);
    private final List<String> ready = new ArrayList<>();
    private final List<String> withdraw = new ArrayList<>();

    private Clicks(Workspace workspace, SlackFront slack) {
        this.workspace = workspace;
        this.slack = slack;
    }

    /** @param sample a release that nobody has answered for; nobody has afterwards, either */
    static Clicks learnt(URI bot, Workspace workspace, SlackFront slack, ReleaseKey sample)
            throws IOException, InterruptedException {
        Clicks clicks = new Clicks(workspace, slack);
        slack.keep(true);
        try (SignedRequests requests = new SignedRequests(bot, Workspace.SECRET)) {
            for (int team = 0; team < Workspace.TEAMS; team++) {
                String person = workspace.person(team).value();
                String value = sample.value() + ":1:1:" + Workspace.team(team).value();
                requests.accepted(form(clicks.click(person, "ready", value, Json.object(), clicks.unique())));
                JsonNode view = slack.takeView();
                clicks.ready.add(template(clicks.submission(view), sample, person));
                requests.accepted(clicks.ready(sample, team));
                JsonNode answer = slack.takeAnswer();
                clicks.withdraw.add(template(clicks.click(PERSON, "withdraw", value, answer, UNIQUE), sample, person));
                requests.accepted(clicks.withdraw(sample, team));
                JsonNode unused = slack.takeAnswer();
            }
        } finally {
            slack.keep(false);
        }
        return clicks;
    }

    private String unique() {
        return run + Long.toString(numbers.incrementAndGet(), 36);
    }

    byte[] ready(ReleaseKey release, int person) {
        return filled(ready.get(Workspace.teamOf(person)), release, person);
    }

    byte[] withdraw(ReleaseKey release, int person) {
        return filled(withdraw.get(Workspace.teamOf(person)), release, person);
    }

    private byte[] filled(String template, ReleaseKey release, int person) {
        return template.replace(KEY, release.value())
                .replace(PERSON, workspace.person(person).value())
                .replace(UNIQUE, unique())
                .getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] form(ObjectNode payload) {
        return encoded(payload).getBytes(StandardCharsets.US_ASCII);
    }

    private static String template(ObjectNode payload, ReleaseKey sample, String person) {
        return encoded(payload).replace(sample.value(), KEY).replace(person, PERSON);
    }

    private static String encoded(ObjectNode payload) {
        return "payload=" + URLEncoder.encode(Json.write(payload), StandardCharsets.UTF_8);
    }

    private ObjectNode payload(String type, String person, String unique) {
        ObjectNode payload = Json.object().put("type", type).put("trigger_id", "t." + unique);
        payload.putObject("user")
                .put("id", person)
                .put("username", "somebody")
                .put("name", "somebody")
                .put("team_id", workspace.teamId());
        payload.putObject("team").put("id", workspace.teamId()).put("domain", "sample");
        return payload.put("api_app_id", "A0REHEARSAL")
                .put("token", "not-relied-on")
                .put("is_enterprise_install", false);
    }

    /** @param message what it stands in, as it was posted */
    private ObjectNode click(String person, String act, String value, JsonNode message, String unique) {
        ObjectNode payload = payload("block_actions", person, unique);
        payload.putObject("container")
                .put("type", "message")
                .put("message_ts", "1763822345.000100")
                .put("channel_id", "D0BENCHMARK")
                .put("is_ephemeral", false);
        payload.putObject("channel").put("id", "D0BENCHMARK").put("name", "directmessage");
        payload.putObject("message")
                .put("type", "message")
                .put("ts", "1763822345.000100")
                .put("text", message.path("text").asText(""))
                .set("blocks", message.path("blocks").isArray() ? message.path("blocks") : Json.array());
        payload.put("response_url", slack.responseUrl(unique));
        payload.putObject("state").putObject("values");
        payload.putArray("actions")
                .addObject()
                .put("type", "button")
                .put("action_id", act)
                .put("block_id", "b1")
                .put("value", value)
                .put("action_ts", "1763822345.000200");
        return payload;
    }

    /** The form with everything ticked. */
    private ObjectNode submission(JsonNode opened) {
        ObjectNode payload = payload("view_submission", PERSON, UNIQUE);
        ObjectNode view = payload.putObject("view");
        view.setAll((ObjectNode) opened);
        ObjectNode metadata = (ObjectNode)
                Json.parse(opened.path("private_metadata").asText()).orElseThrow();
        view.put("private_metadata", Json.write(metadata.put("u", slack.responseUrl(UNIQUE))));
        view.put("id", "V0" + UNIQUE)
                .put("hash", "1.hash")
                .put("team_id", workspace.teamId())
                .put("app_id", "A0REHEARSAL")
                .put("bot_id", "B0REHEARSAL");
        ObjectNode values = view.putObject("state").putObject("values");
        for (Inputs.Found found : Inputs.in(opened.path("blocks"))) {
            ArrayNode ticked = values.putObject(found.blockId())
                    .putObject(found.actionId())
                    .put("type", found.type())
                    .putArray("selected_options");
            found.element().path("options").forEach(ticked::add);
        }
        payload.putArray("response_urls");
        return payload;
    }
}
