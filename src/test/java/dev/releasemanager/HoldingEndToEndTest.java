package dev.releasemanager;

import static dev.releasemanager.Players.must;
import static dev.releasemanager.Players.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Shown;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What makes a release wait though every team is ready: somebody holds it, or it is planned for a Friday. */
class HoldingEndToEndTest {
    @RegisterExtension
    static final Players players = Players.rehearsing();

    private static String status(String key) {
        return players.told("olivia", "/release status " + key);
    }

    @Nested
    class A_hold {
        private static final String WHY = "Card errors > 2 % & the <network> is down";

        @Test
        void blocks_without_discarding_a_confirmation_and_is_lifted_by_the_owner() {
            String key = players.releaseReadyForTheCall("Held and let go");

            assertThat(players.told("chen", "/release hold " + key + " " + WHY)).contains("Held", key);

            Shown told = players.awaitDirect("olivia", "HELD", key, WHY);
            players.awaitReply("ivan", Players.CHANNEL, key, "HELD");
            assertThat(players.refusedGo("olivia", key))
                    .contains("The Go was not called.", "holds it: " + WHY, "hold " + key + " lift")
                    .contains("@chen", "1 finding")
                    .doesNotContain("Q3");
            assertThat(status(key)).contains("3 of 3 teams are ready");
            assertThat(players.words(players.board("sam", Players.CHANNEL, key, WHY)))
                    .contains("The gate is shut", "3 of 3 teams are ready");

            must(players.as("olivia").click(told, "Lift the hold"));

            assertThat(players.words(players.awaitDirect("chen", key, "is lifted")))
                    .contains("@olivia", WHY);
            players.awaitDirect("olivia", key, "is open", "The call is yours");
            players.callGo("olivia", key);
        }

        @Test
        void is_lifted_by_who_set_it_and_by_nobody_else_but_the_owner() {
            String key = players.releaseReadyForTheCall("Not hers to lift");
            players.told("chen", "/release hold " + key + " " + WHY);

            assertThat(players.told("priya", "/release hold " + key + " lift"))
                    .contains("A hold is lifted by who set it, or by the owner", "@chen", "@olivia", "A2");

            assertThat(players.refusedGo("olivia", key)).contains(WHY);
            assertThat(players.told("chen", "/release hold " + key + " lift")).contains("Lifted");
            players.callGo("olivia", key);
        }

        @Tag("A2")
        @Test
        void is_refused_to_who_takes_no_part() {
            String key = players.newRelease("Not theirs to hold", "Payments");

            for (String person : new String[] {"mika", "otto", "elena", "sam"}) {
                assertThat(players.told(person, "/release hold " + key + " I don't like it"))
                        .as(person)
                        .contains("You can't hold", "Only members of the taking-part teams", "A2");
            }

            assertThat(players.told("olivia", "/release check " + key)).doesNotContain("I don't like it");
        }

        @Test
        void from_the_boards_button_wants_a_reason() {
            String key = players.newRelease("Held from the board", "Payments", "Checkout");
            players.open(key, "in 5h");
            Actor carla = players.as("carla");
            must(carla.click(players.board("carla", Players.CHANNEL, key, "POLLING"), "Hold"));
            assertThat(players.words(carla.modal())).contains("While a hold stands there is no Go.");
            carla.fill("Why has it to wait", "  ");
            assertThat(must(carla.submit()).errors()).hasSize(1);
            assertThat(carla.modal().errorAt("Why has it to wait"))
                    .get()
                    .asString()
                    .contains("Say why it has to wait");

            carla.fill("Why has it to wait", WHY);
            taken(carla.submit());

            carla.awaitNoModal();
            players.awaitDirect("olivia", "HELD", key, WHY);
        }

        @Test
        void after_the_call_voids_the_go_and_asks_nobody_again() {
            String key = players.releaseReadyForTheCall("Held at the last moment");
            players.callGo("olivia", key);

            players.told("ines", "/release hold " + key + " " + WHY);

            Shown word = players.awaitReply("chen", Players.CHANNEL, key, "The Go is void");
            assertThat(players.words(word)).contains("@ines held the release");
            assertThat(players.isGo(key)).isFalse();
            assertThat(status(key)).contains("3 of 3 teams are ready");
            assertThat(players.directs("priya", key, "has expired")).isEmpty();
            players.told("olivia", "/release hold " + key + " lift");
            players.callGo("olivia", key);
        }
    }

    @Nested
    @Tag("X2")
    class A_friday {
        private static final String WHY_NOW = "The law asks for it from Saturday on.";

        private static LocalDate friday() {
            Instant now = Instant.parse(players.visitor()
                    .get("/ui/state?as=olivia")
                    .path("clock")
                    .path("now")
                    .asText());
            return now.atZone(ZoneId.of("Europe/Berlin"))
                    .toLocalDate()
                    .plusDays(1)
                    .with(TemporalAdjusters.nextOrSame(DayOfWeek.FRIDAY));
        }

        private static void move(String key, LocalDate day) {
            Actor olivia = players.as("olivia");
            must(olivia.command(Players.CHANNEL, "/release edit " + key));
            olivia.fill("Target date", day.toString()).fill("Time zone", "Europe/Berlin");
            taken(olivia.submit());
            olivia.awaitNoModal();
        }

        private static String readyOnAFriday(String title) {
            String key = players.releaseReadyForTheCall(title);
            move(key, friday());
            return key;
        }

        private static void ask(String key) {
            Actor olivia = players.as("olivia");
            must(olivia.command(Players.CHANNEL, "/release except " + key + " X2"));
            assertThat(players.words(olivia.modal()))
                    .contains("An executive who doesn't decide on this release has to sign it off");
            olivia.fill("Why it can't wait or be smaller", WHY_NOW);
            taken(olivia.submit());
            olivia.awaitNoModal();
        }

        @Test
        void has_no_go_until_it_is_justified_and_an_executive_has_signed_off() {
            String key = readyOnAFriday("Of all days");
            assertThat(status(key)).contains("3 of 3 teams are ready");
            assertThat(players.refusedGo("olivia", key))
                    .contains("The Go was not called.", "X2", "It is planned for a Friday (" + friday())
                    .contains("except " + key + " X2", "@olivia", "1 finding");

            ask(key);

            Shown asked = players.awaitDirect("elena", key, "asks you to except");
            assertThat(players.words(asked))
                    .contains("@olivia", "Risk", "Rollback", "X2, no release on a Friday: " + friday(), WHY_NOW);
            assertThat(players.refusedGo("olivia", key)).contains("An exception is asked for", "@elena");
            Actor elena = players.as("elena");
            must(elena.click(asked, "Sign off"));
            assertThat(players.words(elena.modal())).contains(WHY_NOW, "@olivia");
            taken(elena.submit());
            elena.awaitNoModal();

            assertThat(players.words(players.awaitReply("chen", Players.CHANNEL, key, "EXCEPTED")))
                    .contains("@elena signed off", "X2");
            players.awaitDirect("olivia", key, "EXCEPTED");
            assertThat(players.told("olivia", "/release check " + key)).contains("is open");
            players.callGo("olivia", key);
            assertThat(players.told("olivia", "/release history " + key))
                    .contains("@olivia: exception asked", "@elena: exception signed off");
        }

        @Test
        void is_refused_by_an_executive_with_a_reason_that_the_next_attempt_is_told() {
            String key = readyOnAFriday("It can wait");
            ask(key);
            Actor elena = players.as("elena");
            must(elena.click(players.awaitDirect("elena", key, "asks you to except"), "Refuse"));
            elena.fill("Why", " ");
            assertThat(must(elena.submit()).errors()).hasSize(1);
            elena.fill("Why", "Nobody is here on Saturday");

            taken(elena.submit());

            elena.awaitNoModal();
            players.awaitDirect("olivia", key, "NOT EXCEPTED", "Nobody is here on Saturday");
            assertThat(players.refusedGo("olivia", key))
                    .contains("X2", "refused the exception: Nobody is here on Saturday");
        }

        @Test
        void signed_off_is_not_another_friday() {
            String key = readyOnAFriday("A week later");
            ask(key);
            Shown asked = players.awaitDirect("elena", key, "asks you to except");
            Actor elena = players.as("elena");
            must(elena.click(asked, "Sign off"));
            taken(elena.submit());
            players.awaitDirect("olivia", key, "EXCEPTED");

            move(key, friday().plusWeeks(1));

            assertThat(players.refusedGo("olivia", key))
                    .contains("X2", "It is planned for a Friday (" + friday().plusWeeks(1))
                    .doesNotContain("signed it off");
            move(key, friday().plusDays(6));
            players.callGo("olivia", key);
        }

        @Test
        void is_excepted_on_the_owners_asking_only_and_with_a_reason() {
            String key = readyOnAFriday("Who asks");

            assertThat(players.told("priya", "/release except " + key + " X2"))
                    .contains("Only the release's owner can", "@olivia");
            Actor olivia = players.as("olivia");
            must(olivia.command(Players.CHANNEL, "/release except " + key + " X2"));
            olivia.fill("Why it can't wait or be smaller", "  ");
            assertThat(must(olivia.submit()).errors()).hasSize(1);
            must(olivia.closeAll());
            assertThat(players.directs("elena", key)).isEmpty();
        }

        @Test
        void asked_about_after_the_release_has_moved_has_nothing_to_sign() {
            String key = readyOnAFriday("Moved meanwhile");
            ask(key);
            Shown asked = players.awaitDirect("elena", key, "asks you to except");
            move(key, friday().plusDays(6));

            Actor elena = players.as("elena");
            must(elena.click(asked, "Sign off"));

            assertThat(players.words(elena.modal()))
                    .contains("Nothing was signed off", "what was to be excepted isn't in its way any more");
            must(elena.closeAll());
        }

        @Tag("X1")
        @Test
        void no_other_rule_can_be_excepted_and_nothing_that_is_not_in_the_way() {
            String key = players.newRelease("On a working day", "Payments");

            assertThat(players.told("olivia", "/release except " + key + " X1"))
                    .contains("No exception was asked for", "X1 can't be excepted by anybody");
            assertThat(players.told("olivia", "/release except " + key + " X2"))
                    .contains("No exception was asked for", "Nothing that could be excepted stands in the way");
        }
    }
}
