package dev.releasemanager.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.rehearsal.ScriptedBot.ApiResult;
import dev.releasemanager.rehearsal.world.Json;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** What the bot calls: tokens, bodies, scopes, refusals by their real names, rates. */
class WebApiTest {

    private Rehearsed acme = new Rehearsed();

    @AfterEach
    void close() {
        acme.close();
    }

    private String payments() {
        return acme.channel("payments");
    }

    private ApiResult post(String words) {
        return acme.call("chat.postMessage", "{'channel':'" + payments() + "'," + words + "}");
    }

    @Nested
    class who_calls {

        @Test
        void a_call_without_a_token_with_a_wrong_one_and_with_one_in_the_query_are_refused() {
            assertThat(raw("auth.test", "", "application/json; charset=utf-8", "{}")
                            .error())
                    .isEqualTo("not_authed");
            assertThat(raw("auth.test", "xoxb-other", "application/json; charset=utf-8", "{}")
                            .error())
                    .isEqualTo("invalid_auth");
            assertThat(raw("auth.test?token=" + ScriptedBot.TOKEN, "", "application/json; charset=utf-8", "{}")
                            .error())
                    .isEqualTo("not_authed");
        }

        @Test
        void a_token_counts_in_a_form_but_not_in_a_json_body() {
            String inForm = "token=" + ScriptedBot.TOKEN;
            assertThat(raw("auth.test", "", "application/x-www-form-urlencoded", inForm)
                            .ok())
                    .isTrue();
            String inJson = "{\"token\":\"" + ScriptedBot.TOKEN + "\"}";
            assertThat(raw("auth.test", "", "application/json; charset=utf-8", inJson)
                            .error())
                    .isEqualTo("not_authed");
        }

        @Test
        void a_revoked_token_is_refused_and_counts_again_when_restored() {
            acme.visitor.post("/ui/bot", Json.object().put("token", "account_inactive"));
            assertThat(acme.call("auth.test", "{}").error()).isEqualTo("account_inactive");
            acme.visitor.post("/ui/bot", Json.object().put("token", "valid"));
            assertThat(acme.call("auth.test", "{}").at("bot_id")).isEqualTo("B0REHEARSAL");
        }

        @Test
        void an_unknown_method_a_broken_body_and_an_unknown_type_are_told_apart() {
            assertThat(acme.call("chat.shout", "{}").error()).isEqualTo("unknown_method");
            assertThat(raw("auth.test", ScriptedBot.TOKEN, "application/json; charset=utf-8", "{")
                            .error())
                    .isEqualTo("invalid_json");
            assertThat(raw("auth.test", ScriptedBot.TOKEN, "application/json; charset=utf-8", "[]")
                            .error())
                    .isEqualTo("json_not_object");
            assertThat(raw("auth.test", ScriptedBot.TOKEN, "application/xml", "<a/>")
                            .error())
                    .isEqualTo("invalid_post_type");
        }

        @Test
        void json_without_a_charset_is_taken_with_a_warning() {
            ApiResult result = raw("auth.test", ScriptedBot.TOKEN, "application/json", "{}");
            assertThat(result.ok()).isTrue();
            assertThat(result.at("warning")).isEqualTo("missing_charset");
        }

        @Test
        void a_missing_scope_is_named_beside_those_provided() {
            ApiResult result = acme.call("conversations.history", "{'channel':'" + payments() + "'}");
            assertThat(result.error()).isEqualTo("missing_scope");
            assertThat(result.at("needed")).contains("channels:history");
            assertThat(result.at("provided")).contains("chat:write");
        }

        @Test
        void socket_mode_cannot_be_opened_with_a_bot_token() {
            assertThat(acme.call("apps.connections.open", "{}").error()).isEqualTo("not_allowed_token_type");
        }

        private ApiResult raw(String method, String token, String type, String body) {
            return acme.bot.post(acme.slack.apiUrl() + method, token, type, body);
        }
    }

    @Nested
    class posting {

        @Test
        void blocks_in_a_form_are_read_and_nameless_parts_get_ids() {
            String blocks = "[{\"type\":\"actions\",\"elements\":[{\"type\":\"button\",\"text\":"
                    + "{\"type\":\"plain_text\",\"text\":\"Go\"}}]}]";
            String form =
                    "channel=" + payments() + "&text=hi&blocks=" + URLEncoder.encode(blocks, StandardCharsets.UTF_8);
            ApiResult result = acme.bot.post(
                    acme.slack.apiUrl() + "chat.postMessage",
                    ScriptedBot.TOKEN,
                    "application/x-www-form-urlencoded",
                    form);
            assertThat(result.json().at("/message/blocks/0/block_id").asText()).isNotEmpty();
            assertThat(result.json()
                            .at("/message/blocks/0/elements/0/action_id")
                            .asText())
                    .isNotEmpty();
        }

        @Test
        void nothing_to_say_is_refused() {
            assertThat(post("'text':'  '").error()).isEqualTo("no_text");
            assertThat(post("'blocks':[]").error()).isEqualTo("no_text");
            assertThat(acme.call("chat.postMessage", "{'text':'hi'}").error()).isEqualTo("invalid_arguments");
        }

        @Test
        void blocks_that_slack_refuses_are_refused_with_a_pointer_each() {
            ApiResult result = post("'text':'x','blocks':[{'type':'section'},{'type':'header','text':"
                    + "{'type':'mrkdwn','text':'no'}}]");
            assertThat(result.error()).isEqualTo("invalid_blocks");
            assertThat(result.json().path("errors")).hasSizeGreaterThanOrEqualTo(2);
            assertThat(result.json().at("/errors/0").asText()).contains("[json-pointer:/blocks/0");
            assertThat(result.json().at("/response_metadata/messages/0").asText())
                    .startsWith("[ERROR] ");
            assertThat(post("'text':'x','blocks':'{'").error()).isEqualTo("invalid_blocks_format");
            assertThat(post("'text':'x','blocks':{}").error()).isEqualTo("invalid_blocks_format");
        }

        @Test
        void too_much_text_in_all_blocks_together_is_refused_on_posting() {
            List<String> sections = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                sections.add("{'type':'section','text':{'type':'mrkdwn','text':'" + "x".repeat(2_900) + "'}}");
            }
            assertThat(post("'text':'x','blocks':[" + String.join(",", sections) + "]")
                            .error())
                    .isEqualTo("msg_blocks_too_long");
            assertThat(post("'text':'x','blocks':[" + String.join(",", sections.subList(0, 4)) + "]")
                            .ok())
                    .isTrue();
        }

        @Test
        void long_text_is_cut_when_posted_and_refused_when_edited() {
            ApiResult posted = post("'text':'" + "x".repeat(50_000) + "'");
            assertThat(posted.json().at("/message/text").asText()).hasSize(40_000);
            assertThat(update(posted, "'text':'" + "x".repeat(4_001) + "'").error())
                    .isEqualTo("msg_too_long");
            assertThat(update(posted, "'text':'" + "x".repeat(4_000) + "'").ok())
                    .isTrue();
        }

        @Test
        void metadata_is_kept_unless_replaced_and_taken_away_by_an_empty_object() {
            ApiResult posted = post("'text':'x','metadata':{'event_type':'release','event_payload':{'id':'1'}}");
            ApiResult kept = update(posted, "'text':'y'");
            assertThat(kept.json().at("/message/metadata/event_payload/id").asText())
                    .isEqualTo("1");
            assertThat(update(posted, "'text':'z','metadata':{}").json().at("/message/metadata"))
                    .isEmpty();
            assertThat(post("'text':'x','metadata':{'event_type':'release'}").error())
                    .isEqualTo("invalid_metadata_format");
            assertThat(post("'text':'x','metadata':{'event_type':'e','event_payload':{'a':'" + "x".repeat(17_000)
                                    + "'}}")
                            .error())
                    .isEqualTo("metadata_too_large");
        }

        @Test
        void text_without_blocks_takes_the_blocks_away() {
            ApiResult posted = post("'text':'x','blocks':[{'type':'divider'}]");
            assertThat(update(posted, "'text':'plain'").json().at("/message/blocks"))
                    .isEmpty();
        }

        @Test
        void only_the_bots_own_lasting_messages_can_be_edited_or_deleted() {
            String said = acme.visitor
                    .as("ben")
                    .say("payments", "hello")
                    .answer()
                    .path("ts")
                    .asText();
            String whispered = acme.call(
                            "chat.postEphemeral",
                            "{'channel':'" + payments() + "','user':'" + acme.person("ben") + "','text':'psst'}")
                    .at("message_ts");
            assertThat(on("chat.update", said).error()).isEqualTo("cant_update_message");
            assertThat(on("chat.delete", said).error()).isEqualTo("cant_delete_message");
            assertThat(on("chat.update", whispered).error()).isEqualTo("message_not_found");
            assertThat(on("chat.update", "1.000001").error()).isEqualTo("message_not_found");
        }

        @Test
        void a_persons_id_opens_the_direct_line_when_posting_and_is_no_channel_when_editing() {
            ApiResult posted = acme.call("chat.postMessage", "{'channel':'" + acme.person("sue") + "','text':'hi'}");
            assertThat(posted.at("channel")).startsWith("D");
            assertThat(acme.call(
                                    "chat.update",
                                    "{'channel':'" + acme.person("sue") + "','ts':'" + posted.at("ts")
                                            + "','text':'x'}")
                            .error())
                    .isEqualTo("channel_not_found");
        }

        @Test
        void a_reply_stands_in_its_thread_and_counts_at_the_parent() {
            ApiResult parent = post("'text':'board'");
            ApiResult reply = post("'text':'detail','thread_ts':'" + parent.at("ts") + "'");
            post("'text':'more','thread_ts':'" + reply.at("ts") + "'");
            List<Shown> messages = acme.visitor.as("ben").look().messages("payments");
            assertThat(messages.get(0).json().path("reply_count").asInt()).isEqualTo(2);
            assertThat(messages.get(2).threadTs()).contains(parent.at("ts"));
            assertThat(post("'text':'x','thread_ts':'yesterday'").error()).isEqualTo("invalid_thread_ts");
        }

        @Test
        void a_whisper_is_seen_by_one_person_and_raises_no_badge() {
            acme.call(
                    "chat.postEphemeral",
                    "{'channel':'" + payments() + "','user':'" + acme.person("ben") + "','text':'psst'}");
            assertThat(acme.visitor.as("ben").texts("payments")).containsExactly("psst");
            assertThat(acme.visitor.as("ben").look().unread("payments")).isZero();
            assertThat(acme.visitor.as("olivia").texts("payments")).isEmpty();
            assertThat(acme.call(
                                    "chat.postEphemeral",
                                    "{'channel':'" + payments() + "','user':'" + acme.person("sue")
                                            + "','text':'psst'}")
                            .error())
                    .isEqualTo("user_not_in_channel");
        }

        private ApiResult on(String method, String ts) {
            return acme.call(method, "{'channel':'" + payments() + "','ts':'" + ts + "','text':'x'}");
        }

        private ApiResult update(ApiResult posted, String words) {
            return acme.call(
                    "chat.update", "{'channel':'" + payments() + "','ts':'" + posted.at("ts") + "'," + words + "}");
        }
    }

    @Nested
    class membership {

        @Test
        void where_the_bot_is_not_it_cannot_post() {
            assertThat(postTo("random").error()).isEqualTo("not_in_channel");
            assertThat(postTo("secret").error()).isEqualTo("channel_not_found");
            assertThat(acme.call("chat.postMessage", "{'channel':'C999','text':'x'}")
                            .error())
                    .isEqualTo("channel_not_found");
        }

        @Test
        void with_the_scope_it_posts_in_public_channels_that_it_is_not_in() {
            acme.close();
            acme = new Rehearsed(
                    Rehearsed.description().grant("chat:write.public").build());
            assertThat(postTo("random").ok()).isTrue();
            assertThat(postTo("secret").error()).isEqualTo("channel_not_found");
        }

        @Test
        void an_archived_channel_takes_no_posts_and_no_edits() {
            ApiResult posted = postTo("payments");
            acme.visitor.archive("payments");
            assertThat(postTo("payments").error()).isEqualTo("is_archived");
            assertThat(acme.call(
                                    "chat.update",
                                    "{'channel':'" + payments() + "','ts':'" + posted.at("ts") + "','text':'x'}")
                            .error())
                    .isEqualTo("is_inactive");
        }

        @Test
        void a_bot_put_out_of_a_channel_is_out() {
            acme.visitor.botMember("payments", false);
            assertThat(postTo("payments").error()).isEqualTo("not_in_channel");
        }

        @Test
        void somebody_who_left_is_listed_as_deleted_and_can_do_nothing() {
            acme.visitor.leaves("ben");
            ApiResult info = acme.call("users.info", "{'user':'" + acme.person("ben") + "'}");
            assertThat(info.json().at("/user/deleted").asBoolean()).isTrue();
            assertThat(acme.visitor.as("ben").command("payments", "/release").error())
                    .isEqualTo("account_inactive");
            assertThat(acme.call("users.lookupByEmail", "{'email':'ben@acme.example'}")
                            .error())
                    .isEqualTo("users_not_found");
        }

        private ApiResult postTo(String channel) {
            return acme.call("chat.postMessage", "{'channel':'" + acme.channel(channel) + "','text':'x'}");
        }
    }

    @Nested
    class reading {

        @Test
        void people_come_in_pages_with_cursors() {
            List<String> names = new ArrayList<>();
            String cursor = "";
            do {
                ApiResult page = acme.call("users.list", "{'limit':2,'cursor':'" + cursor + "'}");
                page.json()
                        .path("members")
                        .forEach(member -> names.add(member.path("name").asText()));
                cursor = page.json().at("/response_metadata/next_cursor").asText();
            } while (!cursor.isEmpty());
            assertThat(names).containsExactly("slackbot", "olivia", "ben", "sue", "release_manager");
            assertThat(acme.call("users.list", "{'cursor':'nonsense'}").error()).isEqualTo("invalid_cursor");
        }

        @Test
        void groups_come_with_their_members_but_not_on_the_free_plan() {
            ApiResult groups = acme.call("usergroups.list", "{'include_users':true}");
            assertThat(groups.json().at("/usergroups/0/users/0").asText()).isEqualTo(acme.person("ben"));
            assertThat(acme.call("usergroups.users.list", "{'usergroup':'S999'}")
                            .error())
                    .isEqualTo("no_such_subteam");
            acme.close();
            acme = new Rehearsed(Rehearsed.description().onTheFreePlan().build());
            assertThat(acme.call("usergroups.list", "{}").error()).isEqualTo("plan_upgrade_required");
        }

        @Test
        void a_private_channel_that_the_bot_is_not_in_does_not_exist_for_it() {
            assertThat(acme.call("conversations.info", "{'channel':'" + acme.channel("secret") + "'}")
                            .error())
                    .isEqualTo("channel_not_found");
            ApiResult all = acme.call("conversations.list", "{'types':'public_channel,private_channel'}");
            assertThat(all.json().path("channels")).hasSize(2);
            ApiResult members = acme.call("conversations.members", "{'channel':'" + payments() + "'}");
            assertThat(members.json().path("members")).hasSize(3);
        }

        @Test
        void history_and_replies_are_there_with_the_scope_and_carry_metadata_when_asked() {
            acme.close();
            acme = new Rehearsed(
                    Rehearsed.description().grant("channels:history").build());
            ApiResult parent = post("'text':'one','metadata':{'event_type':'e','event_payload':{'id':'7'}}");
            post("'text':'two','thread_ts':'" + parent.at("ts") + "'");
            ApiResult history =
                    acme.call("conversations.history", "{'channel':'" + payments() + "','include_all_metadata':true}");
            assertThat(history.json().path("messages")).hasSize(1);
            assertThat(history.json()
                            .at("/messages/0/metadata/event_payload/id")
                            .asText())
                    .isEqualTo("7");
            ApiResult replies = acme.call(
                    "conversations.replies", "{'channel':'" + payments() + "','ts':'" + parent.at("ts") + "'}");
            assertThat(replies.json().path("messages")).hasSize(2);
            assertThat(acme.call("conversations.replies", "{'channel':'" + payments() + "','ts':'1.1'}")
                            .error())
                    .isEqualTo("thread_not_found");
        }
    }

    @Nested
    class rates {

        @Test
        void edits_of_all_channels_together_are_cut_at_tier_three_until_the_window_has_moved_on() {
            ApiResult board = post("'text':'board'");
            int taken = 0;
            ApiResult last = edit(board);
            while (last.ok() && taken < 200) {
                taken++;
                last = edit(board);
            }
            assertThat(taken).isBetween(50, 75);
            assertThat(last.status()).isEqualTo(429);
            assertThat(last.error()).isEqualTo("ratelimited");
            acme.wall.step(Duration.ofSeconds(Long.parseLong(last.retryAfter()) - 1));
            assertThat(edit(board).status()).isEqualTo(429);
            acme.wall.step(Duration.ofSeconds(1));
            assertThat(edit(board).ok()).isTrue();
        }

        @Test
        void posts_are_cut_at_one_a_second_in_one_channel_only() {
            int taken = 0;
            ApiResult last = post("'text':'x'");
            while (last.ok() && taken < 60) {
                taken++;
                last = post("'text':'x'");
            }
            assertThat(taken).isBetween(3, 15);
            assertThat(last.retryAfter()).isEqualTo("1");
            assertThat(acme.call("chat.postMessage", "{'channel':'" + acme.person("ben") + "','text':'x'}")
                            .ok())
                    .isTrue();
            acme.wall.step(Duration.ofSeconds(1));
            assertThat(post("'text':'x'").ok()).isTrue();
            assertThat(post("'text':'x'").status()).isEqualTo(429);
        }

        private ApiResult edit(ApiResult board) {
            return acme.call(
                    "chat.update", "{'channel':'" + payments() + "','ts':'" + board.at("ts") + "','text':'again'}");
        }
    }

    @Nested
    class pins_bookmarks_and_files {

        @Test
        void a_message_is_pinned_once() {
            ApiResult posted = post("'text':'board'");
            String pin = "{'channel':'" + payments() + "','timestamp':'" + posted.at("ts") + "'}";
            assertThat(acme.call("pins.add", pin).ok()).isTrue();
            assertThat(acme.call("pins.add", pin).error()).isEqualTo("already_pinned");
        }

        @Test
        void a_bookmark_wants_a_link() {
            String begin = "{'channel_id':'" + payments() + "','title':'Board','type':'link'";
            assertThat(acme.call("bookmarks.add", begin + ",'link':'https://example.com'}")
                            .at("ok"))
                    .isEqualTo("true");
            assertThat(acme.call("bookmarks.add", begin + ",'link':'nowhere'}").error())
                    .isEqualTo("invalid_link");
        }

        @Test
        void a_picture_is_uploaded_in_three_steps_and_seen_with_its_alternative_text() {
            ApiResult address = acme.call(
                    "files.getUploadURLExternal", "{'filename':'waves.png','length':3,'alt_txt':'B after A'}");
            String complete = "{'files':[{'id':'" + address.at("file_id") + "','title':'Waves'}],'channel_id':'"
                    + payments() + "','initial_comment':'The order'}";
            assertThat(acme.call("files.completeUploadExternal", complete).error())
                    .isEqualTo("file_not_found");
            ApiResult sent = acme.bot.post(address.at("upload_url"), "", "application/octet-stream", "png");
            assertThat(sent.json().asText()).isEqualTo("OK - 3");
            assertThat(acme.call("files.completeUploadExternal", complete).ok()).isTrue();
            Shown shown = acme.visitor.as("ben").lastMessage("payments");
            assertThat(shown.text()).isEqualTo("The order");
            assertThat(shown.json().at("/files/0/alt_txt").asText()).isEqualTo("B after A");
            String image = "'blocks':[{'type':'image','alt_text':'a','slack_file':{'id':'";
            assertThat(post("'text':'x'," + image + address.at("file_id") + "'}}]")
                            .ok())
                    .isTrue();
            assertThat(post("'text':'x'," + image + "F999'}}]").error()).isEqualTo("invalid_blocks");
        }
    }

    @Nested
    class told_to_fail {

        @Test
        void a_method_answers_500_then_429_then_as_usual() {
            acme.visitor.fault("chat.postMessage", "http_500", 1, 0);
            acme.visitor.fault("chat.postMessage", "rate_limited", 1, 7);
            assertThat(post("'text':'x'").status()).isEqualTo(500);
            ApiResult limited = post("'text':'x'");
            assertThat(limited.status()).isEqualTo(429);
            assertThat(limited.retryAfter()).isEqualTo("7");
            assertThat(post("'text':'x'").ok()).isTrue();
            assertThat(acme.visitor.as("ben").texts("payments")).hasSize(1);
        }

        @Test
        void an_answer_is_lost_though_the_message_was_posted() {
            acme.visitor.fault("chat.postMessage", "lost_answer", 1, 0);
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> post("'text':'once'"))
                    .hasRootCauseInstanceOf(java.io.IOException.class);
            assertThat(acme.visitor.as("ben").texts("payments")).containsExactly("once");
        }

        @Test
        void what_was_refused_is_in_the_log_by_its_name() {
            post("'blocks':[]");
            var log = acme.visitor.log();
            assertThat(log.at("/refused/0/error").asText()).isEqualTo("no_text");
            assertThat(log.at("/requests/0/method").asText()).isEqualTo("chat.postMessage");
            assertThat(log.at("/requests/0/direction").asText()).isEqualTo("to_slack");
        }
    }
}
