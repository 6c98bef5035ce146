package dev.releasemanager;

import static dev.releasemanager.Players.must;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Shown;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Who may do what, and what those are told who may not. */
@Tag("A2")
class RolesEndToEndTest {
    private static final String EVERYBODYS = "releases";

    @RegisterExtension
    static final Players players = Players.rehearsing();

    private static String polling(String title) {
        String key = players.newReleaseIn(EVERYBODYS, title, "Payments", "Checkout");
        players.completePlan(key);
        players.open(key, "in 5h");
        return key;
    }

    /** Said below the command, or in a modal that has nothing to send. */
    private static String refused(String channel, String person, String line) {
        Shown answer = players.shown(person, channel, line);
        if (!answer.id().isEmpty()) {
            must(players.as(person).closeAll());
        }
        assertThat(answer.json().has("submit")).as("a form: " + answer.text()).isFalse();
        return players.words(answer);
    }

    @Nested
    class Making_a_release {
        @ParameterizedTest(name = "{0}")
        @ValueSource(strings = {"olivia", "priya", "pavel", "mika"})
        void is_for_members_of_any_configured_team(String person) {
            Shown form = players.shown(person, EVERYBODYS, "/release new");

            assertThat(form.title()).isEqualTo("New release");
            must(players.as(person).closeAll());
        }

        @ParameterizedTest(name = "{0}")
        @ValueSource(strings = {"elena", "sam", "otto"})
        void is_refused_to_others_with_the_reason(String person) {
            assertThat(refused(EVERYBODYS, person, "/release new"))
                    .contains("You can't create a release", "Only members of a configured team", "A2", "Next:");
        }
    }

    @Nested
    class Deciding {
        @ParameterizedTest(name = "{0} by {1}")
        @CsvSource({
            "edit, priya, A2",
            "edit, chen, A2",
            "edit, elena, A2",
            "edit, sam, A2",
            "edit, otto, A2",
            "open, priya, A2",
            "open, mika, A2",
            "go, pavel, A4",
            "go, priya, A4",
            "go, elena, A4",
            "go, otto, A4",
            "no-go, chen, A4",
            "no-go, sam, A4",
            "delay, ines, A4",
            "delay, elena, A4",
            "cancel, priya, A2",
            "cancel, otto, A2"
        })
        void is_refused_to_everybody_but_the_owner_who_is_named(String act, String person, String rule) {
            String key = Polling.once();
            String line = "/release " + act + " " + key + (act.equals("cancel") ? " because" : "");

            assertThat(refused(EVERYBODYS, person, line))
                    .contains("You can't ", key, "Only the release's owner can", "Ask them.", "@olivia", rule);
            assertThat(players.told("olivia", "/release status " + key)).contains("POLLING");
        }

        @ParameterizedTest(name = "{0}")
        @ValueSource(strings = {"Go", "No-Go", "Delay"})
        void by_the_boards_button_is_refused_in_the_same_words(String button) {
            String key = Polling.once();
            Actor chen = players.as("chen");
            Shown board = players.board("chen", EVERYBODYS, key, "POLLING");

            must(chen.click(board, button));

            assertThat(players.words(chen.modal()))
                    .contains("You can't", "Only the release's owner can", "@olivia", "A4");
            must(chen.closeAll());
        }
    }

    /** One release for all who look and are refused. */
    private static final class Polling {
        private static String key = "";

        static String once() {
            if (key.isEmpty()) {
                key = polling("For those who may not");
            }
            return key;
        }
    }

    @Nested
    class The_delegate {
        @Tag("A4")
        @Test
        void is_named_by_the_owner_and_then_calls_go() {
            String key = polling("In her place");
            players.ready("pavel", key);
            players.ready("chen", key);
            assertThat(refused(EVERYBODYS, "priya", "/release go " + key)).contains("A4");
            assertThat(players.told("chen", "/release delegate " + key + " @priya"))
                    .contains("You can't name a delegate", "Only its owner can", "@olivia", "A2");

            assertThat(players.told("olivia", "/release delegate " + key + " @priya"))
                    .contains("@priya may now decide");

            assertThat(players.words(players.awaitDirect("priya", key, "the delegate")))
                    .contains("call Go, No-Go or Delay in the owner's place");
            assertThat(refused(EVERYBODYS, "chen", "/release go " + key))
                    .contains("A4", "or the delegate whom the owner named", "@olivia", "@priya");
            players.callGo("priya", key);
            assertThat(players.words(players.awaitReply("olivia", EVERYBODYS, key, "GO for " + key)))
                    .contains("called by @priya");
        }

        @Test
        void may_not_name_another_and_is_no_delegate_any_more_when_the_owner_says_so() {
            String key = polling("For a while");
            players.told("olivia", "/release delegate " + key + " @priya");
            assertThat(players.told("priya", "/release delegate " + key + " @pavel"))
                    .contains("Only its owner can");

            assertThat(players.told("olivia", "/release delegate " + key + " nobody"))
                    .contains("Nobody but you");

            assertThat(refused(EVERYBODYS, "priya", "/release go " + key)).contains("A4");
        }

        @Test
        void is_an_active_member_of_a_team() {
            String key = polling("Not him");

            assertThat(players.told("olivia", "/release delegate " + key + " @otto"))
                    .contains("No delegate was named", "isn't an active member", "A2");
            assertThat(players.told("olivia", "/release delegate " + key + " priya"))
                    .contains("mentioning them with @");
        }
    }

    @Nested
    class Handing_over {
        @Test
        void is_the_owners_and_makes_the_other_one_the_caller() {
            String key = polling("From hand to hand");
            assertThat(players.told("chen", "/release owner " + key + " @chen")).contains("Only its owner can", "A2");

            assertThat(players.told("olivia", "/release owner " + key + " @chen"))
                    .contains(key);

            players.awaitDirect("chen", "handed", key, "over to you");
            assertThat(refused(EVERYBODYS, "olivia", "/release go " + key)).contains("A4", "@chen");
            assertThat(players.refusedGo("chen", key))
                    .contains("The gate of " + key, "is shut")
                    .doesNotContain("A4");
        }
    }

    @Nested
    class Answering {
        @ParameterizedTest(name = "{0}")
        @ValueSource(strings = {"mika", "elena", "sam", "otto"})
        void is_refused_to_those_of_no_taking_part_team(String person) {
            String key = Polling.once();

            assertThat(refused(EVERYBODYS, person, "/release answer " + key))
                    .contains("You can't answer for a team of " + key, "Only members of the taking-part teams", "A2");
        }

        @Test
        void with_the_button_of_another_teams_message_is_refused() {
            String key = Polling.once();
            Shown pavels = players.awaitDirect("pavel", key, "is Payments ready?");
            Actor pavel = players.as("pavel");
            must(pavel.click(pavels, "Ready"));
            assertThat(pavel.modal().title()).isEqualTo("Payments is ready");
            must(pavel.closeAll());

            String body = "payload="
                    + encoded(("{\"type\":\"block_actions\",\"team\":{\"id\":\"T1\"},\"user\":{\"id\":\"%s\"},"
                                    + "\"api_app_id\":\"A1\",\"trigger_id\":\"forged.1\",\"container\":{\"type\":\"message\"},"
                                    + "\"channel\":{\"id\":\"%s\"},\"actions\":[%s]}")
                            .formatted(players.id("chen"), pavels.channel(), readyButton(pavels)));
            JsonNode sent = players.visitor()
                    .raw(JsonNodeFactory.instance
                            .objectNode()
                            .put("body", body)
                            .put("content_type", "application/x-www-form-urlencoded")
                            .put("sign", true));

            assertThat(sent.path("answers").path(0).path("status").asInt()).isEqualTo(200);
            assertThat(players.told("olivia", "/release status " + key)).contains("Payments … SILENT");
        }

        private String readyButton(Shown message) {
            for (JsonNode block : message.json().path("blocks")) {
                for (JsonNode element : block.path("elements")) {
                    if (element.path("text").path("text").asText().equals("Ready")) {
                        return element.toString();
                    }
                }
            }
            throw new IllegalStateException("no such button");
        }
    }

    @Nested
    class Changes_and_steps {
        @Test
        void of_ones_own_team_are_a_members_and_of_another_team_they_are_not() {
            String key = Polling.once();
            Actor carla = players.as("carla");
            must(carla.command(EVERYBODYS, "/release scope " + key));
            must(carla.click("Add a change"));
            carla.fill("What changes", "Not mine")
                    .fill("Team", "Payments")
                    .fill("Component", "payments-api")
                    .fill("Kind", "Copy (low risk)")
                    .fill("Link", "https://code.example.com/pull/5")
                    .fill("What users notice", "nothing");

            assertThat(must(carla.submit()).errors().values().toString())
                    .contains("Only members of Payments and the release's owner can", "A2");

            must(carla.closeAll());
            must(carla.command(EVERYBODYS, "/release rollback-plan " + key));
            must(carla.click("Triggers and window"));
            assertThat(players.words(carla.modal())).contains("You can't edit the rollback plan", "@olivia");
            must(carla.closeAll());
        }
    }

    @Nested
    class Guests_and_those_who_left {
        @ParameterizedTest(name = "{0}")
        @ValueSource(
                strings = {"/release", "/release list", "/release new", "/release show PAY-1", "/release go PAY-1"})
        void a_guest_is_refused_everything(String line) {
            assertThat(refused(Actor.DIRECT, "gita", line))
                    .contains("You can't look at releases", "Guests", "A2")
                    .doesNotContain("New checkout");
        }

        @Test
        void a_guests_home_shows_no_release() {
            assertThat(players.words(players.as("gita").home()))
                    .contains("Guests")
                    .doesNotContain("PAY-1");
        }

        @Test
        void a_person_who_left_is_refused_though_the_request_is_signed() {
            players.visitor().leaves("ivan");

            String answer = players.awaitWords("You can't look at releases", () -> {
                JsonNode sent = players.visitor()
                        .raw(JsonNodeFactory.instance
                                .objectNode()
                                .put(
                                        "body",
                                        "command=%2Frelease&text=list&team_id=T1&api_app_id=A1&channel_id=C1&trigger_id="
                                                + System.nanoTime() + "&user_id=" + players.id("ivan"))
                                .put("content_type", "application/x-www-form-urlencoded")
                                .put("sign", true));
                assertThat(sent.path("answers").path(0).path("status").asInt()).isEqualTo(200);
                return sent.path("answers").path(0).path("body").asText();
            });

            assertThat(answer).contains("A2").doesNotContain("New checkout");
        }
    }

    @Nested
    class Looking {
        @ParameterizedTest(name = "{0}")
        @ValueSource(strings = {"otto", "elena", "sam", "mara"})
        void is_for_anyone_of_the_workspace(String person) {
            String key = Polling.once();

            assertThat(players.toldIn(EVERYBODYS, person, "/release show " + key))
                    .contains("For those who may not");
            assertThat(players.toldIn(EVERYBODYS, person, "/release history " + key))
                    .contains("release created");
            assertThat(players.toldIn(EVERYBODYS, person, "/release list")).contains(key);
            assertThat(players.toldIn(EVERYBODYS, person, "/release help")).contains("/release new");
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    @Test
    void a_cancelled_release_takes_no_more_and_cancelling_wants_a_reason() {
        String key = polling("Given up");
        assertThat(players.told("olivia", "/release cancel " + key)).contains("was not cancelled", "wants a reason");

        assertThat(players.told("olivia", "/release cancel " + key + " the customer left"))
                .contains("is cancelled");

        players.awaitReply("chen", EVERYBODYS, key, "CANCELLED by @olivia: the customer left");
        assertThat(players.told("olivia", "/release open " + key + " until in 5h"))
                .contains("cancelled");
        assertThat(players.told("olivia", "/release go " + key)).contains("The Go was not called", "cancelled");
    }
}
