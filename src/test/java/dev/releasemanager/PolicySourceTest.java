package dev.releasemanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.config.Settings;
import dev.releasemanager.config.SettingsFile;
import dev.releasemanager.coordination.CriteriaRules;
import dev.releasemanager.coordination.Policy;
import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.manifest.Component;
import dev.releasemanager.manifest.Dependency;
import dev.releasemanager.manifest.DependencyGraph;
import dev.releasemanager.manifest.Fault;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.manifest.Scope;
import dev.releasemanager.manifest.SizeBudget;
import dev.releasemanager.manifest.Wave;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.Person;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKind;
import dev.releasemanager.release.Team;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.slack.delivery.Directory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Feature: the policy is what the file says, with the people, groups and channels that the workspace has. */
class PolicySourceTest {
    private static final TeamId PAYMENTS = new TeamId("payments");

    private static final String FILE = """
            teams:
              payments:
                name: Payments
                lead: "@priya"
                members: %s
                %s
                checklist: [Tests of payments-api green for this revision]
                components: [payments-api]
            roles:
              executives: ["@elena"]
              support: ["@sam"]
            channels:
              support: "#support"
              product: "#nowhere"
              leadership: C0LEADERS
            key_prefixes:
              default: REL
              "#payments": PAY
            """;

    private Settings settings = file("[\"@priya\", \"@pavel\", \"@paula\", \"@olivia\"]", "");
    private Directory directory = directory();
    private final PolicySource source = new PolicySource(() -> settings, () -> directory);

    private static Settings file(String members, String more) {
        return file(members, more, "");
    }

    private static Settings file(String members, String more, String further) {
        String text = FILE.formatted(members, more) + further;
        return SettingsFile.parse("policy.yaml", text.getBytes(StandardCharsets.UTF_8))
                .get();
    }

    private static Directory.Account account(String handle, boolean active, boolean guest) {
        return new Directory.Account(
                new Person(id(handle), handle, ZoneOffset.UTC, active, guest),
                handle,
                handle,
                handle,
                Optional.empty(),
                false,
                "T1");
    }

    private static PersonId id(String handle) {
        return new PersonId("U" + handle.toUpperCase(java.util.Locale.ROOT));
    }

    private static Directory directory(Directory.Account... instead) {
        List<Directory.Account> accounts = new ArrayList<>();
        for (String handle : List.of("priya", "pavel", "paula", "olivia", "elena", "sam")) {
            accounts.add(account(handle, true, false));
        }
        for (Directory.Account account : instead) {
            accounts.removeIf(known -> known.handle().equals(account.handle()));
            accounts.add(account);
        }
        return new Directory(
                accounts,
                List.of(new Directory.Group(
                        "S0PAYMENTS", "payments-eng", "Payments", true, List.of(id("pavel"), id("paula")))),
                List.of(
                        new Directory.Channel(new ChannelId("C0PAYMENTS"), "payments", false, false, true),
                        new Directory.Channel(new ChannelId("C0SUPPORT"), "support", false, false, true)),
                Optional.empty());
    }

    private Team payments() {
        return source.current().roster().find(PAYMENTS).orElseThrow();
    }

    @Test
    void a_team_is_its_members_and_its_lead_and_asks_the_lead_and_two_more() {
        assertThat(payments().lead()).contains(id("priya"));
        assertThat(payments().members()).containsExactlyInAnyOrder(id("priya"), id("pavel"), id("paula"), id("olivia"));
        assertThat(payments().asked()).containsExactly(id("priya"), id("pavel"), id("paula"));
    }

    @Test
    void a_group_brings_its_people_and_the_lead_belongs_to_them() {
        settings = file("\"@payments-eng\"", "");

        assertThat(payments().members()).containsExactlyInAnyOrder(id("priya"), id("pavel"), id("paula"));
    }

    @Test
    void who_is_to_be_asked_by_name_is_asked() {
        settings = file("[\"@priya\", \"@pavel\", \"@paula\"]", "ask: {people: [\"@paula\"]}");

        assertThat(payments().asked()).containsExactly(id("paula"));
    }

    @Test
    void roles_channels_prefixes_and_rules_come_along() {
        Policy policy = source.current();

        assertThat(policy.roster().executives()).containsExactly(id("elena"));
        assertThat(policy.roster().support()).containsExactly(id("sam"));
        assertThat(policy.audiences())
                .containsEntry(Policy.Audience.SUPPORT, new ChannelId("C0SUPPORT"))
                .containsEntry(Policy.Audience.LEADERSHIP, new ChannelId("C0LEADERS"))
                .doesNotContainKey(Policy.Audience.PRODUCT);
        assertThat(policy.prefixIn(new ChannelId("C0PAYMENTS"))).isEqualTo("PAY");
        assertThat(policy.prefixIn(new ChannelId("C0SUPPORT"))).isEqualTo("REL");
        assertThat(policy.checkpoint(ReleaseKind.REGULAR).window()).isEqualTo(Duration.ofHours(24));
        assertThat(policy.changeKinds()).containsKey("database-migration");
        assertThat(policy.digest()).isEqualTo(settings.digest());
    }

    @Test
    @Tag("M2")
    void the_landscape_is_the_teams_components_those_of_no_team_and_the_external_systems() {
        settings = file("\"@payments-eng\"", "", """
                components:
                  cron:
                  payments-api: {needs: [cron, bank-gateway]}
                external_systems:
                  bank-gateway: {contact: "Bank operations, +49 30 5550100"}
                """);

        assertThat(source.current().landscape())
                .isEqualTo(new Landscape(
                        List.of(
                                Component.of("payments-api", PAYMENTS),
                                Component.ownedByNobody("cron"),
                                Component.external("bank-gateway", "Bank operations, +49 30 5550100")),
                        List.of(
                                new Dependency("payments-api", "cron"),
                                new Dependency("payments-api", "bank-gateway"))));
    }

    @Test
    @Tag("S3")
    @Tag("M3")
    void sizes_and_criteria_come_along() {
        settings = file("\"@payments-eng\"", "", """
                components:
                  payments-api:
                    criteria:
                      checkpoint: [p99 latency of payments-api <= 250 ms in staging over 1 h]
                      stage: [error rate of payments-api < 0.1 % on canary over 30 min]
                size_budget: {changes: 8}
                criteria:
                  evidence_max_age: PT12H
                  stage: [orders per minute within 5 % of staging baseline]
                  kinds:
                    copy:
                      checkpoint: [open blockers = 0 in PAY board]
                      stage: [error rate of payments-api < 0.1 % on canary over 30 min]
                """);
        Policy policy = source.current();

        assertThat(policy.sizeBudget()).isEqualTo(new SizeBudget(8, 5, 3, 10));
        assertThat(policy.criteriaRules().evidenceMaxAge()).isEqualTo(Duration.ofHours(12));
        assertThat(said(policy.criteriaRules().everyRelease()))
                .containsExactly("STAGE orders per minute within 5 % of staging baseline");
        assertThat(said(policy.criteriaRules().of(change(1, "payments", "payments-api"))))
                .containsExactly(
                        "CHECKPOINT p99 latency of payments-api <= 250 ms in staging over 1 h",
                        "STAGE error rate of payments-api < 0.1 % on canary over 30 min",
                        "CHECKPOINT open blockers = 0 in PAY board");
        assertThat(policy.criteriaRules().usualOf("payments-api").measures())
                .extracting(Criterion.Measure::subject)
                .containsExactly("p99 latency of payments-api", "error rate of payments-api", "orders per minute");
    }

    private static List<String> said(List<CriteriaRules.Beginning> beginnings) {
        return beginnings.stream()
                .map(beginning ->
                        beginning.judgedAt() + " " + beginning.criterion().text())
                .toList();
    }

    @Test
    void the_sample_ships_in_waves_with_at_most_three_cross_team_dependencies() {
        settings = SettingsFile.read(Path.of("config", "release-manager.yaml")).get();
        List<Change> changes = List.of(
                change(1, "payments", "payments-db"),
                change(2, "payments", "payments-api"),
                change(3, "checkout", "checkout-web"),
                change(4, "identity", "login"));
        DependencyGraph graph = DependencyGraph.of(
                new Scope(changes, Map.of()), source.current().landscape());

        assertThat(graph.waves())
                .extracting(Wave::components)
                .containsExactly(List.of("login", "payments-db"), List.of("payments-api"), List.of("checkout-web"));
        assertThat(graph.crossTeam())
                .containsExactly(
                        new Dependency("checkout-web", "login"), new Dependency("checkout-web", "payments-api"));
        assertThat(graph.externals()).extracting(Component::name).containsExactly("bank-gateway");
        assertThat(Fault.in(graph, List.of(PAYMENTS, new TeamId("checkout"), new TeamId("identity"))))
                .isEmpty();
    }

    private static Change change(int id, String team, String component) {
        return new Change(
                new ChangeId(id),
                new TeamId(team),
                component,
                "copy",
                "A change",
                "https://code.example.com/" + id,
                Optional.empty(),
                "Nothing.",
                Optional.empty(),
                Optional.empty());
    }

    @Nested
    @Tag("A2")
    class People_who_can_not_take_part {
        @Test
        void who_left_is_in_no_team_but_still_has_a_name() {
            directory = directory(account("pavel", false, false));

            assertThat(payments().members()).doesNotContain(id("pavel"));
            assertThat(payments().asked()).containsExactly(id("priya"), id("paula"), id("olivia"));
            assertThat(source.current().roster().nameOf(id("pavel"))).isEqualTo("pavel");
            assertThat(source.current().roster().unresolved().get(PAYMENTS))
                    .containsExactly("“@pavel” has left the workspace.");
        }

        @Test
        void a_guest_is_in_no_team() {
            directory = directory(account("paula", true, true));

            assertThat(payments().members()).doesNotContain(id("paula"));
        }

        @Test
        void without_its_lead_a_team_is_still_asked() {
            directory = directory(account("priya", false, false));
            settings = file("[\"@priya\", \"@pavel\"]", "ask: {count: 0}");

            assertThat(payments().lead()).isEmpty();
            assertThat(payments().asked()).containsExactly(id("pavel"));
        }

        @Test
        void an_executive_who_left_signs_nothing() {
            directory = directory(account("elena", false, false));

            assertThat(source.current().roster().executives()).isEmpty();
        }
    }

    @Test
    void before_slack_was_asked_nobody_is_known_and_that_is_said() {
        directory = Directory.EMPTY;

        assertThat(payments().members()).isEmpty();
        assertThat(source.current().roster().unresolved().get(PAYMENTS))
                .first()
                .asString()
                .contains("Slack has not been asked");
    }

    @Test
    void it_is_made_anew_only_when_the_file_or_the_directory_changed() {
        Policy first = source.current();
        assertThat(source.current()).isSameAs(first);

        directory = directory();
        assertThat(source.current()).isNotSameAs(first);
    }
}
