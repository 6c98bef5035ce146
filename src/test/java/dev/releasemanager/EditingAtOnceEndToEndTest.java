package dev.releasemanager;

import static dev.releasemanager.Players.must;
import static dev.releasemanager.Players.taken;
import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.rehearsal.Actor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Two people edit the same release at the same time, each in a modal of their own. */
class EditingAtOnceEndToEndTest {
    @RegisterExtension
    static final Players players = Players.rehearsing();

    @Test
    void the_second_is_shown_what_the_first_changed_keeps_what_they_typed_and_saves_again() {
        String key = players.newRelease("Edited by two", "Payments");
        Actor olivia = players.as("olivia");
        Actor other = players.as("priya");
        must(olivia.command(Players.CHANNEL, "/release delegate " + key + " @priya"));
        must(olivia.command(Players.CHANNEL, "/release edit " + key));
        must(other.command(Players.CHANNEL, "/release edit " + key));
        other.fill("Title", "Edited by Priya");
        taken(other.submit());

        olivia.fill("Title", "Edited by Olivia");
        taken(olivia.submit());

        assertThat(players.words(olivia.modal()))
                .contains("Not saved yet", "@priya", "Edited by two", "Edited by Priya");
        assertThat(players.told("olivia", "/release diff " + key)).contains("Edited by two", "Edited by Priya");
        taken(olivia.submit());
        assertThat(players.told("olivia", "/release show " + key)).contains("Edited by Olivia");
    }
}
