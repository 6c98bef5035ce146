package dev.releasemanager.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import com.slack.api.Slack;
import com.slack.api.SlackConfig;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.SlackApiTextResponse;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.methods.response.files.FilesUploadV2Response;
import com.slack.api.methods.response.views.ViewsOpenResponse;
import com.slack.api.model.Message;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Slack's own client reads what the double answers: the shapes are those that it expects. */
class SlackClientTest {

    private final Rehearsed acme =
            new Rehearsed(Rehearsed.description().grant("channels:history").build());
    private final Slack slack = Slack.getInstance(config());
    private final MethodsClient client = slack.methods(ScriptedBot.TOKEN);

    private SlackConfig config() {
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(acme.slack.apiUrl());
        config.setStatsEnabled(false);
        return config;
    }

    @AfterEach
    void close() throws Exception {
        slack.close();
        acme.close();
    }

    private static <T extends SlackApiTextResponse> T fine(T response) {
        assertThat(response.isOk()).as(response.getError()).isTrue();
        return response;
    }

    @Test
    void a_message_goes_out_is_edited_replied_to_and_read_back() throws IOException, SlackApiException {
        String channel = acme.channel("payments");
        ChatPostMessageResponse posted = fine(client.chatPostMessage(request -> request.channel(channel)
                .text("board")
                .blocksAsString("[{\"type\":\"section\",\"text\":{\"type\":\"mrkdwn\",\"text\":\"board\"}}]")
                .metadata(Message.Metadata.builder()
                        .eventType("release")
                        .eventPayload(Map.of("id", "1"))
                        .build())));
        assertThat(posted.getMessage().getBotProfile().getId()).isEqualTo("B0REHEARSAL");
        fine(client.chatUpdate(
                request -> request.channel(channel).ts(posted.getTs()).text("edited")));
        fine(client.chatPostMessage(
                request -> request.channel(channel).threadTs(posted.getTs()).text("reply")));
        fine(client.chatGetPermalink(request -> request.channel(channel).messageTs(posted.getTs())));
        var history = fine(
                client.conversationsHistory(request -> request.channel(channel).includeAllMetadata(true)));
        assertThat(history.getMessages().get(0).getMetadata().getEventPayload()).containsEntry("id", "1");
        fine(client.pinsAdd(request -> request.channel(channel).timestamp(posted.getTs())));
        fine(client.chatDelete(request -> request.channel(channel).ts(posted.getTs())));
    }

    @Test
    void people_groups_and_channels_are_read() throws IOException, SlackApiException {
        assertThat(fine(client.authTest(request -> request)).getBotId()).isEqualTo("B0REHEARSAL");
        assertThat(fine(client.usersList(request -> request)).getMembers()).hasSize(5);
        assertThat(fine(client.usersInfo(request -> request.user(acme.person("ben"))))
                        .getUser()
                        .getTz())
                .isEqualTo("America/New_York");
        fine(client.usersLookupByEmail(request -> request.email("ben@acme.example")));
        assertThat(fine(client.usergroupsList(request -> request.includeUsers(true)))
                        .getUsergroups()
                        .get(0)
                        .getUsers())
                .containsExactly(acme.person("ben"));
        fine(client.conversationsList(request -> request));
        fine(client.conversationsInfo(request -> request.channel(acme.channel("payments"))));
        fine(client.conversationsMembers(request -> request.channel(acme.channel("payments"))));
        assertThat(fine(client.conversationsOpen(request -> request.users(List.of(acme.person("ben")))))
                        .getChannel()
                        .getId())
                .startsWith("D");
        fine(client.teamInfo(request -> request));
    }

    @Test
    void a_modal_is_opened_and_home_published() throws IOException, SlackApiException {
        acme.visitor.as("ben").shortcut("new_release");
        String trigger = acme.bot.next().at("trigger_id");
        ViewsOpenResponse opened = fine(client.viewsOpen(request -> request.triggerId(trigger)
                .viewAsString("{\"type\":\"modal\",\"title\":{\"type\":\"plain_text\",\"text\":\"New\"},\"blocks\":"
                        + "[{\"type\":\"divider\"}]}")));
        assertThat(opened.getView().getHash()).isNotEmpty();
        fine(client.viewsPublish(request -> request.userId(acme.person("ben"))
                .viewAsString("{\"type\":\"home\",\"blocks\":[{\"type\":\"divider\"}]}")));
    }

    @Test
    void a_file_is_uploaded() throws IOException, SlackApiException {
        FilesUploadV2Response uploaded = fine(client.filesUploadV2(request -> request.channel(acme.channel("payments"))
                .filename("waves.txt")
                .title("Waves")
                .initialComment("The order")
                .fileData("A, then B".getBytes(StandardCharsets.UTF_8))));
        assertThat(uploaded.getFile().getTitle()).isEqualTo("Waves");
        assertThat(acme.visitor.as("ben").lastMessage("payments").text()).isEqualTo("The order");
    }
}
