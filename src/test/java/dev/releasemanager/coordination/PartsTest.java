package dev.releasemanager.coordination;

import static dev.releasemanager.coordination.Office.done;
import static dev.releasemanager.coordination.Office.text;
import static dev.releasemanager.coordination.Office.to;
import static dev.releasemanager.release.Cast.CHANNEL;
import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.LEAD;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OTHER_LEAD;
import static dev.releasemanager.release.Cast.OTHER_MEMBER;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.gate.Dossier;
import dev.releasemanager.gate.Finding;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.manifest.Component;
import dev.releasemanager.manifest.Dependency;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.manifest.Origin;
import dev.releasemanager.manifest.Split;
import dev.releasemanager.notice.Message;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.rollback.Plans;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollback.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What belongs together and what goes by itself. */
class PartsTest {
    private final Office office = new Office(new MemoryStore());
    private int links;

    private ReleaseKey with(String... changes) {
        ReleaseKey key = office.created();
        for (String change : changes) {
            String[] words = change.split(" ", -1);
            add(key, words[0].equals("payments") ? PAYMENTS : CHECKOUT, words[1]);
        }
        office.completePlan(key);
        return key;
    }

    private void add(ReleaseKey key, TeamId team, String component) {
        done(office.use
                .planning()
                .putChange(
                        office.by(OWNER),
                        key,
                        new ChangeForm(
                                Optional.empty(),
                                Optional.of(team),
                                component,
                                "flagged",
                                "Work on " + component,
                                "https://git.example/pull/" + ++links,
                                "",
                                "nothing",
                                "",
                                "")));
    }

    private void needs(String... dependencies) {
        List<Dependency> all = new ArrayList<>();
        for (String dependency : dependencies) {
            String[] ends = dependency.split(" needs ", -1);
            all.add(new Dependency(ends[0], ends[1]));
        }
        office.landscape = new Landscape(
                List.of(
                        Component.of("api", PAYMENTS),
                        Component.of("ledger", PAYMENTS),
                        Component.of("bank", PAYMENTS),
                        Component.of("cart", CHECKOUT),
                        Component.of("page", CHECKOUT),
                        Component.of("app", CHECKOUT)),
                all);
    }

    private List<String> components(ReleaseKey key) {
        return office.dossier(key).manifest().graph().components();
    }

    private List<ReleaseKey> open() {
        return office.store.read(reading -> reading.openIn(CHANNEL)).stream()
                .map(Release::key)
                .sorted()
                .toList();
    }

    private ReleaseKey other(ReleaseKey key) {
        return open().stream().filter(known -> !known.equals(key)).findFirst().orElseThrow();
    }

    private Outcome defer(ReleaseKey key, String what, Optional<ReleaseKey> into) {
        return office.use
                .parts()
                .defer(office.by(OWNER), key, what, office.release(key).revision(), into, "It isn't done.");
    }

    @Nested
    @Tag("H4")
    class Deferring_a_team {
        @Test
        void into_a_release_that_would_hold_too_much_is_refused_and_moves_nothing() {
            needs();
            ReleaseKey key = with("payments api", "checkout cart");
            ReleaseKey full = with("payments bank");
            office.store.write(tx -> {
                tx.lock(full);
                RollbackPlan plan = tx.rollbackPlan(full);
                for (int i = plan.steps().size(); i < Planning.STEPS_LIMIT; i++) {
                    plan = plan.with(Plans.step(1_000 + i, Optional.of(MEMBER), Optional.empty()));
                }
                tx.put(full, plan);
                return true;
            });
            done(office.use
                    .planning()
                    .putStep(office.by(OWNER), key, Office.step("Deploy cart 4.1 again", Optional.of(CHECKOUT))));

            Outcome refused = defer(key, "checkout", Optional.of(full));

            assertThat(refused.kind()).isEqualTo(Outcome.Kind.REFUSED);
            assertThat(Office.text(refused.said()))
                    .contains("Nothing was moved", "101 rollback steps (100 is the most)", "A new follow-up release");
            assertThat(components(key)).containsExactly("api", "cart");
            assertThat(components(full)).containsExactly("bank");
        }

        @Test
        void into_one_that_took_others_up_keeps_where_all_of_them_came_from() {
            needs();
            ReleaseKey first = with("payments api", "checkout cart");
            ReleaseKey second = with("payments ledger", "checkout page");
            ReleaseKey next = with("payments bank");

            done(defer(first, "checkout", Optional.of(next)));
            done(defer(second, "checkout", Optional.of(next)));

            assertThat(office.dossier(next).manifest().details().origins())
                    .extracting(Origin::from)
                    .containsExactly(first, second);
            assertThat(Office.text(office.use
                            .inquiries()
                            .diff(next, Optional.empty(), Optional.empty())
                            .orElseThrow()))
                    .contains(second.value());
        }

        private ReleaseKey openAndHalfReady() {
            needs("cart needs api", "page needs cart");
            ReleaseKey key = with("payments ledger", "payments api", "checkout cart", "checkout page");
            office.reopen(key);
            return key;
        }

        @Test
        void moves_its_changes_and_all_that_depends_on_them_with_the_reason_and_the_rest_goes_on() {
            needs("cart needs api");
            ReleaseKey key = with("payments api", "payments ledger", "checkout cart");
            office.reopen(key);
            done(office.notReady(key, CHECKOUT, OTHER_MEMBER));
            done(office.ready(key, PAYMENTS, MEMBER));
            office.sent();

            done(defer(key, "checkout", Optional.empty()));

            assertThat(components(key)).containsExactly("api", "ledger");
            assertThat(office.release(key).profile().teams()).containsExactly(PAYMENTS);
            ReleaseKey next = other(key);
            assertThat(components(next)).containsExactly("cart");
            assertThat(office.release(next).profile().title()).startsWith("Follow-up of " + key);
            assertThat(office.dossier(next)
                            .manifest()
                            .details()
                            .origins()
                            .get(0)
                            .from())
                    .isEqualTo(key);
            assertThat(office.dossier(key).manifest().details().exclusions())
                    .singleElement()
                    .satisfies(excluded -> {
                        assertThat(excluded.to()).isEqualTo(next);
                        assertThat(excluded.reason()).isEqualTo("It isn't done.");
                    });
            List<Message> sent = office.sent();
            assertThat(to(sent, OTHER_LEAD))
                    .singleElement()
                    .asString()
                    .contains("doesn't ride", "It isn't done.", next.value(), "To ride it");
            assertThat(to(sent, CHANNEL)).anySatisfy(said -> assertThat(said).contains("DEFERRED"));
            assertThat(to(sent, LEAD)).isEmpty();
        }

        @Test
        void expires_only_the_confirmations_of_those_whose_request_changes() {
            needs("app needs ledger");
            ReleaseKey key = with("payments api", "payments ledger", "checkout cart", "checkout app");
            office.reopen(key);
            done(office.ready(key, PAYMENTS, MEMBER));
            done(office.ready(key, CHECKOUT, OTHER_MEMBER));
            office.sent();
            Change cart = change(key, "cart");

            done(defer(key, cart.id().toString(), Optional.empty()));

            assertThat(office.dossier(key).readinessOf(PAYMENTS).orElseThrow().isReady())
                    .isTrue();
            assertThat(office.dossier(key).readinessOf(CHECKOUT).orElseThrow().isReady())
                    .isFalse();
            List<Message> sent = office.sent();
            assertThat(to(sent, OTHER_MEMBER))
                    .anySatisfy(said -> assertThat(said).contains("your confirmation has expired"));
            assertThat(to(sent, MEMBER)).isEmpty();
        }

        @Test
        void takes_along_what_needs_it_and_nothing_is_left_so_it_is_refused() {
            needs("cart needs api", "page needs cart");
            ReleaseKey key = with("payments api", "checkout cart", "checkout page");

            Outcome refused = defer(key, "payments", Optional.empty());

            assertThat(text(refused.said())).contains("H4", "nothing would ship", "Delay");
            assertThat(open()).containsExactly(key);
        }

        @Test
        void moves_into_an_existing_release_that_is_in_planning_and_not_into_one_that_is_polling() {
            needs();
            ReleaseKey later = with("payments bank");
            ReleaseKey key = with("payments api", "checkout cart");

            done(defer(key, "checkout", Optional.of(later)));

            assertThat(components(later)).containsExactly("bank", "cart");
            assertThat(office.release(later).profile().teams()).contains(CHECKOUT);
            assertThat(office.events(later)).contains("changes_taken_up");
            office.reopen(later);
            ReleaseKey third = with("payments ledger", "checkout page");
            assertThat(text(defer(third, "checkout", Optional.of(later)).said()))
                    .contains("can't take more up");
            assertThat(components(third)).containsExactly("ledger", "page");
        }

        @Test
        void is_for_who_decides_on_what_was_shown() {
            ReleaseKey key = openAndHalfReady();
            int shown = office.release(key).revision();
            add(key, PAYMENTS, "bank");

            Outcome stale = office.use
                    .parts()
                    .defer(office.by(OWNER), key, "checkout", shown, Optional.empty(), "It isn't done.");
            assertThat(text(stale.said())).contains("edited since you were shown it");
            Outcome stranger = office.use
                    .parts()
                    .defer(
                            office.by(MEMBER),
                            key,
                            "checkout",
                            office.release(key).revision(),
                            Optional.empty(),
                            "It isn't done.");
            assertThat(text(stranger.said())).contains("You can't defer changes");
            assertThat(defer(key, "nobody", Optional.empty()).kind()).isEqualTo(Outcome.Kind.REFUSED);
            assertThat(office.use
                            .parts()
                            .defer(
                                    office.by(OWNER),
                                    key,
                                    "checkout",
                                    office.release(key).revision(),
                                    Optional.empty(),
                                    "")
                            .faults())
                    .containsKey(Parts.REASON);
            assertThat(open()).containsExactly(key);
        }
    }

    private Change change(ReleaseKey key, String component) {
        return office.dossier(key).scope().changes().stream()
                .filter(change -> change.component().equals(component))
                .findFirst()
                .orElseThrow();
    }

    @Nested
    class Splitting {
        private Outcome split(ReleaseKey key) {
            return office.use
                    .parts()
                    .split(office.by(OWNER), key, office.release(key).revision());
        }

        @Test
        @Tag("X3")
        void unrelated_groups_become_releases_of_their_own_each_with_its_share_of_the_plan() {
            needs();
            ReleaseKey key = with("payments api", "checkout cart");
            done(office.use
                    .planning()
                    .putStep(office.by(OWNER), key, Office.step("Deploy cart 1.2.3 again", Optional.of(CHECKOUT))));
            assertThat(rules(key)).contains("X3");

            done(split(key));

            ReleaseKey part = other(key);
            assertThat(components(key)).containsExactly("api");
            assertThat(components(part)).containsExactly("cart");
            assertThat(steps(key)).containsExactly("kubectl rollout undo deploy/pay");
            assertThat(steps(part))
                    .containsExactlyInAnyOrder("kubectl rollout undo deploy/pay", "Deploy cart 1.2.3 again");
            assertThat(office.dossier(part).plan().triggers()).hasSize(1);
            assertThat(office.dossier(part)
                            .manifest()
                            .details()
                            .origins()
                            .get(0)
                            .reason())
                    .contains("Part 2 of 2 of " + key);
            assertThat(rules(key)).doesNotContain("X3");
            assertThat(rules(part)).doesNotContain("X3");
        }

        private List<String> steps(ReleaseKey key) {
            return office.dossier(key).plan().steps().stream().map(Step::what).toList();
        }

        private List<String> rules(ReleaseKey key) {
            return office.dossier(key).verdict().open().stream()
                    .map(Finding::rule)
                    .toList();
        }

        @Test
        @Tag("H2")
        void more_than_three_cross_team_dependencies_come_apart_in_an_order_that_holds() {
            needs("cart needs api", "ledger needs cart", "page needs ledger", "bank needs page", "app needs bank");
            ReleaseKey key = with(
                    "payments api",
                    "checkout cart",
                    "payments ledger",
                    "checkout page",
                    "payments bank",
                    "checkout app");
            assertThat(rules(key)).contains("H2");
            Dossier before = office.dossier(key);
            Split proposal = Parts.proposal(before);
            assertThat(proposal.parts())
                    .allSatisfy(part -> assertThat(part.crossTeam()).hasSizeLessThanOrEqualTo(3));

            done(split(key));

            List<String> all = new ArrayList<>();
            for (ReleaseKey part : open()) {
                all.addAll(components(part));
                assertThat(rules(part)).doesNotContain("H2", "X3", "M2");
            }
            assertThat(all).containsExactlyInAnyOrder("api", "cart", "ledger", "page", "bank", "app");
            assertThat(components(key)).contains("api");
        }

        @Test
        void that_nothing_calls_for_is_refused() {
            needs("cart needs api");
            ReleaseKey key = with("payments api", "checkout cart");

            assertThat(text(split(key).said())).contains("Nothing calls for a split.");
            assertThat(open()).containsExactly(key);
        }
    }

    @Nested
    @Tag("X3")
    class Relating {
        @Test
        void two_groups_with_a_reason_opens_that_requirement_and_a_second_time_is_refused() {
            needs();
            ReleaseKey key = with("payments api", "checkout cart");
            ChangeId first = change(key, "api").id();
            ChangeId second = change(key, "cart").id();

            assertThat(office.use
                            .parts()
                            .relate(office.by(OWNER), key, first, second, " ")
                            .faults())
                    .containsKey(Parts.REASON);
            done(office.use.parts().relate(office.by(OWNER), key, first, second, "The cart shows what the api books."));

            assertThat(office.dossier(key).verdict().open())
                    .extracting(Finding::rule)
                    .doesNotContain("X3");
            assertThat(office.use
                            .parts()
                            .relate(office.by(OWNER), key, first, second, "Again.")
                            .faults())
                    .containsKey(Parts.SECOND);
            assertThat(office.events(key)).contains("changes_related");
        }
    }
}
