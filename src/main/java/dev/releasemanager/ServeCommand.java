package dev.releasemanager;

import dev.releasemanager.config.Checked;
import dev.releasemanager.config.Environment;
import dev.releasemanager.config.Fault;
import dev.releasemanager.config.Settings;
import dev.releasemanager.config.SettingsFile;
import dev.releasemanager.web.WebServer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Serves a workspace until the process is told to end. */
@Command(
        name = "serve",
        description = "Serve a Slack workspace, with the settings of the environment.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
    private final Map<String, String> environment;
    private final Clocks clocks;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    ServeCommand(Map<String, String> environment) {
        this(environment, Clocks.ofThisMachine());
    }

    /** @param clocks those of this machine, but where a test has to be on another day */
    ServeCommand(Map<String, String> environment, Clocks clocks) {
        this.environment = environment;
        this.clocks = clocks;
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Checked<Environment> checked = Environment.read(environment);
        Optional<Environment> sound = checked.find();
        if (sound.isEmpty()) {
            List<Fault> faults = new ArrayList<>(checked.faults());
            // Everything at once, so that nobody mends one fault to be shown the next.
            Optional<Path> settings = Environment.readSettingsPath(environment).find();
            settings.map(SettingsFile::read).map(Checked<Settings>::faults).ifPresent(faults::addAll);
            return Told.faults(err, faults);
        }
        Wiring wiring;
        try {
            wiring = Wiring.start(
                    sound.get(), WebServer.Listen.everywhere(sound.get().port()), clocks);
        } catch (RuntimeException e) {
            return Told.failure(err, e).orElseThrow(() -> e);
        }
        LoggerFactory.getLogger(ServeCommand.class)
                .atInfo()
                .setMessage("Serving")
                .addKeyValue("port", wiring.port())
                .log();
        Running.untilSignalled(wiring);
        return 0;
    }
}
