package dev.releasemanager;

import static org.assertj.core.api.Assertions.assertThat;

import dev.releasemanager.rehearsal.Shown;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The record: readable, chained, and an alteration shows. */
@Tag("A3")
class RecordEndToEndTest {
    private static final Pattern DIGEST = Pattern.compile("\\b[0-9a-f]{64}\\b");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    static Path directory;

    @RegisterExtension
    static final Players players = Players.keepingIn(() -> directory);

    private static String digestIn(Shown message) {
        Matcher digest = DIGEST.matcher(players.words(message));
        assertThat(digest.find()).as("a digest in: " + message.text()).isTrue();
        return digest.group();
    }

    /** What somebody does who has the database's file, and shouldn't. */
    private static void alter(String sql, String key) throws SQLException {
        String url = "jdbc:h2:file:" + directory.toAbsolutePath().resolve("rehearsal");
        try (Connection connection = DriverManager.getConnection(url, "", "");
                PreparedStatement statement = connection.prepareStatement(sql)) {
            statement.setString(1, key);
            assertThat(statement.executeUpdate()).isEqualTo(1);
        }
    }

    @Test
    void reads_as_the_history_of_who_did_what_when() {
        String key = players.releaseReadyForTheCall("A readable past");
        players.callGo("olivia", key);

        String history = players.told("carla", "/release history " + key);

        assertThat(history)
                .containsSubsequence(
                        "@olivia: release created (revision 1)",
                        "@olivia: rollback step added",
                        "@olivia: rollback triggers set",
                        "@olivia: checkpoint opened",
                        "@priya: answered ready",
                        "@chen: answered ready",
                        "@ines: answered ready",
                        "@ivan: answered ready",
                        "@olivia: go called");
    }

    @Test
    void is_whole_and_its_digest_is_the_one_that_the_call_posted_into_the_thread() {
        String key = players.releaseReadyForTheCall("Digest posted");
        players.callGo("olivia", key);
        String posted = digestIn(players.awaitReply("chen", Players.CHANNEL, key, "GO for " + key));

        String verified = players.told("sam", "/release verify-record " + key);

        assertThat(verified).contains("The record of " + key, "is whole", "go called", posted);
        assertThat(players.told("sam", "/release verify-record " + key + " " + posted))
                .contains("is whole", "1 posted digest was compared");
        assertThat(players.told("sam", "/release verify-record " + key + " " + posted.replace(posted.charAt(0), 'x')))
                .contains("was altered", "isn't in the record");
    }

    @Test
    void shows_that_an_entry_was_altered() throws SQLException {
        String key = players.newRelease("Rewritten", "Payments");
        players.completePlan(key);
        assertThat(players.told("sam", "/release verify-record " + key)).contains("is whole");

        alter("update events set done_by = 'U0SOMEBODY' where release_key = ? and sequence = 2", key);

        assertThat(players.told("sam", "/release verify-record " + key))
                .contains("was altered")
                .doesNotContain("is whole");
    }

    @Test
    void shows_that_an_entry_in_the_middle_is_gone() throws SQLException {
        String key = players.newRelease("Cut out", "Payments");
        players.completePlan(key);

        alter("delete from events where release_key = ? and sequence = 2", key);

        assertThat(players.told("sam", "/release verify-record " + key)).contains("was altered");
    }

    @Test
    void cut_off_at_its_end_no_longer_has_what_the_thread_says() throws SQLException {
        String key = players.releaseReadyForTheCall("The Go that never was");
        players.callGo("olivia", key);
        String posted = digestIn(players.awaitReply("chen", Players.CHANNEL, key, "GO for " + key));

        alter("delete from events where release_key = ? and what = 'go_called'", key);

        assertThat(players.told("sam", "/release verify-record " + key + " " + posted))
                .contains("was altered", "The thread has a digest that isn't in the record");
    }
}
