package dev.releasemanager.rehearsal.page;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** How the page draws Slack's texts, blocks and elements, and what it makes of what is entered in them. */
class RenderingTest extends BrowserCase {
    private static final String OLIVIA = "U01OLIVIA";

    /** Shows texts through one of the page's own modules, as tags without attributes but a link's address. */
    private static final String SHOW = "async ([module, name, texts]) => {"
            + "const make = (await import(module))[name];"
            + "const show = (node) => node.nodeType === 3 ? node.textContent"
            + " : [...node.childNodes].map(show).reduce((all, each) => all + each, open(node)) + close(node);"
            + "const quiet = (node) => ['DIV', 'SPAN', 'TIME'].includes(node.tagName);"
            + "const tag = (node) => node.tagName.toLowerCase();"
            + "const open = (node) => quiet(node) ? '' : node.href ? `<a ${node.href}>` : `<${tag(node)}>`;"
            + "const close = (node) => quiet(node) ? '' : `</${tag(node)}>`;"
            + "return texts.map((text) => { const root = document.createElement('div');"
            + "root.append(make(text)); return show(root); }); }";

    private void show(String module, String name, Map<String, String> expected) {
        open(OLIVIA, "C01PAYMENTS");
        List<?> shown = (List<?>) page.evaluate(SHOW, List.of(module, name, List.copyOf(expected.keySet())));
        SoftAssertions all = new SoftAssertions();
        int i = 0;
        for (Map.Entry<String, String> each : expected.entrySet()) {
            all.assertThat(shown.get(i++)).as(each.getKey()).isEqualTo(each.getValue());
        }
        all.assertAll();
    }

    @Nested
    class Texts {
        @Test
        void mrkdwn_is_read_as_slack_reads_it() {
            Map<String, String> cases = new LinkedHashMap<>();
            cases.put("*bold* _it_ ~gone~ `code`", "<strong>bold</strong> <em>it</em> <s>gone</s> <code>code</code>");
            cases.put("*_both_*, (*so*)", "<strong><em>both</em></strong>, (<strong>so</strong>)");
            cases.put("snake_case_name 2*3*4 a~b~", "snake_case_name 2*3*4 a~b~");
            cases.put("* not* *not * ** __", "* not* *not * ** __");
            cases.put("*over\nlines*", "*over\nlines*");
            cases.put("`*plain*` *a `*` b*", "<code>*plain*</code> <strong>a <code>*</code> b</strong>");
            cases.put("a\n```\nx *y*\n  z &lt;\n```\nb", "a<pre><code>x *y*\n  z <</code></pre>b");
            cases.put("&gt; one\n&gt; two\nthree", "<blockquote>one\ntwo</blockquote>three");
            cases.put("> raw", "<blockquote>raw</blockquote>");
            cases.put("&gt;&gt;&gt; all\nof it", "<blockquote>all\nof it</blockquote>");
            cases.put("- one\n• two", "- one\n• two");
            cases.put("&lt;b&gt; &amp;amp; &quot;", "<b> &amp; &quot;");
            cases.put("<https://a.example/?x=1&amp;y=2|*label*>", "<a https://a.example/?x=1&y=2>*label*</a>");
            cases.put("see https://a.example/b.", "see <a https://a.example/b>https://a.example/b</a>.");
            cases.put("<mailto:a@b.example|mail>", "<a mailto:a@b.example>mail</a>");
            cases.put("<javascript:alert(1)|click>", "click");
            cases.put("<@U02PRIYA> <@U99|gone>", "<bdi>@Priya Raman</bdi> <bdi>@gone</bdi>");
            cases.put("<#C01PAYMENTS> <#C99|old>", "<button>#payments</button> <bdi>#old</bdi>");
            cases.put("<!subteam^S1|@leads> <!here>", "<bdi>@leads</bdi> <bdi>@here</bdi>");
            cases.put(":rocket: :nothing_such: 10:30:", "🚀 :nothing_such: 10:30:");
            cases.put(":+1::skin-tone-3:", "👍");
            cases.put("until <!date^1795363200^{date_short_pretty} at {time}|x>", "until today at 17:00");
            cases.put("<!date^1795363200^{date_pretty}, {time}|x>", "Today, 17:00");
            cases.put("<!date^1795622400^{date_num} {time_secs}|x>", "2026-11-25 17:00:00");
            cases.put("<!date^nonsense^{time}|fallback>", "fallback");
            cases.put("<unfinished *bold*", "<unfinished <strong>bold</strong>");
            cases.put("<img src=x onerror=alert(1)>", "img src=x onerror=alert(1)");
            show("/js/mrkdwn.js", "mrkdwn", cases);
        }

        @Test
        void markdown_is_read_as_its_block_shows_it() {
            Map<String, String> cases = new LinkedHashMap<>();
            cases.put(
                    "# T\n**b** *i* _j_ ~~s~~ `c`",
                    "<h3>T</h3><p><strong>b</strong> <em>i</em> <em>j</em> <s>s</s> <code>c</code></p>");
            cases.put("- a\n  - b\n1. c", "<ul><li>a<ul><li>b</li></ul></li></ul><ol><li>c</li></ol>");
            cases.put("> q\n\n---", "<blockquote><p>q</p></blockquote><hr></hr>");
            cases.put("[l](https://a.example) [x](javascript:1)", "<p><a https://a.example/>l</a> x</p>");
            cases.put(
                    "|a|b|\n|-|-|\n|1|2|",
                    "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody><tr><td>1</td><td>2</td></tr></tbody></table>");
            cases.put("```java\nint x;\n```", "<pre><code>int x;</code></pre>");
            cases.put("<b>raw</b> snake_case_x", "<p><b>raw</b> snake_case_x</p>");
            show("/js/markdown.js", "markdown", cases);
        }
    }

    @Nested
    class Blocks {
        private Locator sink() {
            workspace.change(all -> {
                ObjectNode message =
                        ((ArrayNode) all.required("channels").get(2).required("messages")).addObject();
                message.put("ts", "1795359845.000900")
                        .put("bot", true)
                        .put("username", "Release manager")
                        .put("shown_at", "2026-11-22T15:10:00Z");
                message.set("blocks", all.required("sink").deepCopy());
            });
            open(OLIVIA, "C03LEADS");
            return page.getByTestId("message-1795359845.000900");
        }

        @Test
        void every_kind_is_drawn_and_an_unknown_one_has_a_quiet_place() {
            Locator sink = sink();

            assertThat(sink.locator("> div .block-header").first()).hasText("Everything that Block Kit has");
            assertThat(sink.locator("[data-block-id=k8] td.cell-right").first()).hasText("5 %");
            assertThat(sink.locator("[data-block-id=k9]")).containsText("1 of 3");
            assertThat(sink.locator("[data-block-id=k11] summary")).containsText("Collapsed findings");
            assertThat(sink.locator("[data-block-id=k12]")).containsText("Card vault");
            assertThat(sink.locator("[data-block-id=k14]")).hasText("An alert");
            assertThat(sink.locator("[data-block-id=k15]")).containsText("Switch flag off");
            assertThat(sink.locator("[data-block-id=k18] li").nth(1)).hasText("inner");
            assertThat(sink.getByText("which the rehearsal does not draw")).hasCount(1);
            assertThat(sink.locator("[data-block-id=k16]")).containsText("data_visualization");
        }

        @Test
        void a_picture_from_outside_is_named_and_not_fetched() {
            Locator sink = sink();

            assertThat(sink.getByRole(
                            AriaRole.IMG, new Locator.GetByRoleOptions().setName("Graph: Checkout needs Payments")))
                    .isVisible();
            assertThat(sink.locator("img")).hasCount(1);
            assertThat(sink.locator("img")).hasAttribute("alt", "A picture");
        }

        @Test
        void a_long_text_folds_until_asked() {
            Locator sink = sink();
            Locator text = sink.locator("[data-block-id=k5] .section-text");
            double folded = text.boundingBox().height;

            sink.getByText("See more").click();

            assertThat(text.boundingBox().height).isGreaterThan(folded + 20);
        }

        @Test
        void a_select_in_a_message_sends_its_choice() throws Exception {
            Locator sink = sink();
            sink.getByTestId("field-static_select").click();

            page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName("Latency"))
                    .click();

            JsonNode click = workspace.awaitAct("click");
            assertThat(click.path("block_id").asText()).isEqualTo("k3");
            assertThat(click.at("/selected_option/value").asText()).isEqualTo("lat");
            assertThat(click.at("/state/values/k3/static_select/selected_option/value")
                            .asText())
                    .isEqualTo("lat");
        }
    }

    @Nested
    class Inputs {
        private void choose(String field, String option) {
            page.getByTestId("field-" + field).click();
            page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(option))
                    .click();
            if (field.startsWith("multi")) {
                page.getByTestId("field-" + field).press("Escape");
            }
        }

        @Test
        void each_kind_of_element_gives_the_state_that_slack_gives() throws Exception {
            workspace.on((server, act) -> {
                if (!act.path("type").asText().equals("options")) {
                    return null;
                }
                ObjectNode answer = FakeWorkspace.ok();
                answer.putArray("options")
                        .add(FakeWorkspace.json("{'text':{'type':'plain_text','text':'PAY-1'},'value':'p1'}"));
                return answer;
            });
            workspace.show(OLIVIA, workspace.view("every_input"));
            open(OLIVIA, "C01PAYMENTS");
            page.getByTestId("field-plain_text_input").fill("words");
            page.getByTestId("field-number_input").fill("12");
            page.getByTestId("field-email_text_input").fill("a@b.example");
            page.getByTestId("field-url_text_input").fill("https://a.example");
            choose("static_select", "Latency");
            choose("multi_static_select", "Error budget");
            choose("users_select", "Kenji Mori");
            choose("conversations_select", "#releases");
            choose("channels_select", "#payments");
            choose("multi_channels_select", "#releases");
            choose("external_select", "PAY-1");
            page.getByTestId("field-datepicker").fill("2026-11-24");
            page.getByTestId("field-datetimepicker").fill("2026-11-24T10:00");
            page.getByTestId("field-checkboxes").getByText("Plain").click();
            page.getByTestId("field-radio_buttons").getByText("Business").click();
            page.getByTestId("field-rich_text_input").fill("rich");

            page.getByTestId("modal-submit").click();

            JsonNode values = workspace.awaitAct("submit").at("/state/values");
            Map<String, String> expected = new LinkedHashMap<>();
            expected.put("plain_text_input", "{'value':'words'}");
            expected.put("number_input", "{'value':'12'}");
            expected.put("email_text_input", "{'value':'a@b.example'}");
            expected.put("url_text_input", "{'value':'https://a.example'}");
            expected.put("users_select", "{'selected_user':'U05KENJI'}");
            expected.put("multi_users_select", "{'selected_users':['U02PRIYA','U04HANNA']}");
            expected.put("conversations_select", "{'selected_conversation':'C02RELEASES'}");
            expected.put("multi_conversations_select", "{'selected_conversations':[]}");
            expected.put("channels_select", "{'selected_channel':'C01PAYMENTS'}");
            expected.put("multi_channels_select", "{'selected_channels':['C02RELEASES']}");
            expected.put("multi_external_select", "{'selected_options':[]}");
            expected.put("datepicker", "{'selected_date':'2026-11-24'}");
            expected.put("timepicker", "{'selected_time':'09:30'}");
            expected.put("datetimepicker", "{'selected_date_time':1795510800}");
            expected.put(
                    "rich_text_input",
                    "{'rich_text_value':{'type':'rich_text','elements':[{'type':'rich_text_section','elements':[{'type':'text','text':'rich'}]}]}}");
            expected.put("file_input", "{'files':[]}");
            SoftAssertions all = new SoftAssertions();
            expected.forEach((type, words) -> {
                ObjectNode wanted = FakeWorkspace.object().put("type", type);
                wanted.setAll((ObjectNode) FakeWorkspace.json(words));
                all.assertThat(values.path("b_" + type).path(type)).as(type).isEqualTo(wanted);
            });
            for (String type : List.of("static_select", "external_select", "radio_buttons")) {
                all.assertThat(values.path("b_" + type)
                                .path(type)
                                .at("/selected_option/value")
                                .asText())
                        .as(type)
                        .isIn("lat", "p1", "biz");
            }
            all.assertThat(values.at("/b_checkboxes/checkboxes/selected_options")
                            .findValuesAsText("value"))
                    .containsExactly("plain");
            all.assertThat(values.at("/b_multi_static_select/multi_static_select/selected_options")
                            .findValuesAsText("value"))
                    .containsExactly("eb");
            all.assertAll();
        }

        @Test
        void an_input_that_dispatches_tells_the_bot_at_once_and_the_others_do_not() throws Exception {
            ObjectNode view = workspace.view("new_release");
            ((ObjectNode) view.required("blocks").get(3)).put("dispatch_action", true);
            workspace.show(OLIVIA, view);
            open(OLIVIA, "C01PAYMENTS");
            page.getByTestId("field-title").fill("Card vault");
            choose("teams", "Payments");
            page.getByTestId("field-teams").press("Escape");
            assertThat(page.getByTestId("modal")).isVisible();

            choose("kind", "Hotfix");

            JsonNode click = workspace.awaitAct("click");
            assertThat(click.path("action_id").asText()).isEqualTo("kind");
            assertThat(click.at("/selected_option/value").asText()).isEqualTo("hotfix");
            assertThat(click.at("/state/values/title/title/value").asText()).isEqualTo("Card vault");
            assertThat(workspace.acts("click")).hasSize(1);
        }

        @Test
        void what_the_client_can_see_to_be_wrong_is_said_at_the_field() {
            workspace.show(OLIVIA, workspace.view("every_input"));
            open(OLIVIA, "C01PAYMENTS");
            page.getByTestId("field-number_input").fill("0");
            page.getByTestId("field-email_text_input").fill("nobody");
            page.getByTestId("field-url_text_input").fill("nowhere");

            page.getByTestId("modal-submit").click();

            assertThat(page.getByTestId("fault-b_number_input")).hasText("Enter a number that is at least 1.");
            assertThat(page.getByTestId("fault-b_email_text_input")).hasText("Enter a valid email address.");
            assertThat(page.getByTestId("fault-b_url_text_input")).hasText("Enter a valid URL.");
            assertThat(page.getByTestId("field-number_input")).isFocused();
            assertThat(page.getByTestId("modal")).containsText("3 fields need your attention.");
        }
    }

    @Nested
    class For_every_eye {
        /** Every text that is shown with less contrast to its ground than WCAG 2's 4.5 to 1. */
        private static final String FAINT = "() => {"
                + "const parse = (c) => { const n = c.match(/[\\d.]+/g).map(Number);"
                + " return c.startsWith('color(') ? [n[0] * 255, n[1] * 255, n[2] * 255, n[3] ?? 1] : [n[0], n[1], n[2], n[3] ?? 1]; };"
                + "const part = (x) => x / 255 <= 0.03928 ? x / 255 / 12.92 : ((x / 255 + 0.055) / 1.055) ** 2.4;"
                + "const light = ([r, g, b]) => 0.2126 * part(r) + 0.7152 * part(g) + 0.0722 * part(b);"
                + "const over = (a, b) => [0, 1, 2].map((i) => a[i] * a[3] + b[i] * (1 - a[3]));"
                + "const ground = (node) => { const all = []; for (let e = node; e; e = e.parentElement) {"
                + " const c = parse(getComputedStyle(e).backgroundColor); if (c[3] > 0) all.push(c); if (c[3] === 1) break; }"
                + " return all.reverse().reduce((below, c) => over(c, below), [255, 255, 255]); };"
                + "return [...document.querySelectorAll('body *')].filter((e) =>"
                + " [...e.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim()) && e.getClientRects().length"
                + " && getComputedStyle(e).visibility !== 'hidden' && !e.closest('[inert], [aria-disabled=true], option'))"
                + ".map((e) => { const b = ground(e); const f = over(parse(getComputedStyle(e).color), b);"
                + " const [hi, lo] = [light(f), light(b)].sort((x, y) => y - x); return [(hi + 0.05) / (lo + 0.05), e]; })"
                + ".filter(([k]) => k < 4.5).map(([k, e]) => `${k.toFixed(2)} ${e.className}: ${e.textContent.slice(0, 40)}`); }";

        @Test
        void text_stands_out_from_its_ground_by_day_and_by_night() {
            for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
                page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
                workspace.show(OLIVIA);
                open(OLIVIA, "C01PAYMENTS");
                page.getByTestId("log-toggle").click();
                assertThat(page.getByTestId("log-panel")).containsText("chat.postMessage");
                assertThat((List<?>) page.evaluate(FAINT))
                        .as("%s, conversation", scheme)
                        .isEmpty();
                workspace.show(OLIVIA, workspace.view("every_input"));
                assertThat(page.getByTestId("modal")).isVisible();
                page.getByTestId("field-number_input").fill("none");
                page.getByTestId("modal-submit").click();
                page.getByTestId("field-static_select").click();
                assertThat((List<?>) page.evaluate(FAINT))
                        .as("%s, modal", scheme)
                        .isEmpty();
            }
        }

        @Test
        void every_control_has_a_name() {
            workspace.show(OLIVIA, workspace.view("every_input"));
            open(OLIVIA, "C01PAYMENTS");
            assertThat(page.getByTestId("modal")).isVisible();

            Object nameless = page.evaluate("() => [...document.querySelectorAll('button, a, input, textarea, select')]"
                    + ".filter((e) => !(e.textContent.trim() || e.getAttribute('aria-label') || e.title"
                    + " || e.labels?.length || e.getAttribute('aria-labelledby'))).map((e) => e.outerHTML)");

            assertThat((List<?>) nameless).isEmpty();
        }
    }
}
