package dev.releasemanager.rehearsal.world;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.function.Predicate;

/** Images that refer to an uploaded file: the file must be there before Slack takes the blocks. Pure. */
final class SlackFiles {

    private SlackFiles() {}

    static void refuseUnknown(
            JsonNode node, String pointer, String error, String prefix, Predicate<String> fileExists) {
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                refuseUnknown(node.get(i), pointer + "/" + i, error, prefix, fileExists);
            }
            return;
        }
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String at = pointer + "/" + field.getKey();
            if (field.getKey().equals("slack_file") && field.getValue().isObject()) {
                String named = Json.text(field.getValue(), "id", Json.text(field.getValue(), "url", ""));
                if (!fileExists.test(named)) {
                    throw new Refused(error, prefix + "invalid slack file [json-pointer:" + at + "]");
                }
            } else {
                refuseUnknown(field.getValue(), at, error, prefix, fileExists);
            }
        }
    }
}
