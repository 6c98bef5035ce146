package dev.releasemanager.release;

import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.COLLEAGUE;
import static dev.releasemanager.release.Cast.DELEGATE;
import static dev.releasemanager.release.Cast.EXECUTIVE;
import static dev.releasemanager.release.Cast.GUEST;
import static dev.releasemanager.release.Cast.LEAD;
import static dev.releasemanager.release.Cast.LEAVER;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OTHER_LEAD;
import static dev.releasemanager.release.Cast.OTHER_MEMBER;
import static dev.releasemanager.release.Cast.OUTSIDER;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static dev.releasemanager.release.Cast.PLATFORM;
import static dev.releasemanager.release.Cast.SUPPORT;
import static dev.releasemanager.release.Cast.UNKNOWN;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The charter's table "Who may do what", each cell. */
@Tag("A2")
class PermissionsTest {
    private static final Map<String, PersonId> ROLES = Map.ofEntries(
            Map.entry("owner", OWNER),
            Map.entry("delegate", DELEGATE),
            Map.entry("lead", LEAD),
            Map.entry("member", MEMBER),
            Map.entry("othrlead", OTHER_LEAD),
            Map.entry("othrmemb", OTHER_MEMBER),
            Map.entry("exec", EXECUTIVE),
            Map.entry("support", SUPPORT),
            Map.entry("colleag", COLLEAGUE),
            Map.entry("outsider", OUTSIDER),
            Map.entry("guest", GUEST),
            Map.entry("left", LEAVER),
            Map.entry("unknown", UNKNOWN));

    /** "own" concerns the team of lead and member, "none" no team in particular, "away" a team that takes no part. */
    private static final String TABLE = """
            act                | team | owner | delegate | lead | member | othrlead | othrmemb | exec | support | colleag | outsider | guest | left | unknown
            CREATE             | none | yes   | yes      | yes  | yes    | yes      | yes      | no   | no      | yes     | no       | no    | no   | no
            LOOK               | none | yes   | yes      | yes  | yes    | yes      | yes      | yes  | yes     | yes     | yes      | no    | no   | no
            EDIT               | none | yes   | yes      | no   | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            EDIT_SCOPE         | none | yes   | yes      | no   | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            EDIT_SCOPE         | own  | yes   | yes      | yes  | yes    | no       | no       | no   | no      | no      | no       | no    | no   | no
            EDIT_SCOPE         | away | yes   | yes      | no   | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            EDIT_NEEDS         | none | yes   | yes      | no   | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            EDIT_NEEDS         | own  | yes   | yes      | yes  | yes    | no       | no       | no   | no      | no      | no       | no    | no   | no
            EDIT_NEEDS         | away | yes   | yes      | no   | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            EDIT_ROLLBACK_PLAN | none | yes   | yes      | no   | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            EDIT_ROLLBACK_PLAN | own  | yes   | yes      | yes  | yes    | no       | no       | no   | no      | no      | no       | no    | no   | no
            EDIT_ROLLBACK_PLAN | away | yes   | yes      | no   | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            EDIT_CRITERIA      | none | yes   | yes      | no   | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            EDIT_CRITERIA      | own  | yes   | yes      | yes  | yes    | no       | no       | no   | no      | no      | no       | no    | no   | no
            EDIT_CRITERIA      | away | yes   | yes      | no   | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            STATE_EVIDENCE     | none | yes   | yes      | yes  | yes    | yes      | yes      | no   | no      | no      | no       | no    | no   | no
            REVIEW             | none | yes   | yes      | yes  | yes    | yes      | yes      | no   | no      | no      | no       | no    | no   | no
            OPEN               | none | yes   | yes      | no   | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            ANSWER             | own  | no    | no       | yes  | yes    | no       | no       | no   | no      | no      | no       | no    | no   | no
            ANSWER             | away | no    | no       | no   | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            WITHDRAW_ANOTHERS  | own  | no    | no       | yes  | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            GO                 | none | yes   | yes      | no   | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            NO_GO              | none | yes   | yes      | no   | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            DELAY              | none | yes   | yes      | no   | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            DELEGATE           | none | yes   | no       | no   | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            HAND_OVER          | none | yes   | no       | no   | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            CANCEL             | none | yes   | yes      | no   | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            RELATE             | none | yes   | yes      | no   | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            DEFER              | none | yes   | yes      | no   | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            SPLIT              | none | yes   | yes      | no   | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            HOLD               | none | no    | no       | yes  | yes    | yes      | yes      | no   | no      | no      | no       | no    | no   | no
            ROLL_BACK          | none | yes   | yes      | yes  | no     | yes      | no       | no   | no      | no      | no       | no    | no   | no
            TAKE_STEP_OVER     | none | yes   | yes      | yes  | yes    | yes      | yes      | no   | no      | no      | no       | no    | no   | no
            LEAVE_STEP         | none | yes   | yes      | no   | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            CLOSE_REVIEW       | none | yes   | yes      | no   | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            CLOSE_TICKET       | none | yes   | yes      | no   | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            SHARE              | none | yes   | yes      | yes  | yes    | yes      | yes      | no   | no      | no      | no       | no    | no   | no
            LIFT_ANOTHERS_HOLD | none | yes   | no       | no   | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            EXCEPT             | none | yes   | yes      | no   | no     | no       | no       | no   | no      | no      | no       | no    | no   | no
            BEGIN_STAGE        | none | yes | yes | no | no | no | no | no | no | no | no | no | no | no
            EXTEND_BAKE        | none | yes | yes | no | no | no | no | no | no | no | no | no | no | no
            RESUME             | none | yes | yes | no | no | no | no | no | no | no | no | no | no | no
            MARK               | own  | no | no | yes | yes | no | no | no | no | no | no | no | no | no
            MARK               | away | no | no | no | no | no | no | no | no | no | no | no | no | no
            STOP               | none | yes | yes | yes | yes | yes | yes | yes | yes | no | no | no | no | no
            CONFIRM_READ       | none | no | no | no | no | no | no | no | yes | no | no | no | no | no
            PLAN_FLAG          | none | yes | yes | no | no | no | no | no | no | no | no | no | no | no
            PLAN_FLAG          | own  | yes | yes | yes | yes | no | no | no | no | no | no | no | no | no
            PLAN_FLAG          | away | yes | yes | no | no | no | no | no | no | no | no | no | no | no
            PLAN_LEFT_FLAG     | none | yes | yes | no | no | no | no | no | no | no | no | no | no | no
            SWITCH_FLAG        | own  | no | no | yes | no | no | no | no | no | no | no | no | no | no
            SWITCH_FLAG        | away | no | no | no | no | no | no | no | no | no | no | no | no | no
            SWITCH_FLAG_OFF    | own  | yes | yes | yes | no | no | no | no | no | no | no | no | no | no
            SWITCH_FLAG_OFF    | away | yes | yes | no | no | no | no | no | no | no | no | no | no | no
            SIGN_OFF           | none | no    | no       | no   | no     | no       | no       | yes  | no      | no      | no       | no    | no   | no
            """;

    private record Cell(Act act, String team, String role, boolean allowed) {}

    private static final List<Cell> CELLS = cells();

    private static List<Cell> cells() {
        List<String[]> rows = TABLE.lines()
                .map(line -> Arrays.stream(line.split("\\|")).map(String::strip).toArray(String[]::new))
                .toList();
        String[] roles = rows.get(0);
        List<Cell> cells = new ArrayList<>();
        for (String[] row : rows.subList(1, rows.size())) {
            for (int i = 2; i < row.length; i++) {
                cells.add(new Cell(Act.valueOf(row[0]), row[1], roles[i], row[i].equals("yes")));
            }
        }
        return cells;
    }

    private static PersonId role(String name) {
        return Objects.requireNonNull(ROLES.get(name), name);
    }

    private static Optional<TeamId> team(String which) {
        return switch (which) {
            case "own" -> Optional.of(PAYMENTS);
            case "away" -> Optional.of(PLATFORM);
            default -> Optional.empty();
        };
    }

    static Stream<Arguments> everyCell() {
        return CELLS.stream().map(cell -> Arguments.of(cell.act(), cell.team(), cell.role(), cell.allowed()));
    }

    private final Release release = Cast.release(Cast.polling());
    private final Roster roster = Cast.roster();

    @Test
    void every_act_has_a_row_and_every_role_a_cell_in_it() {
        Set<Act> acts = EnumSet.noneOf(Act.class);
        CELLS.forEach(cell -> acts.add(cell.act()));

        assertThat(acts).containsExactlyInAnyOrder(Act.values());
        assertThat(CELLS).hasSize(55 * ROLES.size());
        assertThat(CELLS.stream().map(Cell::role)).containsAll(ROLES.keySet());
    }

    @ParameterizedTest(name = "{0} ({1} team) by {2}: {3}")
    @MethodSource("everyCell")
    void each_cell_is_as_the_table_says(Act act, String team, String role, boolean allowed) {
        assertThat(Permissions.check(act, role(role), release, team(team), roster)
                        .isEmpty())
                .isEqualTo(allowed);
    }

    @ParameterizedTest(name = "{0} ({1} team) by {2}")
    @MethodSource("everyCell")
    void each_refusal_says_what_why_next_and_by_which_rule(Act act, String team, String role, boolean allowed) {
        Permissions.check(act, role(role), release, team(team), roster).ifPresent(refusal -> {
            assertThat(refusal.what()).startsWith("You can't " + act.words());
            assertThat(refusal.why()).matches(".+[.]");
            assertThat(refusal.next()).matches(".+[.]").doesNotContain("`");
            assertThat(refusal.rule())
                    .hasValueSatisfying(rule -> assertThat(rule).isIn("A2", "A4"));
        });
    }

    @ParameterizedTest(name = "{0}: {1}")
    @CsvSource({"LEADS, lead, member", "MEMBERS, member, support", "SUPPORT, support, lead", "EXECUTIVES, exec, support"
    })
    @Tag("Q2")
    void a_rollback_is_begun_by_the_roles_that_the_configuration_names_and_always_by_who_decides(
            Role role, String may, String mayNot) {
        Roster named = roster.withRollingBack(Set.of(role));

        assertThat(Permissions.check(Act.ROLL_BACK, role(may), release, named)).isEmpty();
        assertThat(Permissions.check(Act.ROLL_BACK, OWNER, release, named)).isEmpty();
        assertThat(Permissions.check(Act.ROLL_BACK, role(mayNot), release, named))
                .hasValueSatisfying(refusal -> assertThat(refusal.why()).contains("Its owner", role.words()));
    }

    @Nested
    @Tag("A4")
    class The_call {
        @Test
        void belongs_to_owner_and_delegate_and_everybody_else_is_told_who_they_are() {
            for (Act act : List.of(Act.GO, Act.NO_GO, Act.DELAY)) {
                Refusal refusal = Permissions.check(act, LEAD, release, roster).orElseThrow();

                assertThat(refusal.rule()).contains("A4");
                assertThat(refusal.who()).containsExactly(OWNER, DELEGATE);
            }
        }

        @Test
        void is_the_owners_alone_where_nobody_is_delegated() {
            Release alone = release.delegatedTo(Optional.empty());

            Refusal refusal = Permissions.check(Act.GO, DELEGATE, alone, roster).orElseThrow();

            assertThat(refusal.who()).containsExactly(OWNER);
            assertThat(refusal.why()).doesNotContain("delegate");
        }

        @Test
        void is_no_longer_the_owners_once_they_have_left() {
            assertThat(Permissions.check(Act.GO, OWNER, release, Cast.without(roster, OWNER)))
                    .isPresent();
        }

        @Test
        void is_no_executives_either() {
            assertThat(Permissions.check(Act.GO, EXECUTIVE, release, roster)).isPresent();
        }
    }

    @Nested
    class The_owner_has_left {
        private final Roster later = Cast.without(roster, OWNER);

        @Test
        void then_a_lead_of_a_taking_part_team_hands_the_release_over() {
            assertThat(Permissions.check(Act.HAND_OVER, LEAD, release, later)).isEmpty();
            assertThat(Permissions.check(Act.HAND_OVER, OTHER_LEAD, release, later))
                    .isEmpty();
        }

        @Test
        void or_an_executive() {
            assertThat(Permissions.check(Act.HAND_OVER, EXECUTIVE, release, later))
                    .isEmpty();
        }

        @Test
        void but_neither_a_member_nor_a_colleague_nor_the_delegate() {
            for (PersonId person : List.of(MEMBER, COLLEAGUE, DELEGATE, SUPPORT)) {
                assertThat(Permissions.check(Act.HAND_OVER, person, release, later))
                        .as(person.value())
                        .hasValueSatisfying(refusal -> assertThat(refusal.who()).containsExactly(LEAD, OTHER_LEAD));
            }
        }
    }

    @Nested
    class A_team {
        @Test
        void that_takes_no_part_is_named_as_such() {
            assertThat(Permissions.check(Act.ANSWER, COLLEAGUE, release, Optional.of(PLATFORM), roster)
                            .orElseThrow()
                            .why())
                    .isEqualTo("Platform doesn't take part in PAY-1.");
        }

        @Test
        void that_the_configuration_no_longer_has_has_no_members() {
            assertThat(Permissions.check(
                            Act.ANSWER, MEMBER, release, Optional.of(PAYMENTS), Cast.without(roster, PAYMENTS)))
                    .isPresent();
        }

        @Test
        void is_asked_for_by_name_when_somebody_of_another_team_answers_for_it() {
            Refusal refusal = Permissions.check(Act.ANSWER, OTHER_MEMBER, release, Optional.of(PAYMENTS), roster)
                    .orElseThrow();

            assertThat(refusal.why()).contains("members of Payments");
            assertThat(refusal.who()).containsExactly(LEAD);
        }

        @Test
        void has_its_answers_taken_back_by_its_own_lead_only() {
            assertThat(Permissions.check(Act.WITHDRAW_ANOTHERS, LEAD, release, Optional.of(CHECKOUT), roster))
                    .isPresent();
        }
    }

    @Nested
    class Creating {
        @Test
        void is_refused_to_a_person_in_no_team_with_a_way_on() {
            Refusal refusal = Permissions.check(Act.CREATE, OUTSIDER, roster).orElseThrow();

            assertThat(refusal.why()).contains("you are in none");
            assertThat(refusal.next()).contains("Ask somebody");
        }

        @Test
        void is_refused_to_a_guest_even_one_in_a_team() {
            assertThat(Permissions.check(Act.CREATE, GUEST, roster)).isPresent();
        }
    }
}
