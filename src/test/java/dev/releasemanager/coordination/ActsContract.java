package dev.releasemanager.coordination;

import static dev.releasemanager.coordination.Office.boards;
import static dev.releasemanager.coordination.Office.done;
import static dev.releasemanager.coordination.Office.people;
import static dev.releasemanager.coordination.Office.text;
import static dev.releasemanager.coordination.Office.to;
import static dev.releasemanager.release.Cast.CHANNEL;
import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.COLLEAGUE;
import static dev.releasemanager.release.Cast.DELEGATE;
import static dev.releasemanager.release.Cast.EXECUTIVE;
import static dev.releasemanager.release.Cast.LEAD;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OTHER_LEAD;
import static dev.releasemanager.release.Cast.OTHER_MEMBER;
import static dev.releasemanager.release.Cast.OUTSIDER;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static dev.releasemanager.release.Cast.PLATFORM;
import static dev.releasemanager.release.Cast.SECOND;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.coordination.Outcome.Kind;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.notice.Message;
import dev.releasemanager.release.Cast;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Readiness.Standing;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseState;
import dev.releasemanager.release.ReleaseState.Delayed;
import dev.releasemanager.release.ReleaseState.Phase;
import dev.releasemanager.release.Roster;
import dev.releasemanager.release.Team;
import dev.releasemanager.release.TeamId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What each act does, whom it tells, and whom it doesn't; inherited by every store. */
abstract class ActsContract {
    private Office office = new Office(new MemoryStore());

    /** An empty store. */
    abstract Store store();

    @BeforeEach
    void openTheOffice() {
        office = new Office(store());
    }

    private Phase phase(ReleaseKey key) {
        return office.release(key).state().phase();
    }

    private Standing standing(ReleaseKey key, TeamId team) {
        return office.dossier(key).readinessOf(team).orElseThrow().standing();
    }

    private static void refused(Outcome outcome, String... words) {
        assertThat(outcome.kind()).as(text(outcome.said())).isEqualTo(Kind.REFUSED);
        assertThat(text(outcome.said())).contains(words);
    }

    private void whole(ReleaseKey key) {
        assertThat(RecordEntry.faults(office.record(key))).isEmpty();
    }

    /** A roster in which the member of Payments is in Checkout as well, and asked there. */
    private static Roster withMemberInBoth() {
        Roster roster = Cast.roster();
        Map<TeamId, Team> teams = new LinkedHashMap<>(roster.teams());
        teams.put(CHECKOUT, Cast.team(CHECKOUT, "Checkout", OTHER_LEAD, 1, MEMBER, OTHER_MEMBER));
        return new Roster(teams, roster.executives(), roster.support(), roster.people(), Map.of());
    }

    @Nested
    class Creating {
        @Test
        @Tag("S1")
        void makes_a_release_whose_first_open_item_is_the_rollback_plan() {
            Outcome outcome = done(office.use.planning().create(office.by(OWNER), Office.form()));

            assertThat(outcome.release().orElseThrow().key()).isEqualTo(new ReleaseKey("PAY-1"));
            assertThat(text(outcome.said())).contains("First open item: how do we reverse this?");
            assertThat(office.events(Cast.KEY)).containsExactly("release_created");
            whole(Cast.KEY);
        }

        @Test
        void tells_the_owner_and_shows_a_board_and_nothing_else() {
            office.created();
            List<Message> sent = office.sent();

            assertThat(people(sent)).containsExactly(OWNER);
            assertThat(boards(sent)).isEqualTo(1);
            assertThat(sent).hasSize(2);
        }

        @Test
        void tells_an_owner_who_was_named_by_somebody_else_who_did_so() {
            office.use.planning().create(office.by(LEAD), Office.form());

            assertThat(to(office.sent(), OWNER))
                    .singleElement()
                    .asString()
                    .contains("<@U0LEAD> made it and named <@U0OWNER> its owner");
        }

        @Test
        void counts_up() {
            office.created();

            assertThat(office.created()).isEqualTo(new ReleaseKey("PAY-2"));
        }

        @Test
        void by_the_same_delivery_twice_makes_one() {
            Intent intent = office.by(OWNER);
            done(office.use.planning().create(intent, Office.form()));
            office.sent();

            assertThat(office.use.planning().create(intent, Office.form()).kind())
                    .isEqualTo(Kind.REPEATED);
            assertThat(office.sent()).isEmpty();
            assertThat(office.use.inquiries().openIn(CHANNEL)).hasSize(1);
        }

        @Test
        void by_the_same_form_submitted_twice_makes_one() {
            done(office.use.planning().create(office.by(OWNER).from("V1"), Office.form()));

            assertThat(office.use
                            .planning()
                            .create(office.by(OWNER).from("V1"), Office.form())
                            .kind())
                    .isEqualTo(Kind.REPEATED);
            assertThat(office.use.inquiries().openIn(CHANNEL)).hasSize(1);
        }

        @Test
        void names_all_faults_of_a_form_at_their_fields_and_makes_nothing() {
            ReleaseForm empty = new ReleaseForm(
                    " ",
                    "",
                    "big",
                    Optional.empty(),
                    Optional.empty(),
                    "Mars/Base",
                    List.of(),
                    Optional.empty(),
                    "javascript:alert(1)",
                    Optional.of(OUTSIDER));

            Outcome outcome = office.use.planning().create(office.by(OWNER), empty);

            assertThat(outcome.faults().keySet())
                    .containsExactlyInAnyOrder(
                            "title", "purpose", "kind", "date", "time", "zone", "teams", "channel", "ticket", "owner");
            assertThat(office.sent()).isEmpty();
        }

        @Test
        void a_form_with_faults_may_be_corrected_and_submitted_again() {
            Intent first = office.by(OWNER).from("V1");
            assertThat(office.use
                            .planning()
                            .create(first, Office.form("", List.of(PAYMENTS), Optional.of(OWNER)))
                            .kind())
                    .isEqualTo(Kind.REFUSED);

            done(office.use.planning().create(office.by(OWNER).from("V1"), Office.form()));
        }

        @Test
        @Tag("A2")
        void is_refused_to_somebody_in_no_team() {
            refused(office.use.planning().create(office.by(OUTSIDER), Office.form()), "you are in none");
        }
    }

    @Nested
    class Editing {
        @Test
        void makes_a_new_revision_and_says_what_changed() {
            ReleaseKey key = office.created();
            Outcome outcome = done(office.use
                    .planning()
                    .edit(
                            office.by(OWNER),
                            key,
                            Office.form("Newer checkout", List.of(PAYMENTS, CHECKOUT), Optional.of(OWNER))));

            assertThat(text(outcome.said())).contains("the title was changed", "revision 2");
            assertThat(office.record(key).get(1).details()).containsEntry("fields", "title");
        }

        @Test
        void into_the_same_changes_nothing() {
            ReleaseKey key = office.created();
            office.sent();

            assertThat(office.use
                            .planning()
                            .edit(office.by(OWNER), key, Office.form())
                            .kind())
                    .isEqualTo(Kind.UNCHANGED);
            assertThat(office.sent()).isEmpty();
            assertThat(office.release(key).revision()).isEqualTo(1);
        }

        @Test
        @Tag("A2")
        void is_refused_to_a_lead() {
            refused(office.use.planning().edit(office.by(LEAD), office.created(), Office.form()), "owner");
        }

        @Test
        void by_the_delegate_cannot_give_the_release_away() {
            ReleaseKey key = office.created();
            done(office.use.planning().delegate(office.by(OWNER), key, Optional.of(DELEGATE)));

            Outcome outcome = office.use
                    .planning()
                    .edit(
                            office.by(DELEGATE),
                            key,
                            Office.form("New checkout", List.of(PAYMENTS, CHECKOUT), Optional.of(DELEGATE)));

            assertThat(outcome.faults()).containsOnlyKeys("owner");
        }

        @Test
        void a_title_is_possible_after_the_target_has_passed_but_not_a_target_in_the_past() {
            ReleaseKey key = office.created();
            office.pass("P10D");

            done(office.use
                    .planning()
                    .edit(
                            office.by(OWNER),
                            key,
                            Office.form("Newer", List.of(PAYMENTS, CHECKOUT), Optional.of(OWNER))));
            ReleaseForm elsewhere = new ReleaseForm(
                    "Newer",
                    "Customers pay with one click.",
                    "regular",
                    Office.form().date(),
                    Office.form().time(),
                    "UTC",
                    List.of(PAYMENTS, CHECKOUT),
                    Optional.of(CHANNEL),
                    "",
                    Optional.of(OWNER));
            assertThat(office.use
                            .planning()
                            .edit(office.by(OWNER), key, elsewhere)
                            .faults())
                    .containsOnlyKeys("date");
        }

        @Test
        void the_owner_away_tells_the_new_one() {
            ReleaseKey key = office.created();
            office.sent();
            done(office.use
                    .planning()
                    .edit(
                            office.by(OWNER),
                            key,
                            Office.form("New checkout", List.of(PAYMENTS, CHECKOUT), Optional.of(LEAD))));

            assertThat(people(office.sent())).containsExactly(LEAD);
            assertThat(office.release(key).owner()).isEqualTo(LEAD);
        }

        @Test
        void a_release_that_is_cancelled_is_refused() {
            ReleaseKey key = office.created();
            done(office.use.planning().cancel(office.by(OWNER), key, "not wanted"));

            refused(
                    office.use
                            .planning()
                            .edit(
                                    office.by(OWNER),
                                    key,
                                    Office.form("Newer", List.of(PAYMENTS, CHECKOUT), Optional.of(OWNER))),
                    "while the release is cancelled");
        }

        @Test
        void a_release_that_does_not_exist_is_refused_with_a_way_on() {
            refused(
                    office.use.planning().edit(office.by(OWNER), new ReleaseKey("PAY-99"), Office.form()),
                    "There is no release PAY-99.",
                    "/release list");
        }
    }

    @Nested
    class Editing_while_the_teams_are_asked {
        private Outcome retitle(ReleaseKey key, String title) {
            return office.use
                    .planning()
                    .edit(office.by(OWNER), key, Office.form(title, List.of(PAYMENTS, CHECKOUT), Optional.of(OWNER)));
        }

        private Outcome addChange(ReleaseKey key, TeamId team) {
            return office.use.planning().putChange(office.by(OWNER), key, Office.change(team, "One more"));
        }

        private void removeLast(ReleaseKey key, TeamId team) {
            List<Change> changes = office.dossier(key).scope().of(team);
            done(office.use
                    .planning()
                    .removeChange(
                            office.by(OWNER),
                            key,
                            changes.get(changes.size() - 1).id()));
        }

        private Outcome stillReady(ReleaseKey key, TeamId team, PersonId person, String seal) {
            return office.use.polls().stillReady(office.by(person), key, team, 1, seal);
        }

        @Test
        @Tag("A1")
        void expires_the_confirmation_of_the_team_that_it_touches_and_asks_who_gave_it_again() {
            ReleaseKey key = office.allReady();
            office.sent();
            Outcome outcome =
                    done(office.use.planning().putChange(office.by(LEAD), key, Office.change(PAYMENTS, "One more")));
            List<Message> sent = office.sent();

            assertThat(standing(key, PAYMENTS)).isEqualTo(Standing.EXPIRED);
            assertThat(standing(key, CHECKOUT)).isEqualTo(Standing.READY);
            assertThat(people(sent)).containsExactly(MEMBER);
            assertThat(to(sent, MEMBER).get(0))
                    .contains("was edited by <@U0LEAD>", "“One more” was added", "your confirmation has expired");
            assertThat(text(outcome.said()))
                    .contains("What Payments confirmed has expired; those who confirmed it are asked again.");
            assertThat(office.events(key)).endsWith("change_added", "confirmations_expired");
            assertThat(office.record(key).get(office.record(key).size() - 1).details())
                    .containsEntry("teams", "payments");
        }

        @Test
        @Tag("A1")
        void expires_nothing_if_it_touches_no_team_asks_nobody_and_says_so() {
            ReleaseKey key = office.allReady();
            office.sent();
            Outcome outcome = done(retitle(key, "Newer"));
            List<Message> sent = office.sent();

            assertThat(office.dossier(key).readyTeams()).isEqualTo(2);
            assertThat(people(sent)).isEmpty();
            assertThat(boards(sent)).isEqualTo(1);
            assertThat(text(outcome.said())).contains("It touches no team's confirmation: nobody is asked again.");
            assertThat(office.events(key)).endsWith("release_edited").doesNotContain("confirmations_expired");
            done(office.go(key, OWNER));
        }

        @Test
        @Tag("A1")
        void of_what_no_team_is_asked_expires_nothing() {
            ReleaseKey key = office.allReady();

            done(office.use
                    .planning()
                    .putStep(office.by(OWNER), key, Office.step("Restart cart-api", Optional.empty())));
            done(office.use.planning().setTriggers(office.by(OWNER), key, Office.triggers("12 h")));
            done(office.use.planning().handOver(office.by(OWNER), key, LEAD));

            assertThat(office.dossier(key).readyTeams()).isEqualTo(2);
            assertThat(office.events(key)).doesNotContain("confirmations_expired");
        }

        @Test
        @Tag("A1")
        void of_a_teams_rollback_step_in_words_place_or_number_expires_its_confirmation() {
            ReleaseKey key = office.open();
            for (String what : List.of("Switch flag new-pay off", "Deploy pay-api 4.1.7 again")) {
                done(office.use.planning().putStep(office.by(LEAD), key, Office.step(what, Optional.of(PAYMENTS))));
            }
            done(office.ready(key, CHECKOUT, OTHER_MEMBER));
            List<Integer> numbers = office.dossier(key).plan().steps().stream()
                    .filter(step -> step.team().isPresent())
                    .map(step -> step.number())
                    .toList();
            List<Runnable> edits = List.of(
                    () -> done(office.use.planning().moveStepUp(office.by(LEAD), key, numbers.get(1))),
                    () -> done(office.use
                            .planning()
                            .putStep(
                                    office.by(LEAD),
                                    key,
                                    new StepForm(
                                            Optional.of(numbers.get(0)),
                                            "Switch flag new-pay off for all",
                                            Optional.of(MEMBER),
                                            "5 min",
                                            "",
                                            Optional.of(PAYMENTS)))),
                    () -> done(office.use.planning().removeStep(office.by(LEAD), key, numbers.get(0))));

            for (Runnable edit : edits) {
                office.pass("PT1M");
                done(office.ready(key, PAYMENTS, MEMBER));
                edit.run();
                assertThat(standing(key, PAYMENTS)).isEqualTo(Standing.EXPIRED);
                assertThat(standing(key, CHECKOUT)).isEqualTo(Standing.READY);
            }
        }

        @Test
        @Tag("A1")
        void that_gives_a_change_to_another_team_expires_both() {
            ReleaseKey key = office.allReady();
            ChangeForm theirs = Office.change(CHECKOUT, "Pay button");
            done(office.use
                    .planning()
                    .putChange(
                            office.by(OWNER),
                            key,
                            new ChangeForm(
                                    Optional.of(office.dossier(key)
                                            .scope()
                                            .of(PAYMENTS)
                                            .get(0)
                                            .id()),
                                    theirs.team(),
                                    theirs.component(),
                                    theirs.kind(),
                                    theirs.title(),
                                    theirs.link(),
                                    "",
                                    theirs.userEffect(),
                                    "",
                                    "")));

            assertThat(standing(key, PAYMENTS)).isEqualTo(Standing.EXPIRED);
            assertThat(standing(key, CHECKOUT)).isEqualTo(Standing.EXPIRED);
        }

        @Test
        @Tag("A1")
        void does_not_revive_it_when_it_is_changed_back() {
            ReleaseKey key = office.allReady();
            String before = office.dossier(key).seal(PAYMENTS);
            done(addChange(key, PAYMENTS));
            removeLast(key, PAYMENTS);

            assertThat(office.dossier(key).seal(PAYMENTS)).isEqualTo(before);
            assertThat(standing(key, PAYMENTS)).isEqualTo(Standing.EXPIRED);
            assertThat(standing(key, CHECKOUT)).isEqualTo(Standing.READY);
            refused(office.go(key, OWNER), "The Go was not called.", "The confirmation of Payments has expired");
        }

        @Test
        @Tag("A1")
        void still_ready_by_one_click_of_who_had_confirmed_counts() {
            ReleaseKey key = office.allReady();
            done(addChange(key, PAYMENTS));
            String shown = office.dossier(key).seal(PAYMENTS);
            done(retitle(key, "Newer"));
            office.sent();
            Outcome outcome = done(stillReady(key, PAYMENTS, MEMBER, shown));

            assertThat(text(outcome.said())).contains("you confirmed for Payments");
            assertThat(standing(key, PAYMENTS)).isEqualTo(Standing.READY);
            assertThat(to(office.sent(), OWNER)).singleElement().asString().contains("is open");
            assertThat(stillReady(key, PAYMENTS, MEMBER, shown).kind()).isEqualTo(Kind.UNCHANGED);
            assertThat(office.events(key)).containsSubsequence("confirmations_expired", "answered_ready");
        }

        @Test
        @Tag("A1")
        void still_ready_for_what_has_changed_once_more_is_refused() {
            ReleaseKey key = office.allReady();
            done(addChange(key, PAYMENTS));
            String shown = office.dossier(key).seal(PAYMENTS);
            done(addChange(key, PAYMENTS));

            refused(stillReady(key, PAYMENTS, MEMBER, shown), "has changed since you were shown it", "A1");
            removeLast(key, PAYMENTS);
            removeLast(key, PAYMENTS);
            refused(stillReady(key, PAYMENTS, MEMBER, shown), "has changed since you were shown it");
            assertThat(standing(key, PAYMENTS)).isEqualTo(Standing.EXPIRED);
        }

        @Test
        @Tag("A1")
        void still_ready_is_no_way_around_the_checklist() {
            ReleaseKey key = office.open();
            String seal = office.dossier(key).seal(PAYMENTS);
            done(office.ready(key, PAYMENTS, MEMBER));

            refused(stillReady(key, PAYMENTS, SECOND, seal), "You haven't confirmed at this checkpoint before");
            done(office.use.polls().withdraw(office.by(MEMBER), key, PAYMENTS, 1, MEMBER, ""));
            refused(stillReady(key, PAYMENTS, MEMBER, seal), "You haven't confirmed at this checkpoint before");
            done(office.notReady(key, CHECKOUT, OTHER_MEMBER));
            refused(
                    stillReady(key, CHECKOUT, OTHER_MEMBER, office.dossier(key).seal(CHECKOUT)),
                    "You haven't confirmed at this checkpoint before");
            refused(stillReady(key, CHECKOUT, MEMBER, office.dossier(key).seal(CHECKOUT)), "members of");
        }

        @Test
        @Tag("A1")
        void who_said_not_ready_after_having_confirmed_takes_it_back_by_an_answer_of_their_own_only() {
            ReleaseKey key = office.open();
            String seal = office.dossier(key).seal(PAYMENTS);
            done(office.ready(key, PAYMENTS, MEMBER));
            done(office.notReady(key, PAYMENTS, MEMBER));

            refused(stillReady(key, PAYMENTS, MEMBER, seal), "You haven't confirmed at this checkpoint before");
            assertThat(standing(key, PAYMENTS)).isEqualTo(Standing.NOT_READY);
        }

        @Test
        @Tag("Q3")
        void of_a_team_of_two_asks_both_again_and_takes_both_again() {
            office.roster = Cast.roster(2);
            ReleaseKey key = office.open();
            done(office.ready(key, PAYMENTS, MEMBER));
            done(office.ready(key, PAYMENTS, SECOND));
            office.sent();
            done(addChange(key, PAYMENTS));
            assertThat(people(office.sent())).containsExactlyInAnyOrder(MEMBER, SECOND);

            done(stillReady(key, PAYMENTS, MEMBER, office.dossier(key).seal(PAYMENTS)));
            assertThat(standing(key, PAYMENTS)).isEqualTo(Standing.PARTLY);
            done(stillReady(key, PAYMENTS, SECOND, office.dossier(key).seal(PAYMENTS)));
            assertThat(standing(key, PAYMENTS)).isEqualTo(Standing.READY);
        }

        @Test
        void leaves_a_not_ready_standing() {
            ReleaseKey key = office.open();
            done(office.notReady(key, PAYMENTS, MEMBER));
            done(office.use.planning().putChange(office.by(LEAD), key, Office.change(PAYMENTS, "One more")));

            assertThat(standing(key, PAYMENTS)).isEqualTo(Standing.NOT_READY);
        }

        @Test
        void asks_a_team_that_joins_and_nobody_else() {
            ReleaseKey key = office.open();
            office.sent();
            done(office.use
                    .planning()
                    .edit(
                            office.by(OWNER),
                            key,
                            Office.form("New checkout", List.of(PAYMENTS, CHECKOUT, PLATFORM), Optional.of(OWNER))));

            assertThat(people(office.sent())).containsExactlyInAnyOrder(OWNER, DELEGATE);
            assertThat(standing(key, PLATFORM)).isEqualTo(Standing.SILENT);
        }

        @Test
        void does_not_ask_a_team_that_leaves_again() {
            ReleaseKey key = office.allReady();
            office.sent();
            Outcome outcome = done(office.use
                    .planning()
                    .edit(office.by(OWNER), key, Office.form("New checkout", List.of(PAYMENTS), Optional.of(OWNER))));

            assertThat(people(office.sent())).isEmpty();
            assertThat(text(outcome.said())).endsWith("What Checkout confirmed has expired.");
            assertThat(standing(key, PAYMENTS)).isEqualTo(Standing.READY);
            refused(office.ready(key, CHECKOUT, OTHER_MEMBER), "doesn't take part");
        }

        @Test
        void a_team_that_leaves_and_comes_back_is_asked_anew() {
            ReleaseKey key = office.allReady();
            done(office.use
                    .planning()
                    .edit(office.by(OWNER), key, Office.form("New", List.of(PAYMENTS), Optional.of(OWNER))));
            office.sent();
            done(office.use.planning().edit(office.by(OWNER), key, Office.form()));

            assertThat(people(office.sent())).containsExactlyInAnyOrder(OTHER_LEAD, OTHER_MEMBER);
            assertThat(standing(key, CHECKOUT)).isEqualTo(Standing.EXPIRED);
            assertThat(standing(key, PAYMENTS)).isEqualTo(Standing.READY);
            refused(office.go(key, OWNER), "The confirmation of Checkout has expired");
        }

        @Test
        void frees_a_person_whose_other_team_has_left_the_release() {
            office.roster = withMemberInBoth();
            ReleaseKey key = office.open();
            done(office.ready(key, CHECKOUT, MEMBER));
            done(office.use
                    .planning()
                    .edit(office.by(OWNER), key, Office.form("New", List.of(PAYMENTS), Optional.of(OWNER))));

            done(office.ready(key, PAYMENTS, MEMBER));
        }
    }

    @Nested
    class Scope_and_plan {
        @Test
        void a_teams_member_adds_its_own_change_but_no_other_teams() {
            ReleaseKey key = office.created();

            done(office.use.planning().putChange(office.by(MEMBER), key, Office.change(PAYMENTS, "Ours")));
            refused(
                    office.use.planning().putChange(office.by(MEMBER), key, Office.change(CHECKOUT, "Theirs")),
                    "members of Checkout");
        }

        @Test
        void the_same_form_twice_adds_one_change() {
            ReleaseKey key = office.created();
            done(office.use.planning().putChange(office.by(MEMBER).from("V7"), key, Office.change(PAYMENTS, "Ours")));

            assertThat(office.use
                            .planning()
                            .putChange(office.by(MEMBER).from("V7"), key, Office.change(PAYMENTS, "Ours"))
                            .kind())
                    .isEqualTo(Kind.REPEATED);
            assertThat(office.dossier(key).scope().changes()).hasSize(1);
        }

        @Test
        void a_change_of_another_team_cannot_be_taken_over() {
            ReleaseKey key = office.planned();
            var theirs = office.dossier(key).scope().of(CHECKOUT).get(0).id();
            ChangeForm ours = Office.change(PAYMENTS, "Taken over");

            refused(
                    office.use
                            .planning()
                            .putChange(
                                    office.by(MEMBER),
                                    key,
                                    new ChangeForm(
                                            Optional.of(theirs),
                                            ours.team(),
                                            ours.component(),
                                            ours.kind(),
                                            ours.title(),
                                            ours.link(),
                                            "",
                                            ours.userEffect(),
                                            "",
                                            "")),
                    "members of Checkout");
        }

        @Test
        void a_change_that_was_removed_meanwhile_is_not_brought_back_by_an_edit() {
            ReleaseKey key = office.planned();
            var change = office.dossier(key).scope().of(PAYMENTS).get(0);
            done(office.use.planning().removeChange(office.by(LEAD), key, change.id()));
            ChangeForm form = Office.change(PAYMENTS, "Edited");

            refused(
                    office.use
                            .planning()
                            .putChange(
                                    office.by(MEMBER),
                                    key,
                                    new ChangeForm(
                                            Optional.of(change.id()),
                                            form.team(),
                                            form.component(),
                                            form.kind(),
                                            form.title(),
                                            form.link(),
                                            "",
                                            form.userEffect(),
                                            "",
                                            "")),
                    "Somebody has removed it meanwhile");
            assertThat(office.use
                            .planning()
                            .removeChange(office.by(LEAD), key, change.id())
                            .kind())
                    .isEqualTo(Kind.UNCHANGED);
        }

        @Test
        @Tag("M1")
        void a_change_of_a_kind_that_does_not_exist_or_without_effect_on_users_is_refused() {
            ReleaseKey key = office.created();
            ChangeForm bare = new ChangeForm(
                    Optional.empty(), Optional.of(PAYMENTS), "", "spell", "", "ftp://x", "", " ", "", "");

            assertThat(office.use
                            .planning()
                            .putChange(office.by(MEMBER), key, bare)
                            .faults())
                    .containsOnlyKeys("component", "kind", "title", "link", "user_effect");
        }

        @Test
        @Tag("X1")
        void a_plan_is_complete_once_nothing_lacks() {
            ReleaseKey key = office.created();
            assertThat(office.dossier(key).planStanding().isComplete()).isFalse();
            office.completePlan(key);

            assertThat(office.dossier(key).planStanding().isComplete()).isTrue();
        }

        @Test
        void steps_are_moved_and_removed_by_whoever_may() {
            ReleaseKey key = office.planned();
            done(office.use
                    .planning()
                    .putStep(office.by(LEAD), key, Office.step("Switch flag new-pay off", Optional.of(PAYMENTS))));
            int number = office.dossier(key).plan().steps().get(1).number();

            refused(office.use.planning().moveStepUp(office.by(OTHER_LEAD), key, number), "members of Payments");
            done(office.use.planning().moveStepUp(office.by(LEAD), key, number));
            assertThat(office.dossier(key).plan().steps().get(0).what()).isEqualTo("Switch flag new-pay off");
            done(office.use.planning().removeStep(office.by(MEMBER), key, number));
            assertThat(office.dossier(key).plan().steps()).hasSize(1);
        }

        @Test
        void a_window_that_cannot_be_read_is_a_fault_at_its_field() {
            ReleaseKey key = office.created();

            assertThat(office.use
                            .planning()
                            .setTriggers(office.by(OWNER), key, Office.triggers("a while"))
                            .faults())
                    .containsOnlyKeys("window");
        }

        @Test
        void an_executor_who_has_left_is_refused() {
            ReleaseKey key = office.created();
            StepForm good = Office.step("Deploy pay-api 4.1.7 again", Optional.empty());
            StepForm form = new StepForm(
                    Optional.empty(), good.what(), Optional.of(Cast.LEAVER), "5 min", "", Optional.empty());

            assertThat(office.use
                            .planning()
                            .putStep(office.by(OWNER), key, form)
                            .faults())
                    .containsOnlyKeys("executor");
        }
    }

    @Nested
    class Opening {
        @Test
        @Tag("K1")
        void asks_those_who_are_configured_and_says_so_in_the_thread() {
            ReleaseKey key = office.planned();
            office.sent();
            office.reopen(key);
            List<Message> sent = office.sent();

            assertThat(people(sent)).containsExactlyInAnyOrder(LEAD, MEMBER, OTHER_LEAD, OTHER_MEMBER);
            assertThat(to(sent, CHANNEL)).singleElement().asString().contains("Checkpoint 1 is open", "4 people");
            assertThat(boards(sent)).isEqualTo(1);
            assertThat(to(sent, MEMBER).get(0))
                    .contains("is Payments ready?", "Ready means", "Tests are green", "Answer by", "team 1 of 2");
        }

        @Test
        void first_says_how_many_people_it_writes_to_counting_nobody_twice() {
            office.roster = withMemberInBoth();
            ReleaseKey key = office.planned();
            office.sent();

            assertThat(office.use
                            .inquiries()
                            .previewOpen(OWNER, key, office.now, office.now.plus(Duration.ofHours(4)))
                            .people())
                    .isEqualTo(3);
            office.reopen(key);
            assertThat(to(office.sent(), CHANNEL)).singleElement().asString().contains("3 people were asked");
        }

        @Test
        void later_asks_nobody_until_its_moment() {
            ReleaseKey key = office.planned();
            office.sent();
            done(office.use
                    .polls()
                    .open(
                            office.by(OWNER),
                            key,
                            office.now.plus(Duration.ofHours(1)),
                            office.now.plus(Duration.ofHours(5))));
            assertThat(people(office.sent())).isEmpty();
            assertThat(phase(key)).isEqualTo(Phase.PLANNING);

            office.passAndDrain("PT59M");
            assertThat(phase(key)).isEqualTo(Phase.PLANNING);
            office.passAndDrain("PT1M");
            assertThat(phase(key)).isEqualTo(Phase.POLLING);
            assertThat(people(office.sent())).hasSize(4);
        }

        @Test
        void scheduled_anew_lets_the_first_schedule_pass() {
            ReleaseKey key = office.planned();
            for (int hours : List.of(1, 2)) {
                done(office.use
                        .polls()
                        .open(
                                office.by(OWNER),
                                key,
                                office.now.plus(Duration.ofHours(hours)),
                                office.now.plus(Duration.ofHours(6))));
            }
            office.passAndDrain("PT1H");
            assertThat(phase(key)).isEqualTo(Phase.PLANNING);
            office.passAndDrain("PT1H");
            assertThat(phase(key)).isEqualTo(Phase.POLLING);
        }

        @Test
        @Tag("H1")
        void after_its_whole_time_was_missed_asks_nobody_and_is_a_delay() {
            ReleaseKey key = office.planned();
            done(office.use
                    .polls()
                    .open(
                            office.by(OWNER),
                            key,
                            office.now.plus(Duration.ofHours(1)),
                            office.now.plus(Duration.ofHours(5))));
            office.sent();
            office.passAndDrain("P1D");
            List<Message> sent = office.sent();

            assertThat(phase(key)).isEqualTo(Phase.DELAYED);
            assertThat(people(sent)).containsExactly(OWNER);
        }

        @Test
        void too_short_or_in_the_past_or_backwards_is_refused() {
            ReleaseKey key = office.planned();
            office.minimum = Duration.ZERO;

            refused(office.use.polls().open(office.by(OWNER), key, office.now, office.now), "has passed");
            refused(
                    office.use
                            .polls()
                            .open(
                                    office.by(OWNER),
                                    key,
                                    office.now.plus(Duration.ofHours(2)),
                                    office.now.plus(Duration.ofHours(2))),
                    "before it begins");
            office.minimum = Duration.ofMinutes(30);
            refused(
                    office.use.polls().open(office.by(OWNER), key, office.now, office.now.plus(Duration.ofMinutes(29))),
                    "less than 30 min");
        }

        @Test
        void twice_is_refused_and_asks_nobody_again() {
            ReleaseKey key = office.open();
            office.sent();

            refused(
                    office.use.polls().open(office.by(OWNER), key, office.now, office.now.plus(Duration.ofHours(4))),
                    "open already");
            assertThat(office.sent()).isEmpty();
        }

        @Test
        @Tag("A2")
        void is_the_owners_and_the_delegates() {
            ReleaseKey key = office.planned();

            refused(
                    office.use.polls().open(office.by(LEAD), key, office.now, office.now.plus(Duration.ofHours(4))),
                    "owner");
        }
    }

    @Nested
    class Answering {
        @Test
        @Tag("Q3")
        void ready_is_recorded_shown_and_told_to_nobody_while_the_gate_stays_shut() {
            ReleaseKey key = office.open();
            office.sent();
            Outcome outcome = done(office.ready(key, PAYMENTS, MEMBER));
            List<Message> sent = office.sent();

            assertThat(text(outcome.said())).contains("you confirmed for Payments");
            assertThat(people(sent)).isEmpty();
            assertThat(boards(sent)).isEqualTo(1);
            assertThat(office.events(key)).endsWith("answered_ready");
        }

        @Test
        void the_last_ready_tells_owner_and_delegate_that_the_gate_is_open() {
            ReleaseKey key = office.open();
            done(office.use.planning().delegate(office.by(OWNER), key, Optional.of(DELEGATE)));
            done(office.ready(key, PAYMENTS, MEMBER));
            office.sent();
            done(office.ready(key, CHECKOUT, OTHER_MEMBER));
            List<Message> sent = office.sent();

            assertThat(people(sent)).containsExactly(OWNER, DELEGATE);
            assertThat(to(sent, OWNER).get(0)).contains("is open", "The call is yours");
        }

        @Test
        void not_ready_tells_the_owner_at_once_with_reason_and_estimate() {
            ReleaseKey key = office.open();
            office.sent();
            done(office.notReady(key, PAYMENTS, MEMBER));
            List<Message> sent = office.sent();

            assertThat(people(sent)).containsExactly(OWNER);
            assertThat(to(sent, OWNER).get(0))
                    .contains("Payments is not ready", "The migration hangs", "tomorrow noon");
        }

        @Test
        void not_ready_wants_a_reason_and_an_estimate() {
            ReleaseKey key = office.open();

            Outcome outcome = office.use
                    .polls()
                    .notReady(
                            office.by(MEMBER),
                            key,
                            PAYMENTS,
                            1,
                            office.dossier(key).seal(PAYMENTS),
                            " ",
                            "");

            assertThat(outcome.faults()).containsOnlyKeys("reason", "estimate");
            assertThat(standing(key, PAYMENTS)).isEqualTo(Standing.SILENT);
        }

        @Test
        void ready_wants_every_item_ticked() {
            ReleaseKey key = office.open();

            Outcome outcome = office.use
                    .polls()
                    .ready(
                            office.by(MEMBER),
                            key,
                            PAYMENTS,
                            1,
                            office.dossier(key).seal(PAYMENTS),
                            1);

            assertThat(outcome.faults()).containsOnlyKeys("checklist");
            assertThat(outcome.faults().get("checklist")).contains("1 of 2");
        }

        @Test
        void by_the_same_delivery_twice_counts_once_and_says_nothing_more() {
            ReleaseKey key = office.open();
            Intent intent = office.by(MEMBER).replyingTo("https://hooks.example/1", true);
            done(office.use
                    .polls()
                    .ready(intent, key, PAYMENTS, 1, office.dossier(key).seal(PAYMENTS), 2));
            office.sent();
            int entries = office.record(key).size();

            assertThat(office.use
                            .polls()
                            .ready(intent, key, PAYMENTS, 1, office.dossier(key).seal(PAYMENTS), 2)
                            .kind())
                    .isEqualTo(Kind.REPEATED);
            assertThat(office.sent()).isEmpty();
            assertThat(office.record(key)).hasSize(entries);
        }

        @Test
        void by_two_clicks_counts_once() {
            ReleaseKey key = office.open();
            done(office.ready(key, PAYMENTS, MEMBER));

            Outcome again = office.ready(key, PAYMENTS, MEMBER);

            assertThat(again.kind()).isEqualTo(Kind.UNCHANGED);
            assertThat(text(again.said())).contains("you have confirmed for Payments already");
        }

        @Test
        void not_ready_by_a_form_submitted_twice_tells_the_owner_once() {
            ReleaseKey key = office.open();
            office.sent();
            for (int i = 0; i < 2; i++) {
                office.use
                        .polls()
                        .notReady(
                                office.by(MEMBER).from("V9"),
                                key,
                                PAYMENTS,
                                1,
                                office.dossier(key).seal(PAYMENTS),
                                "hangs",
                                "noon");
            }

            assertThat(people(office.sent())).containsExactly(OWNER);
        }

        @Test
        void a_person_counts_for_one_team_of_a_release() {
            office.roster = withMemberInBoth();
            ReleaseKey key = office.open();
            done(office.ready(key, PAYMENTS, MEMBER));

            refused(
                    office.ready(key, CHECKOUT, MEMBER),
                    "You have answered for Payments",
                    "a person counts for one team");
        }

        @Test
        void for_the_other_team_is_possible_after_taking_the_first_back() {
            office.roster = withMemberInBoth();
            ReleaseKey key = office.open();
            done(office.ready(key, PAYMENTS, MEMBER));
            done(office.use.polls().withdraw(office.by(MEMBER), key, PAYMENTS, 1, MEMBER, ""));

            done(office.ready(key, CHECKOUT, MEMBER));
        }

        @Test
        @Tag("A2")
        void for_a_team_that_one_is_not_in_is_refused() {
            ReleaseKey key = office.open();
            for (PersonId person : List.of(OWNER, OTHER_MEMBER, EXECUTIVE, COLLEAGUE, OUTSIDER, Cast.LEAVER)) {
                assertThat(office.ready(key, PAYMENTS, person).kind())
                        .as(person.value())
                        .isEqualTo(Kind.REFUSED);
            }
        }

        @Test
        @Tag("A1")
        void what_was_edited_since_it_was_shown_is_refused() {
            ReleaseKey key = office.open();
            String seen = office.dossier(key).seal(PAYMENTS);
            done(office.use.planning().putChange(office.by(LEAD), key, Office.change(PAYMENTS, "More")));

            refused(
                    office.use.polls().ready(office.by(MEMBER), key, PAYMENTS, 1, seen, 2),
                    "has changed since you were shown it",
                    "A1");
            refused(
                    office.use.polls().notReady(office.by(MEMBER), key, PAYMENTS, 1, seen, "hangs", "noon"),
                    "has changed since you were shown it");
            assertThat(standing(key, PAYMENTS)).isEqualTo(Standing.SILENT);
        }

        @Test
        @Tag("A1")
        void what_was_shown_before_an_edit_that_does_not_touch_the_team_counts() {
            ReleaseKey key = office.open();
            String seen = office.dossier(key).seal(PAYMENTS);
            done(office.use.planning().putChange(office.by(OTHER_LEAD), key, Office.change(CHECKOUT, "More")));
            done(office.use.planning().setTriggers(office.by(OWNER), key, Office.triggers("12 h")));

            done(office.use.polls().ready(office.by(MEMBER), key, PAYMENTS, 1, seen, 2));
            assertThat(standing(key, PAYMENTS)).isEqualTo(Standing.READY);
        }

        @Test
        void a_request_of_an_earlier_checkpoint_is_refused_and_says_which_is_open() {
            ReleaseKey key = office.open();
            office.passAndDrain("PT4H");
            office.reopen(key);

            refused(
                    office.use
                            .polls()
                            .ready(
                                    office.by(MEMBER),
                                    key,
                                    PAYMENTS,
                                    1,
                                    office.dossier(key).seal(PAYMENTS),
                                    2),
                    "checkpoint 1, which is over",
                    "checkpoint 2 is open");
        }

        @Test
        void after_the_checkpoint_is_refused_even_to_somebody_who_had_confirmed() {
            ReleaseKey key = office.open();
            done(office.ready(key, PAYMENTS, MEMBER));
            office.passAndDrain("PT4H");

            refused(office.ready(key, PAYMENTS, MEMBER), "while the release is delayed");
        }

        @Test
        void before_any_checkpoint_is_refused() {
            ReleaseKey key = office.planned();

            refused(office.ready(key, PAYMENTS, MEMBER), "while the release is in planning");
        }

        @Test
        void by_the_same_person_twice_within_a_millisecond_keeps_the_last() {
            ReleaseKey key = office.open();
            done(office.ready(key, PAYMENTS, MEMBER));
            done(office.notReady(key, PAYMENTS, MEMBER));

            assertThat(standing(key, PAYMENTS)).isEqualTo(Standing.NOT_READY);
        }

        @Test
        @Tag("Q3")
        void two_distinct_people_are_wanted_where_two_are_configured() {
            office.roster = Cast.roster(2);
            ReleaseKey key = office.open();
            done(office.ready(key, PAYMENTS, MEMBER));
            assertThat(standing(key, PAYMENTS)).isEqualTo(Standing.PARTLY);
            done(office.ready(key, PAYMENTS, SECOND));

            assertThat(standing(key, PAYMENTS)).isEqualTo(Standing.READY);
        }
    }

    @Nested
    class Taking_back {
        @Test
        void ones_own_needs_no_reason() {
            ReleaseKey key = office.open();
            done(office.ready(key, PAYMENTS, MEMBER));
            office.sent();
            done(office.use.polls().withdraw(office.by(MEMBER), key, PAYMENTS, 1, MEMBER, ""));

            assertThat(standing(key, PAYMENTS)).isEqualTo(Standing.SILENT);
            assertThat(people(office.sent())).isEmpty();
            assertThat(office.events(key)).endsWith("answer_withdrawn");
        }

        @Test
        void anothers_is_the_leads_with_a_reason_and_its_author_is_told() {
            ReleaseKey key = office.open();
            done(office.notReady(key, PAYMENTS, MEMBER));
            office.sent();

            refused(
                    office.use.polls().withdraw(office.by(SECOND), key, PAYMENTS, 1, MEMBER, "wrong"),
                    "team's lead with a reason");
            assertThat(office.use
                            .polls()
                            .withdraw(office.by(LEAD), key, PAYMENTS, 1, MEMBER, " ")
                            .faults())
                    .containsOnlyKeys("reason");
            done(office.use.polls().withdraw(office.by(LEAD), key, PAYMENTS, 1, MEMBER, "it is fixed"));
            assertThat(to(office.sent(), MEMBER))
                    .singleElement()
                    .asString()
                    .contains("<@U0LEAD>, who leads Payments", "it is fixed");
        }

        @Test
        void a_not_ready_that_was_all_that_kept_the_gate_shut_tells_the_owner_that_it_is_open() {
            ReleaseKey key = office.allReady();
            done(office.notReady(key, PAYMENTS, SECOND));
            office.sent();
            done(office.use.polls().withdraw(office.by(SECOND), key, PAYMENTS, 1, SECOND, ""));

            assertThat(to(office.sent(), OWNER)).singleElement().asString().contains("is open");
        }

        @Test
        void what_is_not_there_changes_nothing() {
            ReleaseKey key = office.open();

            assertThat(office.use
                            .polls()
                            .withdraw(office.by(MEMBER), key, PAYMENTS, 1, MEMBER, "")
                            .kind())
                    .isEqualTo(Kind.UNCHANGED);
        }

        @Test
        void after_the_checkpoint_is_refused() {
            ReleaseKey key = office.open();
            done(office.ready(key, PAYMENTS, MEMBER));
            office.passAndDrain("PT5H");

            refused(
                    office.use.polls().withdraw(office.by(MEMBER), key, PAYMENTS, 1, MEMBER, ""),
                    "while the release is delayed");
        }
    }

    @Nested
    @Tag("A4")
    class Calling_go {
        @Test
        void is_recorded_told_in_the_thread_and_to_each_audience_once() {
            ReleaseKey key = office.allReady();
            office.sent();
            done(office.go(key, OWNER));
            List<Message> sent = office.sent();

            assertThat(phase(key)).isEqualTo(Phase.CLEARED);
            assertThat(to(sent, CHANNEL)).singleElement().asString().contains("GO for PAY-1", "called by <@U0OWNER>");
            assertThat(to(sent, Office.PRODUCT)).hasSize(1);
            assertThat(to(sent, Office.SUPPORT_CHANNEL)).hasSize(1);
            assertThat(to(sent, Office.LEADERSHIP)).hasSize(1);
            assertThat(people(sent)).isEmpty();
            assertThat(boards(sent)).isEqualTo(1);
        }

        @Test
        @Tag("A3")
        void posts_the_digest_of_the_chains_head() {
            ReleaseKey key = office.allReady();
            office.sent();
            done(office.go(key, OWNER));
            List<RecordEntry> record = office.record(key);

            assertThat(to(office.sent(), CHANNEL).get(0))
                    .contains(record.get(record.size() - 1).digest());
            assertThat(record.get(record.size() - 1).what()).isEqualTo("go_called");
        }

        @Test
        void is_refused_with_the_findings_while_the_gate_is_shut() {
            ReleaseKey key = office.open();
            done(office.ready(key, PAYMENTS, MEMBER));

            refused(office.go(key, OWNER), "The Go was not called.", "Checkout hasn't answered");
            assertThat(phase(key)).isEqualTo(Phase.POLLING);
        }

        @Test
        @Tag("X1")
        void is_refused_without_a_rollback_plan_whoever_asks_and_however_ready_all_are() {
            ReleaseKey key = office.created();
            office.reopen(key);
            done(office.ready(key, PAYMENTS, MEMBER));
            done(office.ready(key, CHECKOUT, OTHER_MEMBER));

            refused(office.go(key, OWNER), "X1", "There is no rollback plan yet", "Nobody can override");
        }

        @Test
        void is_refused_to_everybody_else_who_are_told_who_can() {
            ReleaseKey key = office.allReady();
            for (PersonId person : List.of(LEAD, MEMBER, DELEGATE, EXECUTIVE, Cast.SUPPORT, OUTSIDER)) {
                refused(office.go(key, person), "Only the release's owner can", "<@U0OWNER>");
            }
        }

        @Test
        void is_the_delegates_once_the_owner_has_named_one_and_no_longer_after() {
            ReleaseKey key = office.allReady();
            done(office.use.planning().delegate(office.by(OWNER), key, Optional.of(DELEGATE)));
            done(office.use.planning().delegate(office.by(OWNER), key, Optional.empty()));
            refused(office.go(key, DELEGATE), "Only the release's owner can");
            done(office.use.planning().delegate(office.by(OWNER), key, Optional.of(DELEGATE)));

            done(office.go(key, DELEGATE));
        }

        @Test
        void on_an_old_revision_is_refused() {
            ReleaseKey key = office.allReady();
            int seen = office.release(key).revision();
            done(office.use.planning().putChange(office.by(LEAD), key, Office.change(PAYMENTS, "More")));

            refused(
                    office.use.calls().go(office.by(OWNER), key, 1, seen),
                    "you saw revision " + seen,
                    "it is revision " + (seen + 1));
        }

        @Test
        void on_an_old_checkpoint_is_refused() {
            ReleaseKey key = office.allReady();
            office.passAndDrain("PT4H");
            office.reopen(key);

            refused(
                    office.use
                            .calls()
                            .go(office.by(OWNER), key, 1, office.release(key).revision()),
                    "You were shown checkpoint 1, and it is checkpoint 2 now");
        }

        @Test
        void twice_changes_nothing_and_tells_nobody_again() {
            ReleaseKey key = office.cleared();
            office.sent();

            assertThat(office.go(key, OWNER).kind()).isEqualTo(Kind.UNCHANGED);
            assertThat(office.sent()).isEmpty();
        }

        @Test
        @Tag("H1")
        void after_the_deadline_is_refused_even_before_the_timer_has_run() {
            ReleaseKey key = office.allReady();
            office.pass("PT4H");

            refused(office.go(key, OWNER), "time is over");
        }

        @Test
        @Tag("H1")
        void is_refused_when_a_confirmer_has_left_meanwhile() {
            ReleaseKey key = office.allReady();
            office.roster = Cast.without(office.roster, MEMBER);

            refused(office.go(key, OWNER), "no longer in the team");
        }
    }

    @Nested
    class After_a_go {
        @Test
        void an_edit_voids_it_says_so_in_the_thread_and_asks_again() {
            ReleaseKey key = office.cleared();
            office.sent();
            done(office.use.planning().putChange(office.by(LEAD), key, Office.change(PAYMENTS, "More")));
            List<Message> sent = office.sent();

            assertThat(phase(key)).isEqualTo(Phase.POLLING);
            assertThat(to(sent, CHANNEL)).singleElement().asString().contains("The Go is void", "<@U0LEAD> edited");
            assertThat(people(sent)).containsExactlyInAnyOrder(OWNER, MEMBER);
            assertThat(office.events(key)).endsWith("change_added", "go_voided", "confirmations_expired");
            whole(key);
        }

        @Test
        @Tag("A1")
        void an_edit_that_touches_no_team_voids_it_all_the_same_and_the_confirmations_stand() {
            ReleaseKey key = office.cleared();
            office.sent();
            done(office.use.planning().setTriggers(office.by(OWNER), key, Office.triggers("12 h")));
            List<Message> sent = office.sent();

            assertThat(phase(key)).isEqualTo(Phase.POLLING);
            assertThat(to(sent, CHANNEL)).singleElement().asString().contains("The Go is void");
            assertThat(people(sent)).containsExactly(OWNER);
            assertThat(office.dossier(key).readyTeams()).isEqualTo(2);
            done(office.go(key, OWNER));
        }

        @Test
        void voiding_it_is_told_to_every_audience_that_was_told_of_the_go() {
            ReleaseKey key = office.cleared();
            office.sent();
            done(office.notReady(key, PAYMENTS, SECOND));
            List<Message> sent = office.sent();

            for (var channel : List.of(Office.PRODUCT, Office.SUPPORT_CHANNEL, Office.LEADERSHIP)) {
                assertThat(to(sent, channel)).singleElement().asString().contains("The Go of PAY-1", "is void");
            }
            assertThat(to(sent, Office.LEADERSHIP).get(0)).startsWith("Risk: ");
        }

        @Test
        void cancelling_is_told_to_every_audience_that_was_told_of_the_go() {
            ReleaseKey key = office.cleared();
            office.sent();
            done(office.use.planning().cancel(office.by(OWNER), key, "not wanted"));

            assertThat(to(office.sent(), Office.SUPPORT_CHANNEL))
                    .singleElement()
                    .asString()
                    .contains("is void", "cancelled the release");
        }

        @Test
        void an_edit_past_the_deadline_makes_it_a_delay_and_asks_nobody() {
            ReleaseKey key = office.cleared();
            office.passAndDrain("PT5H");
            assertThat(phase(key)).isEqualTo(Phase.CLEARED);
            office.sent();
            done(office.use.planning().putChange(office.by(LEAD), key, Office.change(PAYMENTS, "More")));

            assertThat(phase(key)).isEqualTo(Phase.DELAYED);
            assertThat(people(office.sent())).containsExactly(OWNER);
        }

        @Test
        void a_confirmation_taken_back_voids_it() {
            ReleaseKey key = office.cleared();
            done(office.use.polls().withdraw(office.by(MEMBER), key, PAYMENTS, 1, MEMBER, ""));

            assertThat(phase(key)).isEqualTo(Phase.POLLING);
            assertThat(office.events(key)).endsWith("answer_withdrawn", "go_voided");
        }

        @Test
        void one_more_ready_changes_nothing() {
            ReleaseKey key = office.cleared();

            assertThat(office.ready(key, PAYMENTS, SECOND).kind()).isEqualTo(Kind.UNCHANGED);
            assertThat(phase(key)).isEqualTo(Phase.CLEARED);
        }

        @Test
        void it_can_be_called_again_once_who_was_touched_has_confirmed_again() {
            ReleaseKey key = office.cleared();
            done(office.use.planning().putChange(office.by(LEAD), key, Office.change(PAYMENTS, "More")));
            refused(office.go(key, OWNER), "expired");
            done(office.ready(key, PAYMENTS, MEMBER));

            done(office.go(key, OWNER));
        }

        @Test
        @Tag("H1")
        void the_deadline_still_holds_once_it_is_void() {
            ReleaseKey key = office.cleared();
            done(office.notReady(key, PAYMENTS, SECOND));
            office.passAndDrain("PT4H");

            assertThat(phase(key)).isEqualTo(Phase.DELAYED);
        }
    }

    @Nested
    class No_go_and_delay {
        @Test
        void no_go_wants_a_reason_and_tells_it_to_all() {
            ReleaseKey key = office.open();
            assertThat(office.use.calls().noGo(office.by(OWNER), key, 1, " ").faults())
                    .containsOnlyKeys("reason");
            office.sent();
            done(office.use.calls().noGo(office.by(OWNER), key, 1, "the error rate is too high"));
            List<Message> sent = office.sent();

            assertThat(to(sent, CHANNEL).get(0))
                    .contains("NO-GO for PAY-1", "the error rate is too high", "New checkpoint: not set");
            assertThat(to(sent, Office.SUPPORT_CHANNEL).get(0)).contains("Nothing changes for users for now");
            assertThat(phase(key)).isEqualTo(Phase.DELAYED);
        }

        @Test
        void no_go_twice_is_one() {
            ReleaseKey key = office.open();
            done(office.use.calls().noGo(office.by(OWNER), key, 1, "no"));
            office.sent();

            assertThat(office.use.calls().noGo(office.by(OWNER), key, 1, "no").kind())
                    .isEqualTo(Kind.UNCHANGED);
            assertThat(office.sent()).isEmpty();
        }

        @Test
        void delay_sets_the_next_checkpoint_which_asks_everybody_and_counts_no_earlier_answer() {
            ReleaseKey key = office.allReady();
            done(office.use
                    .calls()
                    .delay(
                            office.by(OWNER),
                            key,
                            1,
                            office.now.plus(Duration.ofHours(20)),
                            office.now.plus(Duration.ofHours(24)),
                            "wait for the fix"));
            assertThat(office.dossier(key).readyTeams()).isZero();
            office.sent();
            office.passAndDrain("PT20H");

            assertThat(phase(key)).isEqualTo(Phase.POLLING);
            assertThat(office.dossier(key).readyTeams()).isZero();
            assertThat(to(office.sent(), MEMBER).get(0)).contains("At the last checkpoint (not counted any more)");
        }

        @Test
        void the_board_of_a_delayed_release_shows_earlier_answers_as_such() {
            ReleaseKey key = office.allReady();
            done(office.use.calls().noGo(office.by(OWNER), key, 1, "no"));
            String board = text(office.use.inquiries().board(key).orElseThrow());

            assertThat(board)
                    .contains("DELAYED (no-go)", "not counted any more", "The gate is shut")
                    .doesNotContain("READY,", "The gate is open");
        }

        @Test
        void delay_with_an_unreadable_time_is_a_fault_at_its_field() {
            ReleaseKey key = office.open();

            assertThat(office.use
                            .calls()
                            .delay(office.by(OWNER), key, 1, office.now, office.now.minusSeconds(1), "")
                            .faults())
                    .containsOnlyKeys("until");
        }

        @Test
        void a_stale_button_of_an_earlier_checkpoint_calls_nothing() {
            ReleaseKey key = office.open();
            office.passAndDrain("PT4H");
            office.reopen(key);

            refused(office.use.calls().noGo(office.by(OWNER), key, 1, "no"), "it is checkpoint 2 now");
        }

        @Test
        @Tag("A4")
        void both_are_the_owners() {
            ReleaseKey key = office.open();

            refused(office.use.calls().noGo(office.by(LEAD), key, 1, "no"), "owner");
            refused(
                    office.use
                            .calls()
                            .delay(office.by(LEAD), key, 1, office.now, office.now.plus(Duration.ofDays(1)), ""),
                    "owner");
        }
    }

    @Nested
    class Reminders {
        @Test
        void go_to_those_who_still_owe_an_answer_and_to_nobody_else() {
            ReleaseKey key = office.open();
            done(office.ready(key, CHECKOUT, OTHER_MEMBER));
            office.sent();
            office.passAndDrain("PT2H");
            List<Message> sent = office.sent();

            assertThat(people(sent)).containsExactlyInAnyOrder(LEAD, MEMBER);
            assertThat(to(sent, MEMBER).get(0)).contains("Your answer is missing", "2 h", "Ready means");
            assertThat(office.events(key)).endsWith("reminded");
        }

        @Test
        void leave_a_team_alone_that_has_said_not_ready() {
            ReleaseKey key = office.open();
            done(office.notReady(key, PAYMENTS, MEMBER));
            done(office.ready(key, CHECKOUT, OTHER_MEMBER));
            int entries = office.record(key).size();
            office.sent();
            office.passAndDrain("PT2H");

            assertThat(office.sent()).isEmpty();
            assertThat(office.record(key)).hasSize(entries);
        }

        @Test
        void leave_a_person_alone_who_has_answered_for_another_team() {
            office.roster = withMemberInBoth();
            ReleaseKey key = office.open();
            done(office.ready(key, PAYMENTS, MEMBER));
            office.sent();
            office.passAndDrain("PT2H");

            assertThat(people(office.sent())).containsExactly(OTHER_LEAD);
        }

        @Test
        void go_to_the_second_person_only_where_one_of_two_has_confirmed() {
            office.roster = Cast.roster(2);
            ReleaseKey key = office.open();
            done(office.ready(key, PAYMENTS, MEMBER));
            done(office.ready(key, CHECKOUT, OTHER_MEMBER));
            office.sent();
            office.passAndDrain("PT2H");

            assertThat(people(office.sent())).containsExactly(LEAD);
        }

        @Test
        void the_last_one_goes_to_the_lead_as_well_even_one_who_is_not_asked() {
            Roster roster = Cast.roster();
            Map<TeamId, Team> teams = new LinkedHashMap<>(roster.teams());
            Team payments = roster.find(PAYMENTS).orElseThrow();
            teams.put(
                    PAYMENTS,
                    new Team(
                            PAYMENTS,
                            "Payments",
                            Optional.of(LEAD),
                            Set.of(LEAD, MEMBER),
                            List.of(MEMBER),
                            1,
                            payments.checklist(),
                            payments.components()));
            office.roster = new Roster(teams, Set.of(), Set.of(), roster.people(), Map.of());
            ReleaseKey key = office.open();
            done(office.ready(key, CHECKOUT, OTHER_MEMBER));
            office.sent();
            office.passAndDrain("PT2H");
            assertThat(people(office.sent())).containsExactly(MEMBER);
            office.passAndDrain("PT1H30M");

            assertThat(people(office.sent())).containsExactlyInAnyOrder(MEMBER, LEAD);
        }

        @Test
        void stop_when_the_state_has_moved_on() {
            ReleaseKey key = office.open();
            done(office.use.calls().noGo(office.by(OWNER), key, 1, "no"));
            office.sent();
            office.passAndDrain("PT2H");

            assertThat(office.sent()).isEmpty();
        }

        @Test
        void of_an_earlier_checkpoint_do_not_ring_in_the_next() {
            ReleaseKey key = office.open();
            done(office.use.calls().noGo(office.by(OWNER), key, 1, "no"));
            office.reopen(key);
            office.sent();
            office.passAndDrain("PT2H");

            assertThat(people(office.sent())).hasSize(4);
        }

        @Test
        void of_a_checkpoint_opened_late_are_only_those_still_to_come() {
            ReleaseKey key = office.planned();
            done(office.use.polls().open(office.by(OWNER), key, office.now, office.now.plus(Duration.ofHours(1))));
            office.sent();
            office.passAndDrain("PT29M");
            assertThat(office.sent()).isEmpty();
            office.passAndDrain("PT1M");

            assertThat(people(office.sent())).hasSize(4);
        }

        @Test
        void missed_together_while_the_process_was_down_come_once() {
            office.open();
            office.sent();
            office.passAndDrain("PT3H45M");

            assertThat(people(office.sent())).doesNotHaveDuplicates().hasSize(4);
        }

        @Test
        void past_the_deadline_are_dropped() {
            office.open();
            office.sent();
            office.passAndDrain("PT6H");

            assertThat(people(office.sent())).containsExactly(OWNER);
        }

        @Test
        void go_to_nobody_who_has_left() {
            ReleaseKey key = office.open();
            office.roster = Cast.without(office.roster, MEMBER);
            done(office.ready(key, CHECKOUT, OTHER_MEMBER));
            office.sent();
            office.passAndDrain("PT2H");

            assertThat(people(office.sent())).containsExactly(LEAD);
        }
    }

    @Nested
    @Tag("H1")
    class The_deadline {
        @Test
        void makes_an_undecided_checkpoint_a_delay_and_tells_owner_and_thread() {
            ReleaseKey key = office.allReady();
            office.sent();
            office.passAndDrain("PT4H");
            List<Message> sent = office.sent();

            assertThat(office.release(key).state())
                    .isInstanceOfSatisfying(Delayed.class, delayed -> assertThat(delayed.cause())
                            .isEqualTo(ReleaseState.Cause.UNDECIDED));
            assertThat(people(sent)).containsOnly(OWNER);
            assertThat(to(sent, CHANNEL))
                    .singleElement()
                    .asString()
                    .contains("DELAYED", "never a Go", "New checkpoint: not set");
            assertThat(boards(sent)).isEqualTo(1);
        }

        @Test
        void leaves_a_go_alone() {
            ReleaseKey key = office.cleared();
            int entries = office.record(key).size();
            office.passAndDrain("PT4H");

            assertThat(phase(key)).isEqualTo(Phase.CLEARED);
            assertThat(office.record(key)).hasSize(entries);
        }

        @Test
        void drained_twice_acts_once() {
            ReleaseKey key = office.open();
            office.passAndDrain("PT4H");
            int entries = office.record(key).size();
            office.sent();
            office.passAndDrain("PT1H");

            assertThat(office.record(key)).hasSize(entries);
            assertThat(office.sent()).isEmpty();
        }
    }

    @Nested
    class Many_timers_at_one_instant {
        @Test
        void act_once_each_by_several_hands() {
            List<ReleaseKey> open =
                    IntStream.range(0, 12).mapToObj(i -> office.open()).toList();
            office.now = office.now.plus(Duration.ofHours(4));
            ExecutorService others = Executors.newFixedThreadPool(3);
            try {
                int due = office.use.dueTimers().drain(4, others);
                assertThat(due).isGreaterThanOrEqualTo(open.size());
            } finally {
                others.shutdown();
            }

            assertThat(open).allSatisfy(key -> {
                assertThat(office.release(key).state()).isInstanceOf(Delayed.class);
                assertThat(office.events(key)).containsOnlyOnce("checkpoint_undecided");
                whole(key);
            });
            assertThat(office.store.read(Reading::nextDue)).isEmpty();
        }
    }

    @Nested
    class A_timer_that_fails {
        private ReleaseKey brokenAndDue() {
            ReleaseKey key = office.open();
            office.broken = Optional.of(key);
            return key;
        }

        @Test
        void holds_up_no_other() {
            ReleaseKey broken = brokenAndDue();
            ReleaseKey other = office.open();
            office.passAndDrain("PT4H");

            assertThat(phase(broken)).isEqualTo(Phase.POLLING);
            assertThat(office.release(other).state()).isInstanceOf(Delayed.class);
        }

        @Test
        void among_many_is_the_only_one_that_is_put_off() {
            List<ReleaseKey> open =
                    IntStream.range(0, 20).mapToObj(i -> office.open()).toList();
            office.broken = Optional.of(open.get(7));
            office.passAndDrain("PT4H");

            assertThat(open).allSatisfy(key -> assertThat(phase(key))
                    .isEqualTo(key.equals(open.get(7)) ? Phase.POLLING : Phase.DELAYED));
            assertThat(office.store.read(Reading::nextDue).orElseThrow()).isAfter(office.now);
            office.broken = Optional.empty();
            office.passAndDrain("PT15M");
            assertThat(open).allSatisfy(key -> {
                assertThat(office.events(key)).containsOnlyOnce("checkpoint_undecided");
                whole(key);
            });
        }

        @Test
        void is_put_off_longer_each_time_and_never_for_more_than_a_quarter_of_an_hour() {
            ReleaseKey unused = brokenAndDue();
            office.passAndDrain("PT4H");
            List<Duration> waits = new ArrayList<>();
            for (int tries = 1; tries <= 14; tries++) {
                Instant next = office.store.read(Reading::nextDue).orElseThrow();
                waits.add(Duration.between(office.now, next));
                office.now = next;
                office.use.dueTimers().drain();
            }

            assertThat(waits).isSorted().startsWith(Duration.ofSeconds(1), Duration.ofSeconds(2));
            assertThat(waits.get(13)).isEqualTo(Duration.ofMinutes(15));
        }

        @Test
        void stays_until_it_succeeds_and_then_acts_once() {
            ReleaseKey key = brokenAndDue();
            office.passAndDrain("PT4H");
            office.passAndDrain("PT1H");
            office.broken = Optional.empty();
            office.passAndDrain("PT15M");
            office.passAndDrain("PT15M");

            assertThat(office.release(key).state()).isInstanceOf(Delayed.class);
            assertThat(office.events(key)).containsOnlyOnce("checkpoint_undecided");
            assertThat(office.store.read(Reading::nextDue)).isEmpty();
            whole(key);
        }

        @Test
        void leaves_nothing_behind_of_what_it_did_before_it_failed() {
            ReleaseKey key = brokenAndDue();
            int entries = office.record(key).size();
            office.sent();
            office.passAndDrain("PT4H");

            assertThat(office.record(key)).hasSize(entries);
            assertThat(office.sent()).isEmpty();
        }
    }

    @Nested
    class Whose_it_is {
        @Test
        void a_delegate_is_told() {
            ReleaseKey key = office.created();
            office.sent();
            done(office.use.planning().delegate(office.by(OWNER), key, Optional.of(DELEGATE)));

            assertThat(to(office.sent(), DELEGATE)).singleElement().asString().contains("named you the delegate");
        }

        @Test
        void a_delegate_has_to_be_fit_and_somebody_else() {
            ReleaseKey key = office.created();

            refused(
                    office.use.planning().delegate(office.by(OWNER), key, Optional.of(OUTSIDER)),
                    "isn't an active member");
            assertThat(office.use
                            .planning()
                            .delegate(office.by(OWNER), key, Optional.of(OWNER))
                            .kind())
                    .isEqualTo(Kind.UNCHANGED);
            refused(office.use.planning().delegate(office.by(DELEGATE), key, Optional.of(DELEGATE)), "owner");
        }

        @Test
        void the_owner_hands_it_over_and_the_new_one_is_told() {
            ReleaseKey key = office.created();
            office.sent();
            done(office.use.planning().handOver(office.by(OWNER), key, LEAD));

            assertThat(office.release(key).owner()).isEqualTo(LEAD);
            assertThat(to(office.sent(), LEAD)).singleElement().asString().contains("handed PAY-1");
            refused(office.use.planning().handOver(office.by(OWNER), key, OWNER), "Only its owner can");
        }

        @Test
        void a_lead_hands_it_over_once_the_owner_has_left() {
            ReleaseKey key = office.open();
            refused(office.use.planning().handOver(office.by(LEAD), key, LEAD), "Only its owner can");
            office.roster = Cast.without(office.roster, OWNER);
            assertThat(text(office.use.inquiries().check(key).orElseThrow()))
                    .contains("has left the workspace or isn't known");

            done(office.use.planning().handOver(office.by(LEAD), key, LEAD));
            assertThat(office.release(key).owner()).isEqualTo(LEAD);
        }

        @Test
        void a_delegate_who_becomes_owner_is_no_delegate_any_more() {
            ReleaseKey key = office.created();
            done(office.use.planning().delegate(office.by(OWNER), key, Optional.of(DELEGATE)));
            done(office.use.planning().handOver(office.by(OWNER), key, DELEGATE));

            assertThat(office.release(key).delegate()).isEmpty();
        }
    }

    @Nested
    class Cancelling {
        @Test
        void wants_a_reason_and_is_told_in_the_thread() {
            ReleaseKey key = office.open();
            refused(office.use.planning().cancel(office.by(OWNER), key, " "), "wants a reason");
            office.sent();
            done(office.use.planning().cancel(office.by(OWNER), key, "not wanted any more"));

            assertThat(to(office.sent(), CHANNEL))
                    .singleElement()
                    .asString()
                    .contains("CANCELLED", "not wanted any more");
            assertThat(phase(key)).isEqualTo(Phase.CANCELLED);
        }

        @Test
        void ends_everything_that_was_to_come() {
            ReleaseKey key = office.open();
            done(office.use.planning().cancel(office.by(OWNER), key, "not wanted any more"));
            office.sent();
            office.passAndDrain("P1D");

            assertThat(office.sent()).isEmpty();
            assertThat(phase(key)).isEqualTo(Phase.CANCELLED);
        }

        @Test
        void twice_is_once() {
            ReleaseKey key = office.created();
            done(office.use.planning().cancel(office.by(OWNER), key, "no"));

            assertThat(office.use.planning().cancel(office.by(OWNER), key, "no").kind())
                    .isEqualTo(Kind.UNCHANGED);
        }

        @Test
        void takes_hostile_and_endless_reasons() {
            ReleaseKey key = office.created();
            done(office.use.planning().cancel(office.by(OWNER), key, "<!channel> 😀".repeat(400)));

            whole(key);
        }
    }

    @Nested
    class The_answer_to_a_click {
        @Test
        void that_was_refused_goes_to_the_person_and_leaves_the_message_as_it_was() {
            ReleaseKey key = office.open();
            office.sent();
            office.use
                    .calls()
                    .go(
                            office.by(MEMBER).replyingTo("https://hooks.example/1", true),
                            key,
                            1,
                            office.release(key).revision());

            assertThat(office.sent()).singleElement().isInstanceOfSatisfying(Message.Reply.class, reply -> {
                assertThat(reply.replacesOriginal()).isFalse();
                assertThat(reply.person()).isEqualTo(MEMBER);
            });
        }

        @Test
        void that_was_counted_takes_the_place_of_the_request() {
            ReleaseKey key = office.open();
            office.sent();
            office.use
                    .polls()
                    .ready(
                            office.by(MEMBER).replyingTo("https://hooks.example/1", true),
                            key,
                            PAYMENTS,
                            1,
                            office.dossier(key).seal(PAYMENTS),
                            2);

            assertThat(office.sent())
                    .filteredOn(Message.Reply.class::isInstance)
                    .singleElement()
                    .matches(reply -> ((Message.Reply) reply).replacesOriginal());
        }
    }

    @Nested
    @Tag("A3")
    class The_record {
        @Test
        void of_a_whole_story_is_whole_and_holds_every_digest_that_was_posted() {
            ReleaseKey key = office.cleared();
            done(office.use.planning().putChange(office.by(LEAD), key, Office.change(PAYMENTS, "More")));
            office.passAndDrain("PT4H");
            List<String> posted = to(office.sent(), CHANNEL).stream()
                    .flatMap(text -> java.util.regex.Pattern.compile("[0-9a-f]{64}")
                            .matcher(text)
                            .results()
                            .map(java.util.regex.MatchResult::group))
                    .toList();

            assertThat(posted).hasSize(3);
            assertThat(office.use.inquiries().verify(key, posted).orElseThrow().whole())
                    .isTrue();
            assertThat(office.use
                            .inquiries()
                            .verify(key, List.of("f".repeat(64)))
                            .orElseThrow()
                            .whole())
                    .isFalse();
        }
    }
}
