package dev.releasemanager.slack.delivery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.Person;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.slack.delivery.FakeSlack.Reply;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feature: people, groups and channels are known by name, also while Slack is away, and what isn't says why. */
class SlackDirectoryTest {
    private static final String OLGA = "{\"id\":\"U1\",\"team_id\":\"T1\",\"name\":\"olga\",\"tz\":\"Europe/Berlin\","
            + "\"profile\":{\"display_name\":\"Olga P\",\"real_name\":\"Olga Petrova\",\"email\":\"Olga@example.com\"}}";
    private static final String INES = "{\"id\":\"U2\",\"team_id\":\"T1\",\"name\":\"ines\",\"tz\":\"Mars/Olympus\","
            + "\"tz_offset\":3600,\"profile\":{\"display_name\":\"Sam\",\"real_name\":\"Ines I\"}}";
    private static final String SAM = "{\"id\":\"U3\",\"team_id\":\"T1\",\"name\":\"sam\",\"profile\":{}}";
    private static final String LEFT =
            "{\"id\":\"U4\",\"team_id\":\"T1\",\"name\":\"gone\",\"deleted\":true,\"profile\":{}}";
    private static final String GUEST =
            "{\"id\":\"U5\",\"team_id\":\"T1\",\"name\":\"guest\",\"is_ultra_restricted\":true,\"profile\":{}}";
    private static final String STRANGER = "{\"id\":\"U6\",\"team_id\":\"T9\",\"name\":\"stranger\",\"profile\":{}}";
    private static final String BOT =
            "{\"id\":\"U7\",\"team_id\":\"T1\",\"name\":\"robot\",\"is_bot\":true,\"profile\":{}}";

    private final FakeSlack slack = new FakeSlack();
    private final SlackClient client = SlackClient.open(slack.api(), "xoxb-test", Optional.empty());
    private final Shelf shelf = new Shelf();
    private volatile boolean secondPageBreaks;
    private final List<Duration> pauses = new ArrayList<>();

    private static final class Shelf implements DirectoryShelf {
        private Directory kept = Directory.EMPTY;

        @Override
        public Directory load() {
            return kept;
        }

        @Override
        public void save(Directory directory) {
            kept = directory;
        }
    }

    @AfterEach
    void close() {
        client.close();
        slack.close();
    }

    private SlackDirectory directory() {
        return new SlackDirectory(client, shelf, changed -> {}, pauses::add);
    }

    private Reply members(FakeSlack.Request request) {
        if (!request.parameters().containsKey("cursor")) {
            return Reply.of("{\"ok\":true,\"members\":[" + String.join(",", OLGA, INES, SAM)
                    + "],\"response_metadata\":{\"next_cursor\":\"n\"}}");
        }
        return secondPageBreaks
                ? Reply.status(500)
                : Reply.of("{\"ok\":true,\"members\":[" + String.join(",", LEFT, GUEST, STRANGER, BOT) + "]}");
    }

    private void aWorkspace() {
        slack.answers("auth.test", Reply.of("{\"ok\":true,\"team_id\":\"T1\"}"))
                .answers("users.list", this::members)
                .answers(
                        "usergroups.list",
                        Reply.of(
                                "{\"ok\":true,\"usergroups\":["
                                        + "{\"id\":\"S1\",\"handle\":\"payments-eng\",\"name\":\"P\",\"users\":[\"U1\",\"U4\",\"U5\"]},"
                                        + "{\"id\":\"S2\",\"handle\":\"ghosts\",\"name\":\"G\",\"users\":[\"U4\"]},"
                                        + "{\"id\":\"S3\",\"handle\":\"nobody\",\"name\":\"N\",\"users\":[]},"
                                        + "{\"id\":\"S4\",\"handle\":\"old\",\"name\":\"O\",\"date_delete\":5,\"users\":[\"U1\"]}]}"))
                .answers(
                        "conversations.list",
                        Reply.of("{\"ok\":true,\"channels\":[{\"id\":\"C1\",\"name\":\"payments\",\"is_member\":true},"
                                + "{\"id\":\"C2\",\"name\":\"attic\",\"is_archived\":true}]}"));
    }

    @Nested
    class A_name {
        private static Person person(Directory directory, String id) {
            return directory.find(new PersonId(id)).orElseThrow().person();
        }

        private Directory read() {
            aWorkspace();
            SlackDirectory directory = directory();
            assertThat(directory.refresh().failures()).isEmpty();
            return directory.current();
        }

        @ParameterizedTest
        @CsvSource({"@olga, U1", "OLGA, U1", "@Olga P, U1", "@ines, U2"})
        void finds_the_person_by_handle_or_display_name_in_any_case(String handle, String id) {
            assertThat(read().personByHandle(handle)
                            .found()
                            .orElseThrow()
                            .person()
                            .id())
                    .isEqualTo(new PersonId(id));
        }

        @ParameterizedTest
        @CsvSource({
            "@nina, is nobody's handle",
            "@gone, has left the workspace",
            "@guest, is a guest",
            "@stranger, is a guest",
            "@robot, is a bot",
            "@sam, is ambiguous: 2 people are called that (U2; U3)"
        })
        void that_cant_be_resolved_says_why(String handle, String why) {
            assertThat(read().personByHandle(handle).unresolved().orElseThrow()).startsWith(why.replace(';', ','));
        }

        @Test
        void of_a_group_finds_those_who_can_take_part() {
            Directory directory = read();
            assertThat(directory.groupByHandle("@payments-eng").found().orElseThrow())
                    .extracting(account -> account.person().id().value())
                    .containsExactly("U1");
            assertThat(directory.groupById("S1").found()).isPresent();
        }

        @ParameterizedTest
        @CsvSource({
            "@ghosts, all have left or are guests",
            "@nobody, is an empty user group",
            "@old, was disabled",
            "@unheard, is no user group"
        })
        void of_a_group_that_cant_be_used_says_why(String handle, String why) {
            assertThat(read().groupByHandle(handle).unresolved().orElseThrow()).contains(why);
        }

        @Test
        void of_a_channel_finds_it_or_says_why_not() {
            Directory directory = read();
            assertThat(directory
                            .channelByName("#Payments")
                            .found()
                            .orElseThrow()
                            .id())
                    .isEqualTo(new ChannelId("C1"));
            assertThat(directory.channelByName("#attic").unresolved()).contains("is archived");
            assertThat(directory.channelByName("#secret").unresolved().orElseThrow())
                    .contains("/invite");
            assertThat(directory.inWords(new ChannelId("C1"))).isEqualTo("#payments");
            assertThat(directory.inWords(new ChannelId("C9"))).isEqualTo("C9");
        }

        @Test
        void by_mail_finds_the_person() {
            assertThat(read().personByEmail("olga@EXAMPLE.com").found()).isPresent();
            assertThat(read().personByEmail("nina@example.com").unresolved()).isPresent();
        }

        @Test
        void gives_the_person_with_zone_and_standing() {
            Directory directory = read();
            assertThat(person(directory, "U1"))
                    .isEqualTo(new Person(new PersonId("U1"), "Olga P", ZoneId.of("Europe/Berlin"), true, false));
            assertThat(person(directory, "U2").zone()).isEqualTo(ZoneId.of("+01:00"));
            assertThat(person(directory, "U4").active()).isFalse();
            assertThat(person(directory, "U6").guest()).isTrue();
        }
    }

    @Nested
    class A_refresh {
        @Test
        void while_slack_is_away_leaves_what_was_kept() {
            aWorkspace();
            directory().refresh();
            slack.close();
            SlackDirectory later = directory();
            assertThat(later.refresh().failures()).hasSize(3);
            assertThat(later.current().personByHandle("@olga").found()).isPresent();
            assertThat(later.current().groupByHandle("@payments-eng").found()).isPresent();
            assertThat(later.current().channelByName("#payments").found()).isPresent();
        }

        @Test
        void on_a_plan_without_user_groups_is_complete_and_names_the_plan() {
            slack.answers("auth.test", Reply.of("{\"ok\":true,\"team_id\":\"T1\"}"))
                    .answers("users.list", Reply.of("{\"ok\":true,\"members\":[" + OLGA + "]}"))
                    .answers("usergroups.list", Reply.refusing("plan_upgrade_required"))
                    .answers("conversations.list", Reply.of("{\"ok\":true,\"channels\":[]}"));
            SlackDirectory directory = directory();
            assertThat(directory.refresh().isComplete()).isTrue();
            assertThat(directory
                            .current()
                            .groupByHandle("@payments-eng")
                            .unresolved()
                            .orElseThrow())
                    .contains("plan", "list the people");
        }

        @Test
        void waits_as_long_as_slack_says() {
            slack.answers("auth.test", Reply.of("{\"ok\":true,\"team_id\":\"T1\"}"))
                    .answers("users.list", Reply.throttled(30))
                    .answers("users.list", Reply.of("{\"ok\":true,\"members\":[" + OLGA + "]}"))
                    .answers("usergroups.list", Reply.of("{\"ok\":true,\"usergroups\":[]}"))
                    .answers("conversations.list", Reply.of("{\"ok\":true,\"channels\":[]}"));
            assertThat(directory().refresh().isComplete()).isTrue();
            assertThat(pauses).containsExactly(Duration.ofSeconds(30));
        }

        @Test
        void that_breaks_off_in_the_middle_forgets_nobody() {
            aWorkspace();
            directory().refresh();
            secondPageBreaks = true;
            SlackDirectory directory = directory();
            assertThat(directory.refresh().failures()).hasSize(1);
            assertThat(directory.current().accounts()).hasSize(7);
        }

        @Test
        void of_one_changed_person_costs_no_call_but_who_we_are() {
            aWorkspace();
            SlackDirectory directory = directory();
            directory.refresh();
            int before = slack.requests("users.list").size();
            directory.update(com.fasterxml.jackson.databind.node.JsonNodeFactory.instance
                    .objectNode()
                    .put("id", "U1")
                    .put("team_id", "T1")
                    .put("name", "olga")
                    .put("deleted", true));
            assertThat(directory.current().personByHandle("@olga").unresolved()).contains("has left the workspace");
            assertThat(slack.requests("users.list")).hasSize(before);
            assertThat(shelf.kept.personByHandle("@olga").unresolved()).isPresent();
        }
    }
}
