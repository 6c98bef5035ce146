package dev.releasemanager;

import dev.releasemanager.config.AppManifest;
import dev.releasemanager.config.Checked;
import dev.releasemanager.config.Environment;
import dev.releasemanager.config.Fault;
import dev.releasemanager.config.Settings;
import dev.releasemanager.config.SettingsFile;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints what makes the Slack app. */
@Command(
        name = "manifest",
        description = "Print the Slack app's manifest: paste it at api.slack.com/apps, and the app exists.",
        mixinStandardHelpOptions = true)
final class ManifestCommand implements Callable<Integer> {
    private final Map<String, String> environment;

    @ArgGroup
    private @Nullable Way way;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    ManifestCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    /** How Slack and the bot reach each other. */
    static final class Way {
        @Option(
                names = "--url",
                paramLabel = "https://…",
                description = "Where Slack reaches this program; left out: PUBLIC_URL.")
        private @Nullable String url;

        @Option(names = "--socket-mode", description = "The bot calls Slack, for installs behind a firewall.")
        private boolean socketMode;
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        boolean socketMode = way != null && way.socketMode;
        Optional<String> address = Optional.ofNullable(way == null ? null : way.url)
                .or(() -> Optional.ofNullable(environment.get(Environment.PUBLIC_URL)));
        if (!socketMode && address.isEmpty()) {
            err.println("Say where Slack reaches this program, with --url https://… or PUBLIC_URL; or --socket-mode.");
            return Told.USAGE;
        }
        Checked<Path> path = Environment.readSettingsPath(environment);
        Optional<Checked<Settings>> read = path.find().map(SettingsFile::read);
        Optional<Checked<URI>> url = socketMode ? Optional.empty() : address.map(Environment::readPublicUrl);
        List<Fault> faults = new ArrayList<>(path.faults());
        read.ifPresent(checked -> faults.addAll(checked.faults()));
        url.ifPresent(checked -> faults.addAll(checked.faults()));
        if (!faults.isEmpty()) {
            return Told.faults(err, faults);
        }
        Settings settings = read.orElseThrow().get();
        AppManifest manifest = url.map(checked -> AppManifest.over(checked.get(), settings))
                .orElseGet(() -> AppManifest.socketMode(settings));
        spec.commandLine().getOut().print(manifest.toYaml());
        return 0;
    }
}
