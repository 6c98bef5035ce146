package dev.releasemanager.coordination;

import static dev.releasemanager.coordination.Office.done;
import static dev.releasemanager.coordination.Office.text;
import static dev.releasemanager.release.Cast.COLLEAGUE;
import static dev.releasemanager.release.Cast.DELEGATE;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OTHER_MEMBER;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.manifest.Component;
import dev.releasemanager.manifest.Dependency;
import dev.releasemanager.manifest.Wave;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import java.util.List;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a release says of its own about what needs what. */
class DependenciesTest {
    private static final String PAY = "payments-api";
    private static final String BASKET = "checkout-api";

    private final Office office = new Office(new MemoryStore());

    private Outcome add(ReleaseKey key, PersonId by, String dependent, String prerequisite) {
        return office.use
                .dependencies()
                .add(office.by(by), key, new Dependencies.Form(dependent, prerequisite, "", ""));
    }

    private Outcome addExternal(ReleaseKey key, String dependent, String external, String contact) {
        return office.use
                .dependencies()
                .add(office.by(OWNER), key, new Dependencies.Form(dependent, "", external, contact));
    }

    private Outcome remove(ReleaseKey key, PersonId by, String dependent, String prerequisite) {
        return office.use.dependencies().remove(office.by(by), key, new Dependency(dependent, prerequisite));
    }

    private List<Dependency> own(ReleaseKey key) {
        return office.dossier(key).manifest().details().own().dependencies();
    }

    @Nested
    class Adding {
        @Test
        @Tag("M2")
        void puts_the_one_after_the_other_in_a_new_revision() {
            ReleaseKey key = office.planned();
            int revision = office.release(key).revision();

            done(add(key, OWNER, BASKET, PAY));

            assertThat(office.dossier(key).manifest().graph().waves())
                    .containsExactly(new Wave(1, List.of(PAY)), new Wave(2, List.of(BASKET)));
            assertThat(office.release(key).revision()).isEqualTo(revision + 1);
            assertThat(office.events(key)).endsWith("dependency_added");
        }

        @Test
        void a_known_one_changes_nothing() {
            ReleaseKey key = office.planned();
            done(add(key, OWNER, BASKET, PAY));
            int revision = office.release(key).revision();

            Outcome again = add(key, OWNER, BASKET, PAY);

            assertThat(again.kind()).isEqualTo(Outcome.Kind.UNCHANGED);
            assertThat(office.release(key).revision()).isEqualTo(revision);
        }

        @Test
        @Tag("M2")
        void what_would_close_a_circle_is_refused_and_the_circle_is_shown_by_name() {
            ReleaseKey key = office.planned();
            done(add(key, OWNER, BASKET, PAY));

            Outcome refused = add(key, OWNER, PAY, BASKET);

            assertThat(refused.kind()).isEqualTo(Outcome.Kind.REFUSED);
            assertThat(text(refused.said()))
                    .contains("payments-api needs checkout-api needs payments-api", "Rule M2 of the charter");
            assertThat(own(key)).hasSize(1);
            assertThat(text(add(key, OWNER, PAY, PAY).said())).contains("payments-api can't need itself");
        }

        @Test
        void of_an_unknown_name_is_refused_with_the_nearest_known_one() {
            ReleaseKey key = office.planned();

            Outcome refused = add(key, OWNER, "chekout-api", "something else entirely");

            assertThat(refused.faults())
                    .containsEntry(Dependencies.DEPENDENT, "Nobody knows “chekout-api”. Did you mean checkout-api?")
                    .hasEntrySatisfying(Dependencies.PREREQUISITE, words -> assertThat(words)
                            .contains("Nobody knows"));
            assertThat(own(key)).isEmpty();
        }

        @Test
        void an_external_system_wants_a_contact_and_can_be_named_again_without() {
            ReleaseKey key = office.planned();

            assertThat(addExternal(key, PAY, "bank", "").faults()).containsKey(Dependencies.CONTACT);
            done(addExternal(key, PAY, "bank", "Bank operations"));
            done(addExternal(key, BASKET, "bank", ""));

            assertThat(office.dossier(key).manifest().graph().externals())
                    .containsExactly(Component.external("bank", "Bank operations"));
            assertThat(addExternal(key, BASKET, PAY, "me").faults())
                    .hasEntrySatisfying(
                            Dependencies.EXTERNAL, words -> assertThat(words).contains("a component of ours"));
        }

        @Test
        @Tag("A2")
        void is_for_the_deciders_and_the_teams_of_the_component_that_waits() {
            ReleaseKey key = office.planned();
            done(office.use.planning().delegate(office.by(OWNER), key, java.util.Optional.of(DELEGATE)));

            assertThat(add(key, MEMBER, BASKET, PAY).kind()).isEqualTo(Outcome.Kind.REFUSED);
            assertThat(add(key, COLLEAGUE, BASKET, PAY).kind()).isEqualTo(Outcome.Kind.REFUSED);
            done(add(key, OTHER_MEMBER, BASKET, PAY));
            done(remove(key, DELEGATE, BASKET, PAY));
            done(add(key, MEMBER, PAY, BASKET));
            assertThat(remove(key, OTHER_MEMBER, PAY, BASKET).kind()).isEqualTo(Outcome.Kind.REFUSED);
        }

        @Test
        @Tag("A1")
        void expires_the_confirmations_of_the_teams_that_it_concerns() {
            ReleaseKey key = office.allReady();

            done(add(key, OWNER, BASKET, PAY));

            assertThat(office.dossier(key).readyTeams()).isZero();
            assertThat(office.events(key)).endsWith("dependency_added", "confirmations_expired");
        }
    }

    @Nested
    class Removing {
        @Test
        void takes_an_external_system_along_that_nothing_names_any_more() {
            ReleaseKey key = office.planned();
            done(addExternal(key, PAY, "bank", "Bank operations"));

            done(remove(key, MEMBER, PAY, "bank"));

            assertThat(office.dossier(key).manifest().details().own().components())
                    .isEmpty();
            assertThat(office.events(key)).endsWith("dependency_removed");
            assertThat(remove(key, MEMBER, PAY, "bank").kind()).isEqualTo(Outcome.Kind.UNCHANGED);
            assertThat(office.dossier(key).scope().of(PAYMENTS)).hasSize(1);
        }
    }
}
