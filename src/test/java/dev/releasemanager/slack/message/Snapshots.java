package dev.releasemanager.slack.message;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Messages as JSON files under {@code src/test/resources/snapshots}: what a change of wording or of rendering does is
 * seen as a difference of text. {@code -Dsnapshots=update} writes them anew.
 */
public final class Snapshots {
    private static final Path FOLDER = Path.of("src/test/resources/snapshots");
    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private Snapshots() {}

    /** Blocks and text of a message against the file of that name, such as {@code message/board}. */
    public static void assertSame(String name, Rendered rendered) {
        ObjectNode whole = JSON.createObjectNode().put("text", rendered.text());
        whole.set("blocks", rendered.blocks());
        assertSame(name, whole);
    }

    public static void assertSame(String name, JsonNode seen) {
        Path file = FOLDER.resolve(name + ".json");
        try {
            String written = JSON.writeValueAsString(seen) + "\n";
            if ("update".equals(System.getProperty("snapshots"))) {
                Files.createDirectories(file.getParent());
                Files.writeString(file, written);
                return;
            }
            assertThat(file)
                    .as("a snapshot; -Dsnapshots=update writes it")
                    .exists()
                    .content()
                    .isEqualTo(written);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("can't write JSON of " + name, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
