package dev.releasemanager.coordination;

import static dev.releasemanager.coordination.Office.done;
import static dev.releasemanager.coordination.Office.text;
import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OTHER_MEMBER;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.manifest.Risk;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TeamId;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is said of the scope beside its changes: risks raised by hand, and versions. */
class ScopesTest {
    private final Office office = new Office(new MemoryStore());

    @Nested
    @Tag("M1")
    @Tag("H3")
    class A_risk {
        private final ReleaseKey key = office.unstaged();

        private Outcome raise(String risk, String reason) {
            ChangeForm form = Office.change(PAYMENTS, "Pay button");
            return office.use
                    .planning()
                    .putChange(
                            office.by(MEMBER),
                            key,
                            new ChangeForm(
                                    Optional.of(first()),
                                    form.team(),
                                    form.component(),
                                    form.kind(),
                                    form.title(),
                                    form.link(),
                                    form.flag(),
                                    form.userEffect(),
                                    form.trouble(),
                                    form.supportAnswer(),
                                    risk,
                                    reason));
        }

        private ChangeId first() {
            return office.dossier(key).scope().changes().get(0).id();
        }

        private Risk risk() {
            return office.dossier(key).scope().risk();
        }

        @Test
        void is_raised_with_a_reason_which_the_board_names() {
            done(raise("high", "Nobody has paid with it yet."));

            assertThat(risk()).isEqualTo(Risk.HIGH);
            assertThat(text(office.use.inquiries().board(key).orElseThrow()))
                    .contains("high (raised by hand, Nobody has paid with it yet.: Pay button)");
        }

        @Test
        void raised_without_a_reason_is_refused_at_the_reason() {
            assertThat(raise("high", " ").faults().get(ChangeForm.RISK_REASON)).contains("reason");
            assertThat(risk()).isEqualTo(Risk.MEDIUM);
        }

        @Test
        void is_never_lowered_below_its_kind() {
            assertThat(raise("low", "It is a small change.").faults().get(ChangeForm.RISK))
                    .contains("nobody can lower a risk below its kind");
            assertThat(risk()).isEqualTo(Risk.MEDIUM);
        }

        @Test
        void given_back_to_its_kind_is_the_kinds() {
            done(raise("high", "Nobody has paid with it yet."));

            done(raise(ChangeForm.AS_ITS_KIND, ""));

            assertThat(risk()).isEqualTo(Risk.MEDIUM);
        }

        @Test
        void of_a_removed_change_goes_with_it() {
            done(raise("high", "Nobody has paid with it yet."));

            done(office.use.planning().removeChange(office.by(MEMBER), key, first()));

            assertThat(office.dossier(key).manifest().details().raised()).isEmpty();
        }
    }

    @Nested
    @Tag("M1")
    class A_version {
        private final ReleaseKey key = office.unstaged();

        private String component(TeamId team) {
            return office.dossier(key).scope().of(team).get(0).component();
        }

        private Outcome say(String lines) {
            return office.use.scopes().setVersions(office.by(MEMBER), key, lines);
        }

        @Test
        void is_named_line_by_line_and_taken_back_by_an_empty_one() {
            done(say("\n " + component(PAYMENTS) + " = 4.1.8 \n"));
            assertThat(office.dossier(key).scope().versions()).isEqualTo(Map.of(component(PAYMENTS), "4.1.8"));

            done(say(component(PAYMENTS) + " ="));
            assertThat(office.dossier(key).scope().versions()).isEmpty();
            assertThat(office.events(key)).contains("versions_named");
        }

        @Test
        void of_what_does_not_ship_or_said_twice_or_without_the_sign_is_refused_line_by_line_and_nothing_is_kept() {
            String payments = component(PAYMENTS);

            Outcome refused = say(payments + " = 1\nnowhere = 2\n" + payments + "\n" + payments + " = 3\n" + payments
                    + " = " + "x".repeat(101));

            assertThat(refused.faults().get(Scopes.VERSIONS))
                    .contains("Line 2: nothing in the scope changes “nowhere”.")
                    .contains("Line 3 has no “=”")
                    .contains("Line 4 names " + payments + " a second time.")
                    .contains("Line 5: that version is 101 characters long");
            assertThat(office.dossier(key).scope().versions()).isEmpty();
        }

        @Test
        void is_named_by_the_team_that_owns_the_component_or_the_owner_and_expires_no_confirmation() {
            assertThat(text(say(component(CHECKOUT) + " = 9").said())).contains("You can't edit the team's changes");
            done(office.use.scopes().setVersions(office.by(OWNER), key, component(CHECKOUT) + " = 9"));
            office.reopen(key);
            done(office.ready(key, CHECKOUT, OTHER_MEMBER));

            done(office.use.scopes().setVersions(office.by(OWNER), key, component(CHECKOUT) + " = 10"));

            assertThat(office.dossier(key).readyTeams()).isOne();
            assertThat(say(component(CHECKOUT) + " = 10").kind()).isEqualTo(Outcome.Kind.UNCHANGED);
        }
    }

    @Nested
    @Tag("M1")
    class A_pasted_list {
        private final ReleaseKey key = office.created();

        private PasteForm form(String lines) {
            return new PasteForm(
                    lines, Optional.of(PAYMENTS), "", Optional.of("copy"), "https://git.example/shop", "nothing");
        }

        private Outcome paste(String lines) {
            return office.use.scopes().addAll(office.by(OWNER), key, form(lines));
        }

        private String lines(int count) {
            return IntStream.rangeClosed(1, count)
                    .mapToObj(i -> "payments | pay-api | copy | Text " + i + " | https://git.example/pull/" + i)
                    .collect(Collectors.joining("\n"));
        }

        @Test
        void is_saved_whole_in_one_edit() {
            int before = office.release(key).revision();

            done(paste(lines(40)));

            assertThat(office.dossier(key).scope().changes()).hasSize(40);
            assertThat(office.release(key).revision()).isEqualTo(before + 1);
        }

        @Test
        void of_500_lines_with_ten_wrong_ones_saves_none_and_shows_the_ten() {
            String wrong = IntStream.rangeClosed(1, 10)
                    .mapToObj(i -> "nobody's team | pay-api | copy | Wrong " + i + " | https://git.example/pull/9" + i)
                    .collect(Collectors.joining("\n"));

            Outcome refused = paste(lines(490) + "\n" + wrong);

            assertThat(refused.faults().get(PasteForm.LINES))
                    .contains("10 lines are wrong, and nothing was saved.")
                    .contains("Line 491", "Line 500");
            assertThat(office.dossier(key).scope().changes()).isEmpty();
        }

        @Test
        void without_a_change_or_without_what_users_notice_is_refused_at_the_field() {
            assertThat(paste("\n\n").faults()).containsKey(PasteForm.LINES);
            PasteForm silent = new PasteForm(lines(1), Optional.empty(), "", Optional.empty(), "", " ");
            assertThat(office.use.scopes().addAll(office.by(OWNER), key, silent).faults())
                    .containsKey(PasteForm.USER_EFFECT);
        }

        @Test
        void is_added_by_a_member_for_the_own_team_only() {
            String others = "checkout | cart | copy | Text | https://git.example/pull/1";

            assertThat(text(office.use
                            .scopes()
                            .addAll(office.by(MEMBER), key, form(others))
                            .said()))
                    .contains("You can't edit the team's changes");
            done(office.use.scopes().addAll(office.by(MEMBER), key, form(lines(2))));
        }

        @Test
        void has_another_mark_once_anything_in_it_differs() {
            assertThat(form(lines(2)).mark())
                    .isEqualTo(form(lines(2)).mark())
                    .isNotEqualTo(form(lines(3)).mark());
        }
    }
}
