package dev.releasemanager;

import static dev.releasemanager.Players.must;
import static dev.releasemanager.Players.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.config.AppManifest;
import dev.releasemanager.rehearsal.Actor;
import dev.releasemanager.rehearsal.Done;
import dev.releasemanager.rehearsal.Shown;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Putting a release together: making and editing it, its scope, its rollback plan. */
class PlanningEndToEndTest {
    @RegisterExtension
    static final Players players = Players.rehearsing();

    private static final String NOTHING_YET = "There is no rollback plan yet.";

    @Nested
    class A_new_release {
        @Tag("S1")
        @Test
        void is_born_with_an_empty_rollback_plan_as_its_first_open_item() {
            String key = players.newRelease("Undo first", "Payments", "Checkout");

            Shown toOwner = players.awaitDirect("olivia", key, "First open item");
            assertThat(players.words(toOwner)).contains("how do we reverse this?", "there is no Go");
            assertThat(toOwner.buttons().get(0)).isEqualTo("Write rollback plan");
            String check = players.told("olivia", "/release check " + key);
            assertThat(check).contains("is shut", "X1 Rollback plan complete", NOTHING_YET, "rollback-plan " + key);
            assertThat(check.indexOf("X1")).isLessThan(check.indexOf("Q3"));
            String shown = players.told("olivia", "/release show " + key);
            assertThat(shown).contains("How do we reverse this? no rollback plan yet.");
            assertThat(shown.indexOf("How do we reverse this?")).isLessThan(shown.indexOf("Owner"));
        }

        @Tag("S1")
        @Test
        void leads_from_the_message_to_its_owner_straight_into_the_plan() {
            String key = players.newRelease("Straight into the plan", "Payments");
            Actor olivia = players.as("olivia");
            Shown toOwner = players.awaitDirect("olivia", key, "First open item");

            must(olivia.click(toOwner, "Write rollback plan"));

            assertThat(players.words(olivia.modal("Rollback " + key)))
                    .contains("Incomplete: no Go without it.", "a step", "a trigger", "a rollback window");
            must(olivia.closeAll());
        }

        @Test
        void has_a_board_in_its_channel_and_a_key_by_that_channel() {
            String payments = players.newRelease("Keyed by its channel", "Payments");
            String releases = players.newReleaseIn("releases", "Keyed otherwise", "Mobile");

            assertThat(payments).startsWith("PAY-");
            assertThat(releases).startsWith("REL-");
            Shown board = players.board("otto", "releases", releases, "PLANNING");
            assertThat(players.words(board)).contains("Keyed otherwise", "@olivia", "Mobile", "X1");
            assertThat(board.buttons()).contains("Open checkpoint", "Rollback plan", "Scope", "Check the gate");
        }

        @Test
        void is_also_made_by_the_global_shortcut() {
            Actor mika = players.as("mika");
            must(mika.shortcut(AppManifest.NEW_RELEASE));
            mika.fill("Title", "From a phone")
                    .fill("Purpose", "Make it without typing a command.")
                    .fill("Taking-part teams", "Mobile")
                    .fill("Channel", "releases");

            taken(mika.submit());

            String key = Players.key(players.words(mika.modal()));
            must(mika.closeAll());
            assertThat(players.words(players.board("mika", "releases", key, "From a phone")))
                    .contains("@mika");
        }
    }

    @Nested
    class Faults_in_the_form {
        @Test
        void are_shown_at_their_fields_and_what_was_typed_stays() {
            Actor olivia = players.as("olivia");
            must(olivia.command(Players.CHANNEL, "/release new"));
            olivia.fill("Title", "  ")
                    .fill("Purpose", "Something good.")
                    .fill("Taking-part teams", "Payments")
                    .fill("Target date", "2020-01-02")
                    .fill("Time zone", "Europe/Nowhere")
                    .fill("Ticket link", "see Jira")
                    .fill("Owner", "otto");

            Done first = must(olivia.submit());
            assertThat(first.errors()).hasSize(4);
            Shown form = olivia.modal();
            assertThat(form.errorAt("Title")).get().asString().contains("A title is needed");
            assertThat(form.errorAt("Time zone")).get().asString().contains("Europe/Nowhere", "Europe/Berlin");
            assertThat(form.errorAt("Ticket link")).get().asString().contains("https://");
            assertThat(form.errorAt("Owner")).get().asString().contains("active member of a configured team");
            assertThat(form.errorAt("Purpose")).isEmpty();

            olivia.fill("Title", "Typed once")
                    .fill("Time zone", "Europe/Berlin")
                    .fill("Ticket link", "https://tickets.example.com/1")
                    .fill("Owner", "olivia");
            assertThat(must(olivia.submit()).errors()).hasSize(1);
            assertThat(olivia.modal().errorAt("Target date")).get().asString().contains("That moment has passed");

            olivia.fill("Target date", "2099-03-03");
            taken(olivia.submit());
            String key = Players.key(players.words(olivia.modal()));
            must(olivia.closeAll());
            assertThat(players.told("olivia", "/release show " + key))
                    .contains("Typed once", "Something good.", "https://tickets.example.com/1");
        }
    }

    @Nested
    class Editing {
        @Test
        void changes_what_the_release_says_of_itself_and_makes_a_revision() {
            String key = players.newRelease("Before the edit", "Payments");
            Actor olivia = players.as("olivia");
            must(olivia.command(Players.CHANNEL, "/release edit " + key));
            olivia.fill("Title", "After the edit")
                    .fill("Kind", "Hotfix")
                    .fill("Taking-part teams", "Payments", "Mobile");

            taken(olivia.submit());

            assertThat(players.told("olivia", "/release show " + key))
                    .contains(key + " After the edit", "hotfix", "Mobile")
                    .doesNotContain("Before the edit");
            players.board("olivia", Players.CHANNEL, key, "After the edit");
        }

        @Test
        void that_changes_nothing_says_so_and_makes_no_revision() {
            String key = players.newRelease("Left as it is", "Payments");
            Actor olivia = players.as("olivia");
            must(olivia.command(Players.CHANNEL, "/release edit " + key));

            taken(olivia.submit());

            assertThat(players.words(olivia.modal())).contains("it says so already");
            must(olivia.closeAll());
            assertThat(players.told("olivia", "/release history " + key)).doesNotContain("release edited");
        }

        @Test
        void moves_the_board_to_another_channel_and_says_so_where_it_was() {
            String key = players.newRelease("On the move", "Payments");
            players.board("olivia", Players.CHANNEL, key, "On the move");
            Actor olivia = players.as("olivia");
            must(olivia.command(Players.CHANNEL, "/release edit " + key));
            olivia.fill("Channel", "releases");

            taken(olivia.submit());

            players.board("elena", "releases", key, "On the move");
            olivia.awaitMessage(Players.CHANNEL, key + " On the move has moved");
        }
    }

    @Nested
    class The_scope {
        @Test
        void takes_adding_changing_and_removing() {
            String key = players.newRelease("Scope in the making", "Payments", "Checkout");
            Actor olivia = players.as("olivia");
            players.addChange(key, "Raise the queue's limit");
            must(olivia.command(Players.CHANNEL, "/release scope " + key));
            assertThat(players.words(olivia.modal())).contains("1 change, risk low", "Raise the queue's limit");

            must(olivia.click("Edit"));
            olivia.fill("What changes", "Raise the queue's limit to 200").fill("Kind", "Payment flow (high risk)");
            taken(olivia.submit());
            assertThat(players.words(olivia.modal())).contains("1 change, risk high", "to 200");

            must(olivia.click("Remove"));
            olivia.awaitTrue("an empty scope", screen -> screen.modal()
                    .filter(modal -> players.words(modal).contains("nothing in it yet"))
                    .isPresent());
            must(olivia.closeAll());
            assertThat(players.told("olivia", "/release history " + key))
                    .contains("change added", "change edited", "change removed");
        }

        @Test
        void names_what_is_wrong_with_a_change_at_its_field() {
            String key = players.newRelease("A faulty change", "Payments");
            Actor pavel = players.as("pavel");
            must(pavel.command(Players.CHANNEL, "/release scope " + key));
            must(pavel.click("Add a change"));
            pavel.fill("What changes", "Something")
                    .fill("Component", "payments-api")
                    .fill("Kind", "Copy (low risk)")
                    .fill("Link", "pull request 17")
                    .fill("What users notice", "nothing");

            assertThat(must(pavel.submit()).errors()).hasSize(1);

            assertThat(pavel.modal().errorAt("Link")).get().asString().contains("That isn't a link");
            must(pavel.closeAll());
        }
    }

    @Nested
    class The_rollback_plan {
        @Test
        void takes_adding_changing_reordering_and_removing_steps() {
            String key = players.newRelease("Steps in order", "Payments");
            Actor olivia = players.as("olivia");
            must(olivia.command(Players.CHANNEL, "/release rollback-plan " + key));
            for (String step : new String[] {"Switch flag one-click off", "Deploy cart 1.2.3 again"}) {
                must(olivia.click("Add a step"));
                olivia.fill("What exactly is run or done", step)
                        .fill("Who does it", "pavel")
                        .fill("How long it takes", "5 min");
                taken(olivia.submit());
            }
            assertThat(players.words(olivia.modal()))
                    .contains("1. Switch flag one-click off", "2. Deploy cart 1.2.3 again", "@pavel", "5 min");

            must(olivia.click("Move up"));
            assertThat(players.words(olivia.modal()))
                    .contains("1. Deploy cart 1.2.3 again", "2. Switch flag one-click off");

            must(players.clickNth("olivia", "Edit", 1));
            olivia.fill("How long it takes", "no idea");
            assertThat(must(olivia.submit()).errors()).hasSize(1);
            assertThat(olivia.modal().errorAt("How long it takes"))
                    .get()
                    .asString()
                    .contains("isn't a length of time", "5 min");
            olivia.fill("How long it takes", "90 s");
            taken(olivia.submit());

            must(players.clickNth("olivia", "Remove", 0));
            assertThat(players.words(olivia.modal()))
                    .contains("1. Switch flag one-click off")
                    .doesNotContain("Deploy cart 1.2.3 again", "2. ");
            must(olivia.closeAll());
        }

        @Tag("M4")
        @Test
        void says_in_its_view_which_part_it_still_lacks() {
            String key = players.newRelease("Part by part", "Payments");
            Actor olivia = players.as("olivia");
            must(olivia.command(Players.CHANNEL, "/release rollback-plan " + key));
            must(olivia.click("Add a step"));
            olivia.fill("What exactly is run or done", "Deploy cart 1.2.3 again");
            taken(olivia.submit());
            assertThat(players.words(olivia.modal()))
                    .contains(
                            "the person who executes step 1",
                            "how long step 1 takes",
                            "a trigger",
                            "a rollback window");

            must(olivia.click("Triggers and window"));
            olivia.fill("What starts the rollback", "error rate > 1 % over 5 min")
                    .fill("Until when can it be rolled back", "soon");
            assertThat(must(olivia.submit()).errors()).hasSize(1);
            assertThat(olivia.modal().errorAt("Until when can it be rolled back"))
                    .get()
                    .asString()
                    .contains("isn't a length of time");
            olivia.fill("Until when can it be rolled back", "2 days").fill("What a rollback would not undo", "nothing");
            taken(olivia.submit());
            assertThat(players.words(olivia.modal()))
                    .contains("the person who executes step 1", "how long step 1 takes")
                    .doesNotContain("a rollback window (");

            must(olivia.click("Edit"));
            olivia.fill("Who does it", "priya")
                    .fill("How long it takes", "10 min")
                    .fill("How one sees that it worked", "the basket opens");
            taken(olivia.submit());
            assertThat(players.words(olivia.modal())).contains("It lacks:", "the acceptance of step 1 by priya");
            must(olivia.closeAll());
        }
    }

    @Nested
    class The_key_left_out {
        @Test
        void means_the_one_open_release_of_the_channel() {
            String key = players.newReleaseIn("support", "Alone in its channel", "Payments");

            assertThat(players.toldIn("support", "olivia", "/release show")).contains(key + " Alone in its channel");
            assertThat(players.toldIn("support", "sam", "/release check")).contains("The gate of " + key);

            String other = players.newReleaseIn("support", "No longer alone", "Payments");
            assertThat(players.toldIn("support", "olivia", "/release show")).contains("Which release?", key, other);
            assertThat(players.toldIn("product", "olivia", "/release show"))
                    .contains("Which release?", "None is open in this channel", "/release list");
        }
    }
}
