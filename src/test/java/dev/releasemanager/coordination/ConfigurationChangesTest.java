package dev.releasemanager.coordination;

import static dev.releasemanager.coordination.Office.done;
import static dev.releasemanager.coordination.Office.text;
import static dev.releasemanager.coordination.Office.to;
import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OTHER_MEMBER;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.manifest.Component;
import dev.releasemanager.manifest.Dependency;
import dev.releasemanager.manifest.Landscape;
import dev.releasemanager.notice.Message;
import dev.releasemanager.release.RecordEntry;
import dev.releasemanager.release.ReleaseKey;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The configuration changes what teams have confirmed: that isn't put down to whoever edits next. */
@Tag("A1")
class ConfigurationChangesTest {
    private final Office office = new Office(new MemoryStore());

    private void needs(Dependency... dependencies) {
        office.landscape = new Landscape(
                List.of(Component.of("payments-api", PAYMENTS), Component.of("checkout-api", CHECKOUT)),
                List.of(dependencies));
    }

    @Test
    void what_expires_by_it_names_the_configuration_and_what_expires_by_the_edit_the_editor() {
        needs();
        ReleaseKey key = office.allReady();
        office.sent();
        needs(new Dependency("checkout-api", "payments-api"));

        Outcome outcome = done(office.use
                .planning()
                .putStep(office.by(OWNER), key, Office.step("kubectl rollout undo deploy/shop", Optional.empty())));

        List<Message> sent = office.sent();
        assertThat(text(outcome.said()))
                .contains("The configuration changed what Checkout and Payments confirmed.", "has expired");
        for (var person : List.of(MEMBER, OTHER_MEMBER)) {
            assertThat(to(sent, person))
                    .filteredOn(said -> said.contains("still ready?"))
                    .singleElement()
                    .asString()
                    .contains("the configuration changed")
                    .doesNotContain("was edited by");
        }
        assertThat(office.record(key))
                .filteredOn(entry -> entry.what().equals("confirmations_expired"))
                .extracting(RecordEntry::details)
                .singleElement()
                .asString()
                .contains("the configuration changed");
    }

    @Test
    void an_edit_alone_is_put_down_to_its_editor() {
        needs();
        ReleaseKey key = office.allReady();
        office.sent();

        done(office.use
                .planning()
                .putStep(office.by(OWNER), key, Office.step("Deploy payments-api 4.1 again", Optional.of(PAYMENTS))));

        assertThat(to(office.sent(), MEMBER))
                .filteredOn(said -> said.contains("still ready?"))
                .singleElement()
                .asString()
                .contains("was edited by");
    }

    @Test
    @Tag("H1")
    void a_call_without_an_edit_in_between_counts_no_confirmation_of_what_is_no_longer_asked() {
        needs();
        ReleaseKey key = office.allReady();
        needs(new Dependency("checkout-api", "payments-api"));

        Outcome refused = office.go(key, OWNER);

        assertThat(refused.kind()).isEqualTo(Outcome.Kind.REFUSED);
        assertThat(text(refused.said()))
                .contains("Payments has expired: what it confirmed has changed since", "Checkout has expired");
    }

    @Test
    void whoever_confirmed_what_is_no_longer_asked_can_confirm_what_is() {
        needs();
        ReleaseKey key = office.allReady();
        needs(new Dependency("checkout-api", "payments-api"));

        office.ready(key, PAYMENTS, MEMBER);
        office.ready(key, CHECKOUT, OTHER_MEMBER);

        done(office.go(key, OWNER));
    }

    @Nested
    class Once_it_is_noticed {
        private final ReleaseKey key = ready();

        private ReleaseKey ready() {
            needs();
            ReleaseKey made = office.allReady();
            office.sent();
            needs(new Dependency("checkout-api", "payments-api"));
            office.use.polls().configurationChanged();
            return made;
        }

        @Test
        void those_who_confirmed_are_asked_again_and_the_record_says_why() {
            List<Message> sent = office.sent();
            for (var person : List.of(MEMBER, OTHER_MEMBER)) {
                assertThat(to(sent, person))
                        .singleElement()
                        .asString()
                        .contains("configuration changed", "still ready?");
            }
            assertThat(office.record(key))
                    .filteredOn(entry -> entry.what().equals("confirmations_expired"))
                    .extracting(RecordEntry::details)
                    .singleElement()
                    .asString()
                    .contains("the configuration changed");
        }

        @Test
        void changing_it_back_revives_no_confirmation() {
            needs();

            office.use.polls().configurationChanged();

            assertThat(text(office.go(key, OWNER).said())).contains("Payments has expired", "Checkout has expired");
        }

        @Test
        void nobody_is_asked_twice() {
            office.sent();

            office.use.polls().configurationChanged();

            assertThat(office.sent()).isEmpty();
        }
    }
}
