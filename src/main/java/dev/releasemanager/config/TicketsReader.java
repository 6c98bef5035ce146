package dev.releasemanager.config;

import dev.releasemanager.release.TrackerSystem;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** Reads who closes the tickets of completed releases: people, or a tracker that takes the summary over HTTP. */
final class TicketsReader {
    private static final String PEOPLE = "people";
    private static final String HTTP = "http";
    private static final String A_KIND =
            "people, who are asked to close it, or http for a tracker that takes the summary";
    private static final String AN_ADDRESS = "an address such as https://tracker.example.com/releases";
    private static final String A_VARIABLE =
            "the name of an environment variable, such as TRACKER_AUTHORIZATION, never the secret itself";

    private final Faults faults;

    TicketsReader(Faults faults) {
        this.faults = faults;
    }

    /** @return empty where people close them, and where something is wrong */
    Optional<TrackerSystem> tracker(@Nullable Section section) {
        if (section == null) {
            return Optional.empty();
        }
        section.refuseUnknownKeys(List.of("kind", "address", "authorization"));
        Node node = section.find("kind");
        String kind = node == null ? PEOPLE : section.text(node, section.child("kind"), A_KIND);
        if (node != null && kind != null && !kind.equals(PEOPLE) && !kind.equals(HTTP)) {
            faults.add(
                    node, section.child("kind"), '"' + Section.show(kind) + "\" is not accepted; accepted: " + A_KIND);
        }
        if (PEOPLE.equals(kind)) {
            List.of("address", "authorization").forEach(key -> belongsToHttp(section, key));
            return Optional.empty();
        }
        String authorization = section.text("authorization", SourcesReader.VARIABLE, A_VARIABLE);
        if (HTTP.equals(kind)) {
            section.need("address", AN_ADDRESS);
        }
        String address = address(section, authorization != null);
        return address == null
                ? Optional.empty()
                : Optional.of(new TrackerSystem(address, Optional.ofNullable(authorization)));
    }

    private void belongsToHttp(Section section, String key) {
        if (section.find(key) != null) {
            faults.add(
                    section.keyNode(key),
                    section.child(key),
                    "says nothing where kind is people; accepted: with kind: http alone");
        }
    }

    private @Nullable String address(Section section, boolean secret) {
        Node node = section.find("address");
        String text = node == null ? null : section.text(node, section.child("address"), AN_ADDRESS);
        if (node == null || text == null) {
            return null;
        }
        String wrong = SourcesReader.wrongAddress(text, secret);
        if (wrong != null) {
            faults.add(node, section.child("address"), wrong + "; accepted: " + AN_ADDRESS);
            return null;
        }
        return text;
    }
}
