package dev.releasemanager.notice;

import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.DELEGATE;
import static dev.releasemanager.release.Cast.LEAD;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.NOW;
import static dev.releasemanager.release.Cast.OTHER_MEMBER;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static dev.releasemanager.release.Cast.after;
import static dev.releasemanager.release.Cast.notReady;
import static dev.releasemanager.release.Cast.ready;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.gate.Assurances;
import dev.releasemanager.gate.Dossier;
import dev.releasemanager.gate.Lookback;
import dev.releasemanager.gate.Seals;
import dev.releasemanager.gate.Standards;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.manifest.Changes;
import dev.releasemanager.manifest.Details;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.manifest.Manifest;
import dev.releasemanager.manifest.Relation;
import dev.releasemanager.manifest.SizeBudget;
import dev.releasemanager.rehearsal.blockkit.BlockKit;
import dev.releasemanager.release.Call;
import dev.releasemanager.release.Cast;
import dev.releasemanager.release.Checkpoint;
import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.Person;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Profile;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.ReleaseKind;
import dev.releasemanager.release.ReleaseState;
import dev.releasemanager.release.ReleaseState.Cause;
import dev.releasemanager.release.Roster;
import dev.releasemanager.release.Team;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.rollback.Plans;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollback.Trigger;
import dev.releasemanager.rollout.Rollout;
import dev.releasemanager.rollout.Staged;
import dev.releasemanager.slack.message.DocumentRenderer;
import dev.releasemanager.slack.message.Rendered;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people read, as the plain text of each message; and that Slack takes the blocks beside it. */
class DocumentsTest {
    private static final DocumentRenderer RENDERER = new DocumentRenderer("/release");
    private static final Call GO = new Call(OWNER, after("PT2H"), 3, "d".repeat(64), "");
    private static final Call NO = new Call(OWNER, after("PT2H"), 3, "d".repeat(64), "the error rate is too high");
    private static final String DIGEST = "a1".repeat(32);
    private static final RollbackPlan PLAN = Plans.WHOLE;
    private static final Assurances ACCEPTED = Assurances.NONE.with(Plans.accepted(PLAN));
    private static final Standards STANDARDS =
            new Standards(Duration.ofHours(24), SizeBudget.UNLIMITED, Cast.NOW, "/release");
    private static final ReleaseState.Cleared CLEARED = new ReleaseState.Cleared(Cast.checkpoint(1), GO);
    private static final ReleaseState.Delayed REJECTED =
            new ReleaseState.Delayed(Cause.NO_GO, NO.reason(), after("PT2H"), Optional.empty());

    private static Dossier dossier(ReleaseState state, RollbackPlan plan, Confirmation... answers) {
        Manifest manifest = Manifest.of(
                List.of(
                        Changes.change(1, PAYMENTS, "copy", "Blue pay button"),
                        Changes.change(2, CHECKOUT, "migration", "New basket table")),
                Changes.kinds(),
                Landscape.EMPTY,
                Details.NONE
                        .withVersions(Map.of("payments-api", Staged.VERSION, "checkout-api", Staged.VERSION))
                        .withRelations(
                                List.of(new Relation(new ChangeId(1), new ChangeId(2), "One button for one basket"))));
        return Dossier.of(
                Cast.release(state),
                manifest,
                plan,
                Map.of(),
                Seals.fitting(manifest, plan, answers),
                List.of(),
                Cast.roster(),
                ACCEPTED,
                STANDARDS,
                Staged.of(manifest),
                Lookback.NONE);
    }

    /** The text; the blocks are judged on the way. */
    private static String text(Document document) {
        Rendered rendered = RENDERER.message(document, Optional.of(Cast.KEY));
        assertThat(BlockKit.message(rendered.blocks())).isEmpty();
        assertThat(BlockKit.textLength(rendered.blocks())).isLessThanOrEqualTo(10_000);
        assertThat(rendered.text()).hasSizeLessThanOrEqualTo(4_000).isNotBlank();
        return rendered.text();
    }

    private static List<String> buttons(Document document) {
        return RENDERER.message(document, Optional.empty()).blocks().findParents("action_id").stream()
                .map(button -> button.path("text").path("text").asText())
                .toList();
    }

    @Nested
    class The_board {
        private String board(Dossier dossier) {
            return text(BoardDocument.of(dossier, "/release", NOW));
        }

        @Test
        void while_polling_says_who_is_ready_who_is_not_and_why_who_is_silent_and_until_when() {
            String board =
                    board(dossier(Cast.polling(), RollbackPlan.EMPTY, notReady(PAYMENTS, MEMBER, after("PT1M"))));

            assertThat(board)
                    .contains("PAY-1 New checkout", "POLLING", "0 of 2 teams are ready")
                    .contains("Payments", "NOT READY, <@U0MEMBER>: The migration hangs (expected: tomorrow noon)")
                    .contains("Checkout", "SILENT, no answer yet")
                    .contains("The gate is shut", "There is no rollback plan yet")
                    .contains("revision 3");
        }

        @Test
        void while_polling_has_the_four_buttons() {
            assertThat(buttons(BoardDocument.of(dossier(Cast.polling(), PLAN), "/release", NOW)))
                    .contains("Answer for my team", "Go", "No-Go", "Delay");
        }

        @Test
        void shows_an_expired_confirmation_as_such() {
            assertThat(board(dossier(
                            Cast.polling(),
                            PLAN,
                            ready(PAYMENTS, MEMBER, after("PT1M")).expired(after("PT2M")))))
                    .contains("EXPIRED", "asked again");
        }

        @Test
        void says_when_the_gate_is_open() {
            assertThat(board(dossier(
                            Cast.polling(),
                            PLAN,
                            ready(PAYMENTS, MEMBER, after("PT1M")),
                            ready(CHECKOUT, OTHER_MEMBER, after("PT1M")))))
                    .contains("The gate is open", "2 of 2 teams are ready");
        }

        @Test
        void says_go_by_whom_and_for_which_revision() {
            assertThat(board(dossier(
                            CLEARED,
                            PLAN,
                            ready(PAYMENTS, MEMBER, after("PT1M")),
                            ready(CHECKOUT, OTHER_MEMBER, after("PT1M")))))
                    .contains("GO. Called by <@U0OWNER>", "for revision 3")
                    .doesNotContain("The gate is");
        }

        @Test
        void says_delayed_with_the_reason() {
            assertThat(board(dossier(REJECTED, PLAN)))
                    .contains("DELAYED (no-go)", "the error rate is too high", "New checkpoint: not set");
        }

        @Test
        void says_cancelled_by_whom_and_why_and_offers_nothing() {
            Document board = BoardDocument.of(
                    dossier(new ReleaseState.Cancelled(OWNER, "not wanted", NOW), PLAN), "/release", NOW);

            assertThat(text(board)).contains("CANCELLED by <@U0OWNER>. not wanted.");
            assertThat(buttons(board)).isEmpty();
        }

        @Test
        @Tag("S1")
        void of_a_new_release_says_that_there_is_no_plan_and_mentions_nobody_but_who_decides() {
            String board = board(dossier(new ReleaseState.Planning(Optional.empty()), RollbackPlan.EMPTY));

            assertThat(board).contains("PLANNING", "no rollback plan yet", "No team is being asked");
            assertThat(board).doesNotContain("<@U0LEAD>", "<@U0MEMBER>", "<@U0OTHERLEAD>");
        }
    }

    @Nested
    class A_big_release {
        private Dossier big(int teams, int changes, String name, ReleaseState state) {
            Map<TeamId, Team> all = new LinkedHashMap<>();
            Map<PersonId, Person> people = new LinkedHashMap<>();
            List<TeamId> ids = new ArrayList<>();
            List<Confirmation> answers = new ArrayList<>();
            for (int i = 0; i < teams; i++) {
                TeamId id = new TeamId("team-" + i);
                PersonId lead = new PersonId("U0L" + i);
                PersonId member = new PersonId("U0M" + i);
                ids.add(id);
                people.put(lead, new Person(lead, name, Cast.BERLIN, true, false));
                people.put(member, new Person(member, name, Cast.BERLIN, true, false));
                all.put(id, Cast.team(id, name + " " + i, lead, 1, member));
                switch (i % 4) {
                    case 0 -> answers.add(ready(id, member, after("PT1M")));
                    case 1 -> answers.add(ready(id, member, after("PT1M")).expired(after("PT2M")));
                    case 2 ->
                        answers.add(Confirmation.notReady(
                                1, id, member, name.repeat(20), name.repeat(3), 3, "seal", after("PT1M")));
                    default -> {}
                }
            }
            List<Change> scope = new ArrayList<>();
            for (int i = 0; i < changes; i++) {
                scope.add(new Change(
                        new ChangeId(i + 1),
                        ids.get(i % teams),
                        "component-" + i,
                        "migration",
                        (name + " " + i).repeat(3),
                        "https://git.example/" + i,
                        Optional.of("flag-" + i),
                        name.repeat(10),
                        Optional.of(name.repeat(10)),
                        Optional.of(name.repeat(10))));
            }
            Release release = new Release(
                    Cast.KEY,
                    new Profile(
                            name.repeat(4),
                            name.repeat(9),
                            ReleaseKind.REGULAR,
                            after("P2D"),
                            Cast.BERLIN,
                            ids,
                            Cast.CHANNEL,
                            Optional.of("https://tickets.example/" + "x".repeat(Profile.TICKET_LIMIT - 24))),
                    OWNER,
                    Optional.of(DELEGATE),
                    state,
                    3,
                    "d".repeat(64),
                    1,
                    NOW,
                    OWNER);
            Manifest manifest = Manifest.of(scope, Changes.kinds(), Landscape.EMPTY, Details.NONE);
            RollbackPlan plan = new RollbackPlan(
                    java.util.Collections.nCopies(100, PLAN.steps().get(0)),
                    java.util.Collections.nCopies(20, new Trigger(name.repeat(9), true)),
                    PLAN.window(),
                    PLAN.notUndone());
            List<Confirmation> fitting = Seals.fitting(manifest, plan, answers.toArray(Confirmation[]::new));
            return Dossier.of(
                    release,
                    manifest,
                    plan,
                    Map.of(),
                    fitting,
                    fitting,
                    new Roster(all, Set.of(), Set.of(), people, Map.of()),
                    ACCEPTED,
                    STANDARDS,
                    Rollout.NONE,
                    Lookback.NONE);
        }

        @ParameterizedTest
        @ValueSource(
                strings = {
                    "Payments and much more than that",
                    "<!channel> & <@U1> *_~`",
                    "\u202Eאבג\u202C 😀😀😀😀😀😀",
                    "line\nbreak\tand ```code```"
                })
        void of_sixty_teams_and_two_thousand_changes_stays_in_slacks_limits_with_its_buttons(String name) {
            for (ReleaseState state :
                    List.of(Cast.polling(), CLEARED, REJECTED, new ReleaseState.Planning(Optional.empty()))) {
                Dossier dossier = big(60, 2_000, name, state);
                Document board = BoardDocument.of(dossier, "/release", NOW);

                text(board);
                assertThat(buttons(board)).hasSizeGreaterThanOrEqualTo(3);
                text(GateDocuments.findings(dossier));
                text(GateDocuments.shut(dossier.release(), dossier.verdict()));
                text(GateDocuments.calling(dossier));
                text(InquiryDocuments.show(dossier, "/release"));
                text(InquiryDocuments.status(dossier, NOW, Optional.empty()));
                text(CallDocuments.thread(dossier, GO, DIGEST));
                text(CallDocuments.product(dossier, GO));
                text(CallDocuments.support(dossier, GO));
                text(CallDocuments.leadership(dossier, GO));
                text(TeamDocuments.request(
                        dossier, dossier.roster().find(new TeamId("team-5")).orElseThrow(), Cast.checkpoint(1)));
            }
        }

        @Test
        void counts_the_teams_it_cannot_name() {
            String board = text(BoardDocument.of(big(60, 10, "Team", Cast.polling()), "/release", NOW));

            assertThat(board).contains("15 of 60 teams are ready", "EXPIRED (15)", "SILENT (15)", "NOT READY too (10)");
        }
    }

    @Nested
    @Tag("K1")
    class A_readiness_request {
        private final Dossier dossier = dossier(Cast.polling(), PLAN);
        private final Team payments = Cast.roster().find(PAYMENTS).orElseThrow();
        private final Document request = TeamDocuments.request(dossier, payments, Cast.checkpoint(1));

        @Test
        void has_the_definition_of_ready_the_deadline_and_the_place_in_it() {
            assertThat(text(request))
                    .contains("is Payments ready?", "Ready means")
                    .contains("Tests are green on the release branch", "On-call is named for the day")
                    .contains("Answer by: <!date^" + Cast.checkpoint(1).until().getEpochSecond())
                    .contains("Your place: team 1 of 2")
                    .contains("Blue pay button", "copy, low risk")
                    .doesNotContain("New basket table");
        }

        @Test
        void has_both_answers_as_buttons() {
            assertThat(buttons(request)).contains("Ready", "Not ready");
        }

        @Test
        void says_what_the_team_said_before_and_that_it_does_not_count() {
            Dossier again = Dossier.of(
                    dossier.release(),
                    dossier.manifest(),
                    PLAN,
                    Map.of(),
                    List.of(),
                    List.of(ready(PAYMENTS, MEMBER, after("PT1M"))),
                    Cast.roster(),
                    ACCEPTED,
                    STANDARDS,
                    Rollout.NONE,
                    Lookback.NONE);

            assertThat(text(TeamDocuments.request(again, payments, Cast.checkpoint(2))))
                    .contains("At the last checkpoint (not counted any more): <@U0MEMBER> ready");
        }

        @Test
        void a_reminder_has_the_definition_too_and_says_what_silence_means() {
            String reminder =
                    text(TeamDocuments.reminder(dossier, payments, Cast.checkpoint(1), after("PT3H30M"), false));

            assertThat(reminder).contains("Your answer is missing", "in 30 min", "Silence counts as not ready");
            assertThat(reminder).contains("Ready means", "Tests are green");
        }

        @Test
        void asked_again_says_what_changed_and_by_whom() {
            assertThat(text(TeamDocuments.again(dossier, payments, Cast.checkpoint(1), LEAD, "the title was changed")))
                    .contains("was edited by <@U0LEAD> (the title was changed)", "your confirmation has expired")
                    .contains("Ready means");
        }
    }

    @Nested
    class A_call {
        private final Dossier go = dossier(
                CLEARED, PLAN, ready(PAYMENTS, MEMBER, after("PT1M")), ready(CHECKOUT, OTHER_MEMBER, after("PT1M")));
        private final Dossier no = dossier(REJECTED, PLAN);

        @Test
        @Tag("K4")
        void tells_leadership_risk_and_rollback_first_and_no_list_of_changes() {
            for (String notice :
                    List.of(text(CallDocuments.leadership(go, GO)), text(CallDocuments.leadership(no, NO)))) {
                assertThat(notice.lines().toList().get(0)).startsWith("Risk: high (database migration");
                assertThat(notice.lines().toList().get(1)).startsWith("Rollback: 1 step, 5 min in all");
                assertThat(notice).doesNotContain("Blue pay button", "git.example", "pull/");
            }
        }

        @Test
        @Tag("K3")
        void tells_support_what_changes_for_users_what_may_go_wrong_and_what_to_answer() {
            assertThat(text(CallDocuments.support(go, GO)))
                    .contains("What changes for users", "Blue pay button: the button is blue")
                    .contains("May go wrong: it may stay grey", "Answer: reload the page");
            assertThat(text(CallDocuments.support(no, NO)))
                    .contains("Nothing changes for users for now")
                    .doesNotContain("Blue pay button");
        }

        @Test
        @Tag("K2")
        void tells_product_what_is_included_what_is_not_and_why() {
            assertThat(text(CallDocuments.product(go, GO)))
                    .contains("Purpose: Customers pay with one click.", "Included", "users notice the button is blue")
                    .contains("Excluded: nothing was deferred");
            assertThat(text(CallDocuments.product(no, NO)))
                    .contains("Was to be included", "Excluded: all of it, for now: the error rate is too high.");
        }

        @Test
        @Tag("A3")
        void stands_in_the_thread_with_its_digest() {
            assertThat(text(CallDocuments.thread(go, GO, DIGEST)))
                    .contains("GO for PAY-1", "revision 3", "called by <@U0OWNER>", "2 of 2 ready", DIGEST);
            assertThat(text(CallDocuments.thread(no, NO, DIGEST)))
                    .contains("NO-GO", "Reason: the error rate is too high", "New checkpoint: not set", DIGEST);
        }

        @Test
        void that_delays_says_from_when_the_teams_are_asked_again() {
            Checkpoint next = new Checkpoint(2, after("P1D"), after("P2D"));
            Dossier delayed =
                    dossier(new ReleaseState.Delayed(Cause.POSTPONED, "a fix is coming", NOW, Optional.of(next)), PLAN);

            assertThat(text(CallDocuments.thread(delayed, NO, DIGEST)))
                    .contains("DELAYED", "New checkpoint: the teams are asked from");
        }

        @Test
        @Tag("H1")
        void that_nobody_made_says_so() {
            Dossier undecided = dossier(
                    new ReleaseState.Delayed(Cause.UNDECIDED, "Nobody called it.", NOW, Optional.empty()), PLAN);

            assertThat(text(CallDocuments.undecided(undecided, DIGEST)))
                    .contains("DELAYED", "nobody called PAY-1", "never a Go", "<@U0OWNER> opens a new one", DIGEST);
            assertThat(text(OwnerDocuments.undecided(undecided))).contains("New checkpoint: not set");
            assertThat(buttons(OwnerDocuments.undecided(undecided))).contains("Open checkpoint");
        }

        @Test
        void that_is_void_is_told_leadership_with_risk_and_rollback_first() {
            assertThat(text(CallDocuments.takenBackFromLeadership(go, Words.of("An edit came after it."))))
                    .startsWith("Risk: ")
                    .contains("is void", "An edit came after it.");
        }
    }

    @Nested
    class The_owner {
        @Test
        void reads_of_a_not_ready_with_reason_and_estimate_and_can_act() {
            Confirmation answer = notReady(PAYMENTS, MEMBER, after("PT1M"));
            Document told = OwnerDocuments.notReady(
                    dossier(Cast.polling(), PLAN, answer),
                    Cast.roster().find(PAYMENTS).orElseThrow(),
                    answer);

            assertThat(text(told)).contains("Payments is not ready", "The migration hangs", "tomorrow noon");
            assertThat(buttons(told)).contains("Delay", "No-Go");
        }

        @Test
        void reads_what_would_be_called_before_calling_it() {
            assertThat(text(GateDocuments.calling(dossier(Cast.polling(), PLAN))))
                    .contains("revision 3", "Teams: 0 of 2 ready", "Risk: high", "Rollback: 1 step");
        }
    }

    @Nested
    class A_refusal {
        @Test
        void says_what_why_next_who_and_the_rule() {
            Refusal refusal = Refusal.of("The Go was not called", "The gate is shut.", "Complete the plan.")
                    .by("X1")
                    .askOf(List.of(OWNER));

            assertThat(text(Refusals.document(refusal)))
                    .contains("The Go was not called.", "The gate is shut.", "Next: Complete the plan.")
                    .contains("(<@U0OWNER>)", "Rule X1");
        }

        @Test
        void of_a_shut_gate_names_every_open_finding() {
            Dossier dossier = dossier(Cast.polling(), RollbackPlan.EMPTY);

            assertThat(text(GateDocuments.shut(dossier.release(), dossier.verdict())))
                    .contains("The Go was not called", "is shut on revision 3: 4 findings")
                    .contains("X1 Rollback plan complete unmet", "Q3", "Payments hasn't answered");
        }

        @Test
        void of_an_unknown_key_says_where_to_look() {
            assertThat(text(Refusals.document(Refusals.noSuchRelease(new ReleaseKey("PAY-9"), "/release"))))
                    .contains("There is no release PAY-9.", "/release list");
        }
    }

    @Nested
    class Looking {
        @Test
        @Tag("S1")
        void show_begins_with_how_to_reverse_it() {
            List<String> lines = text(InquiryDocuments.show(dossier(Cast.polling(), PLAN), "/release"))
                    .lines()
                    .toList();

            assertThat(lines.get(0)).isEqualTo("PAY-1 New checkout");
            assertThat(lines.get(1)).startsWith("How do we reverse this? 1 step, 5 min in all");
        }

        @Test
        void what_waits_offers_the_answer_that_is_owed_and_to_the_owner_the_call() {
            Dossier dossier = dossier(Cast.polling(), PLAN);

            Document member =
                    InquiryDocuments.waiting(MEMBER, List.of(dossier), List.of(), "/release", NOW, Cast.BERLIN);
            Document owner = InquiryDocuments.waiting(OWNER, List.of(dossier), List.of(), "/release", NOW, Cast.BERLIN);
            assertThat(text(member)).contains("Your answer for Payments is missing");
            assertThat(buttons(member)).contains("Ready", "Not ready").doesNotContain("Go");
            assertThat(text(owner)).contains("The call is yours; the gate is shut by 3 findings");
            assertThat(buttons(owner)).contains("Go", "No-Go", "Delay").doesNotContain("Ready");
        }

        @Test
        void nothing_waiting_is_said() {
            assertThat(text(InquiryDocuments.waiting(OTHER_MEMBER, List.of(), List.of(), "/release", NOW, Cast.BERLIN)))
                    .contains("Nothing.");
        }
    }

    @Test
    void hostile_texts_reach_the_reader_as_they_were_typed_and_notify_nobody() {
        Confirmation answer = Confirmation.notReady(
                1, PAYMENTS, MEMBER, "<!channel> & <@U0OWNER> *bold*", "<!here>", 3, "seal", after("PT1M"));
        String board = text(BoardDocument.of(dossier(Cast.polling(), PLAN, answer), "/release", NOW));

        assertThat(board).contains("&lt;!channel&gt; &amp; &lt;@U0OWNER&gt;").doesNotContain("<!channel>", "<!here>");
    }
}
