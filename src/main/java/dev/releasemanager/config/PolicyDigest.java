package dev.releasemanager.config;

import dev.releasemanager.config.Settings.ChangeKind;
import dev.releasemanager.config.Settings.Channels;
import dev.releasemanager.config.Settings.Checkpoint;
import dev.releasemanager.config.Settings.Checkpoints;
import dev.releasemanager.config.Settings.KeyPrefixes;
import dev.releasemanager.config.Settings.Roles;
import dev.releasemanager.config.Settings.Slack;
import dev.releasemanager.config.Settings.Team;
import dev.releasemanager.config.Settings.Workspace;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * SHA-256 over what settings say, in a form that doesn't depend on how they were written: one line for each value, sorted,
 * path and value parted by a tab, the items of a list numbered. Stored digests rest on this form: add lines, don't change
 * them.
 */
final class PolicyDigest {
    private final TreeSet<String> lines = new TreeSet<>();

    private PolicyDigest() {}

    static String of(
            Slack slack,
            Workspace workspace,
            Collection<Team> teams,
            Roles roles,
            Channels channels,
            KeyPrefixes prefixes,
            Checkpoints checkpoints,
            Collection<ChangeKind> kinds) {
        PolicyDigest form = new PolicyDigest();
        form.put("slack.command", slack.command());
        form.put("workspace.time_zone", workspace.timeZone().getId());
        teams.forEach(form::put);
        form.putPeople("roles.executives", roles.executives());
        form.putPeople("roles.support", roles.support());
        form.putPeople("roles.product", roles.product());
        form.put("channels.product", channels.product());
        form.put("channels.support", channels.support());
        form.put("channels.leadership", channels.leadership());
        form.put("key_prefixes.default", prefixes.fallback());
        prefixes.byChannel().forEach((channel, prefix) -> form.put("key_prefixes." + text(channel), prefix));
        form.put("checkpoints.regular", checkpoints.regular());
        form.put("checkpoints.hotfix", checkpoints.hotfix());
        form.put("checkpoints.train", checkpoints.train());
        kinds.forEach(kind -> {
            form.put("change_kinds." + kind.id() + ".name", kind.name());
            form.put("change_kinds." + kind.id() + ".risk", kind.risk().name());
        });
        return form.digest();
    }

    private void put(Team team) {
        String path = "teams." + team.id();
        put(path + ".name", team.name());
        put(path + ".lead", team.lead());
        putPeople(path + ".members", team.members());
        putPeople(path + ".ask.people", team.ask().people());
        put(path + ".ask.count", Integer.toString(team.ask().responders()));
        put(path + ".confirmations", Integer.toString(team.confirmations()));
        putAll(path + ".checklist", team.checklist());
        putAll(path + ".components", team.components());
        put(path + ".channel", team.channel());
    }

    private void put(String path, Checkpoint checkpoint) {
        put(path + ".window", checkpoint.window().toString());
        put(path + ".minimum", checkpoint.minimum().toString());
        putAll(
                path + ".reminders",
                checkpoint.reminders().stream().map(Object::toString).toList());
    }

    private void putPeople(String path, List<Reference> people) {
        putAll(path, people.stream().map(PolicyDigest::text).toList());
    }

    private void putAll(String path, List<String> values) {
        for (int i = 0; i < values.size(); i++) {
            put(path + "[" + i + "]", values.get(i));
        }
    }

    private void put(String path, @Nullable Reference reference) {
        if (reference != null) {
            put(path, text(reference));
        }
    }

    private void put(String path, String value) {
        lines.add(path + "\t" + value);
    }

    /** With the form: a group's handle isn't a person's, though both may read the same. */
    private static String text(Reference reference) {
        return reference.form().name() + ":" + reference.key();
    }

    private String digest() {
        try {
            byte[] form = String.join("\n", lines).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(form));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
