package dev.releasemanager.rehearsal.world;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;

/**
 * A file that the bot has uploaded. A value: completing the upload makes another.
 *
 * @param altText what a screen reader says of a picture; empty when none was given
 */
public record SharedFile(String id, String name, String title, String mimeType, String altText, ByteBuffer content) {

    public SharedFile {
        content = content.asReadOnlyBuffer();
    }

    /** What was uploaded. */
    public byte[] bytes() {
        byte[] copy = new byte[content.remaining()];
        content.duplicate().get(copy);
        return copy;
    }

    public SharedFile withContent(byte[] uploaded) {
        return new SharedFile(id, name, title, mimeType, altText, ByteBuffer.wrap(uploaded.clone()));
    }

    public SharedFile withTitle(String shown) {
        return new SharedFile(id, name, shown, mimeType, altText, content);
    }

    public SharedFile withAltText(String words) {
        return new SharedFile(id, name, title, mimeType, words, content);
    }

    /** The file object of Slack's answers, and of the page's messages. */
    public ObjectNode toSlack(String baseUrl, String userId) {
        ObjectNode file = Json.object();
        file.put("id", id);
        file.put("name", name);
        file.put("title", title);
        file.put("mimetype", mimeType);
        file.put("filetype", name.contains(".") ? name.substring(name.lastIndexOf('.') + 1) : "binary");
        file.put("user", userId);
        file.put("size", content.remaining());
        file.put("mode", "hosted");
        file.put("is_external", false);
        file.put("is_public", false);
        file.put("alt_txt", altText);
        file.put("url", baseUrl + "/files/" + id);
        file.put("url_private", baseUrl + "/files/" + id);
        file.put("permalink", baseUrl + "/files/" + id);
        return file;
    }
}
