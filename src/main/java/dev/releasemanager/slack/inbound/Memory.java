package dev.releasemanager.slack.inbound;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TeamId;
import java.util.Optional;

/**
 * What a modal remembers between its opening and its submission: ids only, in its private metadata.
 *
 * @param about the release
 * @param round the checkpoint that was shown
 * @param revision the manifest that was shown
 * @param team the team that it is about
 * @param seal what the team was shown, for its answer (A1)
 * @param item the change, the step or the person that it is about; blank if none
 * @param responseUrl of the click that opened it, so that the clicked message can be replaced afterwards
 */
record Memory(
        Optional<ReleaseKey> about,
        int round,
        int revision,
        Optional<TeamId> team,
        String seal,
        String item,
        Optional<String> responseUrl,
        boolean replaces,
        boolean atHome) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Memory none() {
        return new Memory(Optional.empty(), 0, 0, Optional.empty(), "", "", Optional.empty(), false, false);
    }

    Memory of(ReleaseKey key, int shownRound, int shownRevision) {
        return new Memory(Optional.of(key), shownRound, shownRevision, team, seal, item, responseUrl, replaces, atHome);
    }

    Memory atRevision(int shownRevision) {
        return new Memory(about, round, shownRevision, team, seal, item, responseUrl, replaces, atHome);
    }

    Memory forTeam(TeamId shown, String shownSeal) {
        return new Memory(about, round, revision, Optional.of(shown), shownSeal, item, responseUrl, replaces, atHome);
    }

    Memory withItem(String next) {
        return new Memory(about, round, revision, team, seal, next, responseUrl, replaces, atHome);
    }

    Memory returningTo(Optional<String> url, boolean replacesMessage, boolean home) {
        return new Memory(about, round, revision, team, seal, item, url, replacesMessage, home);
    }

    String encode() {
        ObjectNode node = JSON.createObjectNode().put("r", round).put("v", revision);
        about.ifPresent(key -> node.put("k", key.value()));
        team.ifPresent(t -> node.put("t", t.value()));
        if (!seal.isEmpty()) {
            node.put("s", seal);
        }
        if (!item.isEmpty()) {
            node.put("i", item);
        }
        responseUrl.ifPresent(url -> node.put("u", url));
        if (replaces) {
            node.put("p", true);
        }
        if (atHome) {
            node.put("h", true);
        }
        return node.toString();
    }

    /** What can't be read is forgotten: the submission is then refused for want of a release. */
    static Memory decode(String metadata) {
        try {
            JsonNode node = JSON.readTree(metadata);
            if (node == null || !node.isObject()) {
                return none();
            }
            return new Memory(
                    ReleaseKey.find(node.path("k").asText("")),
                    node.path("r").asInt(0),
                    node.path("v").asInt(0),
                    Optional.of(node.path("t").asText(""))
                            .filter(t -> !t.isBlank())
                            .map(TeamId::new),
                    node.path("s").asText(""),
                    node.path("i").asText(""),
                    Optional.of(node.path("u").asText("")).filter(url -> !url.isBlank()),
                    node.path("p").asBoolean(false),
                    node.path("h").asBoolean(false));
        } catch (JsonProcessingException e) {
            return none();
        }
    }
}
