package dev.releasemanager;

import dev.releasemanager.config.Checked;
import dev.releasemanager.config.Environment;
import dev.releasemanager.config.Fault;
import dev.releasemanager.config.Mention;
import dev.releasemanager.config.Reference;
import dev.releasemanager.config.Settings;
import dev.releasemanager.config.SettingsFile;
import dev.releasemanager.coordination.Policy;
import dev.releasemanager.release.Team;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.slack.delivery.Directory;
import dev.releasemanager.slack.delivery.DirectoryShelf;
import dev.releasemanager.slack.delivery.SlackClient;
import dev.releasemanager.slack.delivery.SlackDirectory;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Looks the policy's file over, and, if asked, whether the workspace has what it names. */
@Command(
        name = "check-config",
        description = "Check config/release-manager.yaml and name every fault with its line.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it is sound", "1:it has faults, or Slack could not be asked", "2:wrong usage"})
final class CheckConfigCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @Option(
            names = "--slack",
            description = "Also look every person, user group and channel up in Slack, with SLACK_BOT_TOKEN.")
    private boolean slack;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    CheckConfigCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        Checked<Path> path = Environment.readSettingsPath(environment);
        Optional<Checked<Environment.SlackAccess>> access =
                slack ? Optional.of(Environment.readSlackAccess(environment)) : Optional.empty();
        List<Fault> faults = new ArrayList<>(path.faults());
        access.ifPresent(checked -> faults.addAll(checked.faults()));
        Optional<Checked<Settings>> read = path.find().map(SettingsFile::read);
        read.ifPresent(checked -> faults.addAll(checked.faults()));
        if (!faults.isEmpty()) {
            return Told.faults(err, faults);
        }
        Settings settings = read.orElseThrow().get();
        String file = String.valueOf(path.get().getFileName());
        if (access.isPresent()) {
            List<String> unresolved = unresolved(settings, file, access.get().get());
            if (!unresolved.isEmpty()) {
                unresolved.forEach(err::println);
                return Told.FAILED;
            }
        }
        out.println(file + " is sound: " + settings.teams().size() + " teams, "
                + settings.people().size() + " names of people, groups and channels"
                + (access.isPresent() ? ", all found in Slack" : "") + "; policy "
                + settings.digest().substring(0, 12) + ".");
        unanswered(settings).forEach(out::println);
        return 0;
    }

    /** Advice: what is judged in a stage, where sources are named and none of them answers it. */
    private static List<String> unanswered(Settings settings) {
        if (settings.sources().measures().isEmpty()) {
            return List.of();
        }
        List<String> told = new ArrayList<>();
        settings.components()
                .forEach((name, component) -> told.addAll(unanswered(component.criteria(), name, settings)));
        told.addAll(unanswered(settings.criteria().everyRelease(), "", settings));
        return told;
    }

    private static List<String> unanswered(Settings.Criteria criteria, String component, Settings settings) {
        return criteria.stage().stream()
                .filter(criterion ->
                        settings.sources().find(criterion, component, "").isEmpty())
                .map(criterion -> "Note: no source answers “" + criterion.text() + "”"
                        + (component.isEmpty() ? "" : " of " + component)
                        + "; somebody has to state what they see, or add it under sources.measures.")
                .toList();
    }

    private static List<String> unresolved(Settings settings, String file, Environment.SlackAccess access) {
        List<String> told = new ArrayList<>();
        DirectoryShelf nowhere = new DirectoryShelf() {
            @Override
            public Directory load() {
                return Directory.EMPTY;
            }

            @Override
            public void save(Directory directory) {}
        };
        try (SlackClient client = SlackClient.open(
                access.slackApiBaseUrl().toString(), access.botToken().reveal(), Optional.empty())) {
            Optional<SlackClient.Installation> installation = client.askInstallation();
            if (installation.isEmpty()) {
                told.add(client.whyInvalidAuth()
                        .map(why -> "Slack refuses the bot token (" + why + "). Set SLACK_BOT_TOKEN to the token shown"
                                + " under Install App of the Slack app.")
                        .orElse("Slack can't be reached at " + access.slackApiBaseUrl() + "; nothing was looked up."));
                return told;
            }
            SlackDirectory directory = new SlackDirectory(client, nowhere, changed -> {});
            directory.refresh().failures().forEach(failure -> told.add("Slack did not give the " + failure + "."));
            Set<String> scopes = installation.get().scopes();
            Directory workspace = directory.current();
            Policy policy = new PolicySource(() -> settings, () -> workspace).current();
            for (Mention mention : settings.people()) {
                PolicySource.unresolved(mention.reference(), workspace)
                        .or(() -> closed(mention.reference(), workspace, scopes))
                        .or(() -> stranger(mention, workspace, policy))
                        .ifPresent(why -> told.add(mention.fault(file, why).toString()));
            }
        }
        return told;
    }

    /** A channel that is there, and in which the bot can't write. */
    private static Optional<String> closed(Reference reference, Directory workspace, Set<String> scopes) {
        if (!reference.isChannel()) {
            return Optional.empty();
        }
        return PolicySource.findChannel(reference, workspace)
                .flatMap(workspace::find)
                .filter(channel -> !channel.joined() && (channel.secluded() || !scopes.contains("chat:write.public")))
                .map(channel -> "is there, but the bot isn't in it: /invite it to #" + channel.name());
    }

    /** Somebody who is to be asked for a team and isn't in it; where groups are named only the directory can tell. */
    private static Optional<String> stranger(Mention mention, Directory workspace, Policy policy) {
        String[] path = mention.path().split("\\.", -1);
        if (path.length < 3 || !path[0].equals("teams") || !path[2].equals("ask")) {
            return Optional.empty();
        }
        Optional<Team> team = policy.roster().find(new TeamId(path[1]));
        boolean member = team.isEmpty()
                || PolicySource.findPeople(mention.reference(), workspace).stream()
                        .allMatch(team.get().members()::contains);
        return member ? Optional.empty() : Optional.of("is to be asked, but isn't a member of the team");
    }
}
