package dev.releasemanager.rehearsal.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The rehearsal's page: what a person sees and does, and what reaches the server. */
class PageTest extends BrowserCase {
    private static final String OLIVIA = "U01OLIVIA";
    private static final String PRIYA = "U02PRIYA";
    private static final String PAYMENTS = "C01PAYMENTS";

    private Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private Locator modal() {
        return page.getByTestId("modal");
    }

    /** A message's own root, by words in it. */
    private Locator message(String words) {
        return page.getByTestId("conversation")
                .locator("article")
                .filter(new Locator.FilterOptions().setHasText(words));
    }

    private void goOpensTheCall() {
        workspace.on((server, act) -> {
            if (act.path("action_id").asText().equals("go")) {
                server.show(OLIVIA, server.view("call_go"));
            }
            return null;
        });
    }

    private void newReleaseIsOpen() {
        workspace.show(OLIVIA, workspace.view("new_release"));
        open(OLIVIA, "home");
        assertThat(modal()).isVisible();
    }

    @Nested
    class Looking_around {
        @Test
        void one_sees_at_a_glance_whom_the_bot_wrote_to() {
            open(OLIVIA, PAYMENTS);

            assertThat(page.getByTestId("unread-" + PRIYA)).hasText("2");
            assertThat(page.getByTestId("person-" + PRIYA))
                    .hasAttribute("aria-label", "Priya Raman, Payments, lead, 2 unread");
            assertThat(page.getByTestId("person-" + OLIVIA)).hasAttribute("aria-current", "true");
            assertThat(page.getByTestId("me")).containsText("You are Olivia Okafor");
        }

        @Test
        void another_person_finds_the_direct_message_that_waits_and_it_counts_as_read() throws Exception {
            open(OLIVIA, PAYMENTS);

            page.getByTestId("person-" + PRIYA).click();

            assertThat(page.getByTestId("me")).containsText("You are Priya Raman");
            assertThat(message("Is Payments ready for PAY-12?")).isVisible();
            assertThat(workspace.awaitAct("read").path("channel").asText()).isEqualTo("D02");
            assertThat(page.getByTestId("unread-" + PRIYA)).hasCount(0);
        }

        @Test
        void a_digit_switches_the_person_but_not_while_somebody_types() {
            open(OLIVIA, PAYMENTS);
            page.getByTestId("composer").fill("at ");
            page.getByTestId("composer").press("2");
            assertThat(page.getByTestId("composer")).hasValue("at 2");

            page.getByTestId("composer").blur();
            page.keyboard().press("2");

            assertThat(page.getByTestId("me")).containsText("Priya Raman");
        }

        @Test
        void times_are_the_persons_own() {
            open(OLIVIA, PAYMENTS);
            assertThat(page.getByTestId("clock-now")).hasText(Pattern.compile("16:44:\\d\\d"));
            assertThat(page.getByTestId("clock-utc")).hasText("15:44 UTC");
            assertThat(message("Polling")).containsText("the owner can call until today at 17:00");

            page.getByTestId("person-U05KENJI").click();

            assertThat(page.getByTestId("clock-now")).hasText(Pattern.compile("00:44:\\d\\d"));
            page.getByTestId("conversation-" + PAYMENTS).click();
            assertThat(message("Polling")).containsText("the owner can call until today at 01:00");
        }

        @Test
        void an_ephemeral_message_says_that_only_you_see_it() {
            open(OLIVIA, PAYMENTS);

            assertThat(message("Nothing was counted")).containsText("Only visible to you");
        }

        @Test
        void the_thread_opens_beside_the_conversation() {
            open(OLIVIA, PAYMENTS);

            button("3 replies last at 16:40").click();

            assertThat(page.getByTestId("thread")).containsText("Found it: a missing index");
            assertThat(page.getByTestId("thread")).containsText("3 replies");
            page.getByTestId("thread-close").click();
            assertThat(page.getByTestId("thread")).isHidden();
        }

        @Test
        void home_is_asked_for_and_drawn() throws Exception {
            open(OLIVIA, PAYMENTS);

            page.getByTestId("nav-home").click();

            assertThat(workspace.awaitAct("open_home").path("as").asText()).isEqualTo(OLIVIA);
            assertThat(page.getByTestId("home")).containsText("What waits for you");
            assertThat(button("Write the plan")).isVisible();
        }

        @Test
        void the_hint_stays_away_once_dismissed() {
            open(OLIVIA, PAYMENTS);
            assertThat(page.getByTestId("hint")).containsText("You are Olivia, the release owner");

            page.getByTestId("hint-dismiss").click();
            page.reload();

            assertThat(message("PAY-12")).isVisible();
            assertThat(page.getByTestId("hint")).isHidden();
        }

        @Test
        void a_reload_comes_back_to_the_same_person_and_place() {
            open(OLIVIA, PAYMENTS);
            page.getByTestId("person-" + PRIYA).click();
            page.getByTestId("conversation-C03LEADS").click();

            page.reload();

            assertThat(page.getByTestId("me")).containsText("Priya Raman");
            assertThat(page.getByTestId("conversation-C03LEADS")).hasAttribute("aria-current", "page");
        }
    }

    @Nested
    class Writing {
        @Test
        void plain_words_are_said_and_a_command_is_a_command() throws Exception {
            open(OLIVIA, PAYMENTS);
            Locator composer = page.getByTestId("composer");

            composer.fill("we're ready");
            composer.press("Enter");
            composer.fill("/release check PAY-12");
            composer.press("Enter");

            JsonNode said = workspace.awaitAct("say");
            assertThat(said.path("text").asText()).isEqualTo("we're ready");
            assertThat(said.path("channel").asText()).isEqualTo(PAYMENTS);
            assertThat(said.path("thread_ts").isNull()).isTrue();
            assertThat(workspace.awaitAct("command").path("text").asText()).isEqualTo("/release check PAY-12");
            assertThat(composer).hasValue("");
        }

        @Test
        void what_is_written_while_the_last_is_on_its_way_follows_it() throws Exception {
            open(OLIVIA, PAYMENTS);
            Locator composer = page.getByTestId("composer");
            List<Route> held = new ArrayList<>();
            page.route("**/ui/act", held::add);

            composer.fill("one");
            composer.press("Enter");
            composer.fill("two");
            composer.press("Enter");

            assertThat(composer).hasValue("");
            page.waitForCondition(() -> held.size() == 1);
            held.get(0).resume();
            page.waitForCondition(() -> held.size() == 2);
            held.get(1).resume();
            JsonNode unused =
                    workspace.awaitAct("say", said -> said.path("text").asText().equals("two"));
            assertThat(workspace.acts("say"))
                    .extracting(said -> said.path("text").asText())
                    .containsExactly("one", "two");
        }

        @Test
        void a_slash_suggests_the_commands_and_what_may_follow() throws Exception {
            open(OLIVIA, PAYMENTS);
            Locator composer = page.getByTestId("composer");
            composer.pressSequentially("/re");
            assertThat(page.getByTestId("composer-suggestions")).containsText("Plan, poll, call and follow a release");

            composer.press("Enter");
            assertThat(composer).hasValue("/release ");
            composer.pressSequentially("st");
            composer.press("Tab");
            assertThat(composer).hasValue("/release status ");
            composer.press("Enter");

            assertThat(workspace.awaitAct("command").path("text").asText()).isEqualTo("/release status");
        }

        @Test
        void an_unknown_command_is_refused_as_slack_does() {
            open(OLIVIA, PAYMENTS);

            page.getByTestId("composer").fill("/relaese list");
            page.getByTestId("composer").press("Enter");

            assertThat(page.getByTestId("toasts")).containsText("/relaese is not a valid command.");
            assertThat(workspace.acts("command")).isEmpty();
        }

        @Test
        void a_reply_goes_into_its_thread() throws Exception {
            open(OLIVIA, PAYMENTS);
            button("3 replies last at 16:40").click();

            page.getByTestId("thread-composer").fill("Thank you");
            page.getByTestId("thread-composer").press("Enter");

            JsonNode said = workspace.awaitAct("say");
            assertThat(message("PAY-12 Card vault"))
                    .hasAttribute("data-ts", said.path("thread_ts").asText());
        }

        @Test
        void a_draft_waits_for_its_person_and_place() {
            open(OLIVIA, PAYMENTS);
            page.getByTestId("composer").fill("half a sent");

            page.getByTestId("conversation-C03LEADS").click();
            assertThat(page.getByTestId("composer")).hasValue("");
            page.getByTestId("conversation-" + PAYMENTS).click();

            assertThat(page.getByTestId("composer")).hasValue("half a sent");
        }
    }

    @Nested
    class Clicking {
        @Test
        void a_click_says_which_element_of_which_message() throws Exception {
            open(PRIYA, "D02");

            button("Ready …").click();

            JsonNode click = workspace.awaitAct("click");
            assertThat(click.path("as").asText()).isEqualTo(PRIYA);
            assertThat(click.path("channel").asText()).isEqualTo("D02");
            assertThat(click.path("message_ts").asText()).isNotBlank();
            assertThat(click.path("block_id").asText()).isEqualTo("a");
            assertThat(click.path("action_id").asText()).isEqualTo("ready");
            assertThat(click.path("value").asText()).isEqualTo("PAY-12:r4:1");
        }

        @Test
        void a_confirmation_comes_first_and_can_be_declined() throws Exception {
            open(OLIVIA, PAYMENTS);

            button("No-Go").click();
            assertThat(page.getByTestId("confirm")).containsText("Call No-Go?");
            button("Keep polling").click();
            assertThat(page.getByTestId("confirm")).hasCount(0);
            assertThat(workspace.acts("click")).isEmpty();

            button("No-Go").click();
            button("Call No-Go").click();
            assertThat(workspace.awaitAct("click").path("action_id").asText()).isEqualTo("nogo");
        }

        @Test
        void while_an_act_is_under_way_the_buttons_of_its_message_rest() throws Exception {
            java.util.concurrent.CountDownLatch answer = new java.util.concurrent.CountDownLatch(1);
            workspace.on((server, act) -> {
                if (act.path("type").asText().equals("click")) {
                    try {
                        answer.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                }
                return null;
            });
            open(OLIVIA, PAYMENTS);

            button("Go").click();

            assertThat(button("Delay")).isDisabled();
            button("Delay").click(new Locator.ClickOptions().setForce(true));
            answer.countDown();
            assertThat(button("Delay")).isEnabled();
            assertThat(workspace.acts("click")).hasSize(1);
        }

        @Test
        void an_overflow_menu_sends_the_option_chosen() throws Exception {
            open(OLIVIA, PAYMENTS);

            page.getByTestId("overflow-more").click();
            page.getByRole(AriaRole.MENUITEM, new Page.GetByRoleOptions().setName("History"))
                    .click();

            assertThat(workspace.awaitAct("click").at("/selected_option/value").asText())
                    .isEqualTo("history");
        }

        @Test
        void a_select_on_home_sends_its_choice_with_the_state_of_the_view() throws Exception {
            open(OLIVIA, "home");

            page.getByTestId("field-filter").click();
            page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("All"))
                    .click();

            JsonNode click = workspace.awaitAct("click");
            assertThat(click.path("view_id").asText()).isEqualTo("V90HOME");
            assertThat(click.at("/selected_option/value").asText()).isEqualTo("all");
            assertThat(click.at("/state/values/ha/filter/selected_option/value").asText())
                    .isEqualTo("all");
        }

        @Test
        void shortcuts_are_offered_at_the_composer_and_at_messages() throws Exception {
            open(OLIVIA, PAYMENTS);
            page.getByTestId("shortcuts").click();
            page.getByTestId("shortcut-new_release").click();
            assertThat(workspace.awaitAct("shortcut").path("channel").isNull()).isTrue();

            Locator plain = message("Staging has the new vault");
            plain.hover();
            plain.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Message shortcuts"))
                    .click();
            page.getByTestId("shortcut-attach_evidence").click();

            JsonNode act = workspace.awaitAct(
                    "shortcut", each -> each.path("callback_id").asText().equals("attach_evidence"));
            assertThat(plain).hasAttribute("data-ts", act.path("message_ts").asText());
        }

        @Test
        void what_slack_tells_the_person_is_shown_until_dismissed() throws Exception {
            open(OLIVIA, PAYMENTS);
            workspace.toast(OLIVIA, "t1", "/release failed with the error \"operation_timeout\"");
            assertThat(page.getByTestId("toast-t1")).containsText("operation_timeout");

            page.getByTestId("toast-t1").getByRole(AriaRole.BUTTON).click();

            assertThat(workspace.awaitAct("dismiss_toast").path("id").asText()).isEqualTo("t1");
            assertThat(page.getByTestId("toast-t1")).hasCount(0);
        }

        @Test
        void a_failure_of_which_the_server_says_nothing_is_told_by_the_page() {
            workspace.on((server, act) -> act.path("type").asText().equals("click")
                    ? FakeWorkspace.object().put("ok", false).put("error", "operation_timeout")
                    : null);
            open(OLIVIA, PAYMENTS);

            button("Delay").click();

            assertThat(page.getByTestId("toasts")).containsText("The app took too long to answer");
        }
    }

    @Nested
    class A_modal {
        @Test
        void what_was_typed_survives_news_with_focus_and_caret() {
            newReleaseIsOpen();
            Locator purpose = page.getByTestId("field-purpose");
            purpose.fill("Cards are kept in the new vault");
            purpose.press("Home");
            purpose.press("ArrowRight");

            workspace.change(all -> ((ArrayNode) all.required("channels").get(0).required("messages"))
                    .addObject()
                    .put("ts", "1795369999.000001")
                    .put("user", PRIYA)
                    .put("text", "news")
                    .put("shown_at", "2026-11-22T15:46:00Z"));
            ObjectNode changed = workspace.view("new_release");
            changed.put("hash", "2.def");
            ((ObjectNode) changed.required("blocks").get(2).required("label")).put("text", "Purpose, please");
            workspace.show(OLIVIA, changed);

            assertThat(modal()).containsText("Purpose, please");
            assertThat(purpose).hasValue("Cards are kept in the new vault");
            assertThat(purpose).isFocused();
            assertThat(purpose.evaluate("node => node.selectionStart")).isEqualTo(1);
        }

        @Test
        void it_is_submitted_in_slacks_shape() throws Exception {
            newReleaseIsOpen();
            page.getByTestId("field-title").fill("Card vault migration");
            page.getByTestId("field-purpose").fill("Cards are kept in the new vault");
            page.getByTestId("field-teams").click();
            page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("Payments"))
                    .click();
            page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("Platform"))
                    .click();
            page.getByTestId("field-teams").press("Escape");
            page.getByTestId("field-when").fill("2026-11-25T09:30");
            page.getByTestId("field-owner").fill("pri");
            page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("Priya Raman"))
                    .click();
            page.getByText("Leadership").click();

            page.getByTestId("modal-submit").click();

            JsonNode sent = workspace.awaitAct("submit");
            assertThat(sent.path("view_id").asText()).isEqualTo("V01NEW");
            JsonNode values = sent.at("/state/values");
            assertThat(values.at("/title/title"))
                    .isEqualTo(FakeWorkspace.json("{'type':'plain_text_input','value':'Card vault migration'}"));
            assertThat(values.at("/kind/kind/selected_option/value").asText()).isEqualTo("regular");
            assertThat(values.at("/teams/teams/selected_options").findValuesAsText("value"))
                    .containsExactly("payments", "platform");
            assertThat(values.at("/when/when/selected_date_time").asLong()).isEqualTo(1795595400L);
            assertThat(values.at("/owner/owner/selected_user").asText()).isEqualTo(PRIYA);
            assertThat(values.at("/ticket/ticket/selected_option").isNull()).isTrue();
            assertThat(values.at("/checks/checks/selected_options").findValuesAsText("value"))
                    .containsExactly("support", "leadership");
        }

        @Test
        void a_required_field_left_empty_is_named_before_anything_is_sent() {
            newReleaseIsOpen();
            page.getByTestId("field-title").fill("Card vault migration");

            page.getByTestId("modal-submit").click();

            assertThat(page.getByTestId("fault-purpose")).hasText("Please complete this required field.");
            assertThat(page.getByTestId("fault-title")).isHidden();
            assertThat(page.getByTestId("fault-ticket")).isHidden();
            assertThat(workspace.acts("submit")).isEmpty();
        }

        @Test
        void the_bots_faults_stand_at_their_fields_until_answered() throws Exception {
            workspace.on((server, act) -> {
                if (act.path("type").asText().equals("submit")) {
                    ObjectNode view = server.view("call_go");
                    view.putObject("errors").put("sure", "The gate is shut.").put("gone", "And nobody knows where.");
                    server.show(OLIVIA, view);
                }
                return null;
            });
            workspace.show(OLIVIA, workspace.view("call_go"));
            open(OLIVIA, PAYMENTS);
            page.getByLabel("Go for revision 4").check();

            page.keyboard().press("Control+Enter");

            assertThat(page.getByTestId("fault-sure")).hasText("The gate is shut.");
            assertThat(modal()).containsText("And nobody knows where.");
            assertThat(page.getByLabel("Go for revision 4")).isChecked();
            page.getByLabel("Not yet").check();
            assertThat(page.getByTestId("fault-sure")).isHidden();
            assertThat(workspace.acts("submit")).hasSize(1);
        }

        @Test
        void escape_closes_it_and_the_keyboard_goes_back_to_where_it_was() throws Exception {
            goOpensTheCall();
            open(OLIVIA, PAYMENTS);
            button("Go").click();
            assertThat(modal()).isVisible();

            page.keyboard().press("Escape");
            assertThat(workspace.awaitAct("close").path("view_id").asText()).isEqualTo("V02GO");
            workspace.show(OLIVIA);

            assertThat(modal()).hasCount(0);
            assertThat(button("Go")).isFocused();
        }

        @Test
        void tab_stays_inside() {
            workspace.show(OLIVIA, workspace.view("call_go"));
            open(OLIVIA, PAYMENTS);
            assertThat(modal()).isVisible();

            for (int i = 0; i < 12; i++) {
                page.keyboard().press("Tab");
                assertThat((Boolean)
                                page.evaluate("() => Boolean(document.activeElement.closest('[data-testid=modal]'))"))
                        .isTrue();
            }
        }

        @Test
        void the_top_of_the_stack_is_shown_and_the_one_below_keeps_its_words() throws Exception {
            newReleaseIsOpen();
            page.getByTestId("field-title").fill("Card vault migration");
            workspace.show(OLIVIA, workspace.view("new_release"), workspace.view("call_go"));
            assertThat(modal()).containsText("Call Go for PAY-12");

            page.getByTestId("modal-x").click();
            assertThat(workspace.awaitAct("close").path("clear").asBoolean()).isTrue();
            workspace.show(OLIVIA, workspace.view("new_release"));

            assertThat(page.getByTestId("field-title")).hasValue("Card vault migration");
        }

        @Test
        void options_of_an_external_select_are_asked_for_once_enough_is_typed() throws Exception {
            workspace.on((server, act) -> {
                if (act.path("type").asText().equals("options")) {
                    ObjectNode answer = FakeWorkspace.ok();
                    answer.putArray("options")
                            .add(FakeWorkspace.json(
                                    "{'text':{'type':'plain_text','text':'PAY-1201 Vault'},'value':'PAY-1201'}"));
                    return answer;
                }
                return null;
            });
            newReleaseIsOpen();
            Locator ticket = page.getByTestId("field-ticket");

            ticket.click();
            assertThat(page.getByText("Type at least 2 letters")).isVisible();
            ticket.pressSequentially("pay");
            page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("PAY-1201 Vault"))
                    .click();

            JsonNode asked = workspace.awaitAct(
                    "options", each -> each.path("query").asText().equals("pay"));
            assertThat(asked.path("view_id").asText()).isEqualTo("V01NEW");
            assertThat(asked.path("block_id").asText()).isEqualTo("ticket");
            assertThat(asked.path("action_id").asText()).isEqualTo("ticket");
            assertThat(ticket).hasValue("PAY-1201 Vault");
        }
    }

    @Nested
    class Release_time {
        @Test
        void can_be_sped_up_and_jump_to_the_next_timer() throws Exception {
            open(OLIVIA, PAYMENTS);
            assertThat(page.getByTestId("clock-jump")).containsText("Jump to next timer");
            assertThat(page.getByTestId("clock-next")).containsText("16:55, in 11 min");

            page.getByTestId("clock-speed-60").click();
            assertThat(workspace
                            .awaitPost(each -> each.has("speed"))
                            .path("speed")
                            .asInt())
                    .isEqualTo(60);
            assertThat(page.getByTestId("clock-speed-60")).hasAttribute("aria-pressed", "true");

            page.getByTestId("clock-jump").click();
            assertThat(workspace
                            .awaitPost(each -> each.has("jump"))
                            .path("jump")
                            .asText())
                    .isEqualTo("next_timer");
            assertThat(page.getByTestId("clock-jump")).isDisabled();
        }

        @Test
        void runs_at_its_natural_pace_while_a_form_is_open() throws Exception {
            workspace.change(all -> ((ObjectNode) all.required("clock")).put("speed", 60));
            open(OLIVIA, PAYMENTS);

            workspace.show(OLIVIA, workspace.view("call_go"));

            workspace.awaitPost(each -> each.path("speed").asInt() == 1);
            assertThat(page.getByTestId("clock-held")).hasText("1× while this form is open, then 60×");
            workspace.show(OLIVIA);
            workspace.awaitPost(each -> each.path("speed").asInt() == 60);
            assertThat(page.getByTestId("clock-held")).isHidden();
        }
    }

    @Nested
    class Backstage {
        @Test
        void what_slack_heard_is_listed_with_what_it_refused() {
            open(OLIVIA, PAYMENTS);
            assertThat(page.getByTestId("log-panel")).isHidden();

            button("What Slack heard").click();

            assertThat(page.getByTestId("log-panel")).containsText("chat.postMessage");
            assertThat(page.getByTestId("log-panel")).containsText("429 ratelimited retry after 1 s");
            page.getByTestId("log-refused").click();
            assertThat(page.getByTestId("log-panel")).containsText("expired_trigger_id");
        }

        @Test
        void slack_can_be_made_to_fail() throws Exception {
            open(OLIVIA, PAYMENTS);
            button("Make Slack fail").click();
            page.getByTestId("fault-method").selectOption("chat.update");
            page.getByTestId("fault-kind").selectOption("lost_answer");
            page.getByTestId("fault-times").fill("2");

            page.getByTestId("fault-add").click();

            JsonNode fault = workspace.awaitPost(each -> each.has("kind"));
            assertThat(fault.path("method").asText()).isEqualTo("chat.update");
            assertThat(fault.path("kind").asText()).isEqualTo("lost_answer");
            assertThat(fault.path("times").asInt()).isEqualTo(2);
        }
    }

    @Nested
    class A_server_that_goes_away {
        @Test
        void is_waited_for_and_found_again_with_nothing_typed_lost() throws IOException {
            tolerateComplaints();
            open(OLIVIA, PAYMENTS);
            page.getByTestId("composer").fill("half a sent");

            int port = workspace.stop();
            assertThat(page.getByTestId("connection")).containsText("Connection lost, trying again");
            assertThat(message("PAY-12 Card vault")).isVisible();

            workspace.restart(port);
            assertThat(page.getByTestId("connection"))
                    .isHidden(new LocatorAssertions.IsHiddenOptions().setTimeout(12_000));
            assertThat(page.getByTestId("composer")).hasValue("half a sent");
        }
    }

    @Nested
    class On_a_phone {
        @Test
        void the_side_bar_is_a_drawer_and_nothing_sticks_out() {
            window(390, 844);
            open(OLIVIA, PAYMENTS);
            assertThat(page.getByTestId("person-" + PRIYA)).isHidden();

            page.getByTestId("drawer-toggle").click();
            page.getByTestId("person-" + PRIYA).click();

            assertThat(message("Is Payments ready for PAY-12?")).isVisible();
            assertThat(page.getByTestId("person-" + PRIYA)).isHidden();
            assertThat(page.evaluate("() => document.documentElement.scrollWidth"))
                    .isEqualTo(390);
        }
    }

    @Nested
    class Hostile_words {
        private static final List<String> NAMES = List.of(
                "<img src=x onerror=window.hacked=1>",
                "\u202Egnp.exe\u202C <script>window.hacked=1</script>",
                "x".repeat(3000),
                "Z\u0351\u036B\u0343\u036A\u0302\u036B\u033D\u034F\u0334\u0319\u0324\u031E\u0349".repeat(60),
                "[a](javascript:window.hacked=1) <javascript:window.hacked=1|click>");

        @Test
        void do_no_harm_anywhere() {
            workspace.change(all -> {
                for (int i = 0; i < NAMES.size(); i++) {
                    ObjectNode person = (ObjectNode) all.required("people").get(i + 1);
                    person.put("real_name", NAMES.get(i)).put("title", NAMES.get(i));
                    ((ObjectNode) all.required("channels").get(i % 3))
                            .put("topic", NAMES.get(i))
                            .put("name", NAMES.get(i));
                    ArrayNode messages =
                            (ArrayNode) all.required("channels").get(0).required("messages");
                    String ts = String.format(Locale.ROOT, "1795369999.%06d", i);
                    ObjectNode message = messages.addObject()
                            .put("ts", ts)
                            .put("user", person.required("id").textValue())
                            .put("text", NAMES.get(i))
                            .put("shown_at", "2026-11-22T15:46:00Z");
                    ArrayNode blocks = message.putArray("blocks");
                    for (String type : List.of("mrkdwn", "plain_text")) {
                        blocks.addObject()
                                .put("type", "section")
                                .put("block_id", type + i)
                                .putObject("text")
                                .put("type", type)
                                .put("text", NAMES.get(i));
                    }
                    blocks.addObject()
                            .put("type", "markdown")
                            .put("block_id", "m" + i)
                            .put("text", NAMES.get(i));
                    ObjectNode button = blocks.addObject()
                            .put("type", "actions")
                            .put("block_id", "b" + i)
                            .putArray("elements")
                            .addObject();
                    button.put("type", "button").put("action_id", "b").put("value", NAMES.get(i));
                    button.putObject("text").put("type", "plain_text").put("text", NAMES.get(i));
                }
            });

            open(OLIVIA, PAYMENTS);
            assertThat(page.locator("[data-ts='1795369999.000004']")).isVisible();

            assertThat(page.evaluate("() => window.hacked")).isNull();
            assertThat(page.locator("img").count()).isZero();
            assertThat(page.locator("a[href^='javascript']").count()).isZero();
            assertThat(page.evaluate("() => document.documentElement.scrollWidth"))
                    .isEqualTo(1440);
            assertThat(
                            page.evaluate(
                                    "() => document.querySelector('.messages').scrollWidth <= document.querySelector('.messages').clientWidth"))
                    .isEqualTo(true);
        }
    }
}
