package dev.releasemanager.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.rehearsal.ScriptedBot.Answer;
import dev.releasemanager.rehearsal.ScriptedBot.ApiResult;
import dev.releasemanager.rehearsal.ScriptedBot.Delivery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** From a command to a message, a modal and back: what everything else stands on. */
class MainPathsTest {

    private static final String MODAL =
            "{'type':'modal','callback_id':'new','title':{'type':'plain_text','text':'New release'},"
                    + "'submit':{'type':'plain_text','text':'Create'},'blocks':[{'type':'input','block_id':'title',"
                    + "'label':{'type':'plain_text','text':'Title'},'element':{'type':'plain_text_input','action_id':'t'}}]}";

    private final Rehearsed acme = new Rehearsed();
    private final Actor olivia = acme.visitor.as("olivia");

    @AfterEach
    void close() {
        acme.close();
    }

    @Test
    void a_command_reaches_the_bot_signed_and_its_answer_is_seen_by_that_person_only() {
        acme.bot.answers(delivery -> Answer.text("Nothing planned."));

        Done done = olivia.command("payments", "/release status for @ben & #payments");

        Delivery command = acme.bot.next();
        assertThat(done.ok()).isTrue();
        assertThat(command.at("command")).isEqualTo("/release");
        assertThat(command.at("text"))
                .isEqualTo("status for <@" + acme.person("ben") + "|ben> &amp; <#" + acme.channel("payments")
                        + "|payments>");
        assertThat(command.at("user_id")).isEqualTo(acme.person("olivia"));
        assertThat(command.header("X-Slack-Signature"))
                .isEqualTo(dev.releasemanager.rehearsal.delivery.Signature.of(
                        "rehearsal-signing-secret", command.header("X-Slack-Request-Timestamp"), command.body()));
        assertThat(olivia.lastMessage("payments").text()).isEqualTo("Nothing planned.");
        assertThat(olivia.lastMessage("payments").ephemeral()).isTrue();
        assertThat(acme.visitor.as("ben").texts("payments")).isEmpty();
    }

    @Test
    void a_modal_is_opened_filled_in_and_submitted() {
        acme.bot.answers(delivery -> {
            if (delivery.json().has("command")) {
                acme.call("views.open", "{'trigger_id':'" + delivery.at("trigger_id") + "','view':" + MODAL + "}");
            }
            return Answer.ok("");
        });
        olivia.command("payments", "/release new");

        Done done = olivia.fill("Title", "Pay by card").submit();

        Delivery unused = acme.bot.next();
        Delivery submission = acme.bot.next();
        assertThat(done.ok()).isTrue();
        assertThat(submission.at("type")).isEqualTo("view_submission");
        assertThat(submission.json().at("/view/state/values/title/t/value").asText())
                .isEqualTo("Pay by card");
        olivia.awaitNoModal();
    }

    @Test
    void a_button_in_a_direct_message_is_clicked_and_the_message_replaced() {
        ApiResult posted = acme.call(
                "chat.postMessage",
                "{'channel':'" + acme.person("ben")
                        + "','text':'Are you ready?','blocks':[{'type':'actions','elements':["
                        + "{'type':'button','action_id':'ready','value':'r1','text':{'type':'plain_text','text':'Ready'}}]}]}");
        Actor ben = acme.visitor.as("ben");
        assertThat(posted.at("channel")).startsWith("D");
        assertThat(ben.look().unread(Actor.DIRECT)).isEqualTo(1);

        Done done = ben.click("Ready");

        Delivery click = acme.bot.next();
        assertThat(done.ok()).isTrue();
        assertThat(click.at("type")).isEqualTo("block_actions");
        assertThat(click.json().at("/actions/0/value").asText()).isEqualTo("r1");
        assertThat(click.json().at("/message/ts").asText()).isEqualTo(posted.at("ts"));
        acme.bot.post(
                click.at("response_url"), "", "application/json", "{\"replace_original\":true,\"text\":\"Thank you\"}");
        assertThat(ben.awaitMessage(Actor.DIRECT, "Thank you").buttons()).isEmpty();
    }

    @Test
    void opening_home_sends_the_event_and_shows_what_the_bot_publishes() {
        acme.bot.answers(delivery -> {
            if (delivery.json().at("/event/type").asText().equals("app_home_opened")) {
                acme.call(
                        "views.publish",
                        "{'user_id':'" + delivery.json().at("/event/user").asText()
                                + "','view':{'type':'home','blocks':[{'type':'section','text':"
                                + "{'type':'mrkdwn','text':'Nothing waits for you'}}]}}");
            }
            return Answer.ok("");
        });

        assertThat(olivia.home().text()).isEqualTo("Nothing waits for you");
    }

    @Test
    void a_board_is_edited_in_place_and_everybody_in_the_channel_sees_it() {
        String channel = acme.channel("payments");
        ApiResult posted = acme.call("chat.postMessage", "{'channel':'" + channel + "','text':'polling'}");

        ApiResult updated = acme.call(
                "chat.update", "{'channel':'" + channel + "','ts':'" + posted.at("ts") + "','text':'cleared'}");

        assertThat(updated.ok()).isTrue();
        assertThat(olivia.texts("payments")).containsExactly("cleared");
    }
}
