package dev.releasemanager;

import dev.releasemanager.config.Checked;
import dev.releasemanager.config.Environment;
import dev.releasemanager.rehearsal.play.Play;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The bot in a workspace of its own, on this machine, to be tried in a browser. */
@Command(
        name = "rehearse",
        description = "Try the release manager in a browser, without Slack.",
        mixinStandardHelpOptions = true)
final class RehearseCommand implements Callable<Integer> {
    private static final int USUAL_PORT = 4040;

    private final Map<String, String> environment;

    @Option(
            names = "--port",
            paramLabel = "N",
            description = "Where the page is; left out: 4040, or any free one if that is taken.")
    private @Nullable Integer port;

    @Option(
            names = "--keep",
            paramLabel = "DIR",
            description = "Keep releases and release time in this directory; left out: nothing is left behind.")
    private @Nullable Path keep;

    @Option(
            names = "--play",
            description = "Play whole scenarios without anybody watching, print what each person saw, and end.")
    private boolean play;

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    RehearseCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        // The page is what people look at; to be set before anything logs.
        if (!environment.containsKey("LOG_LEVEL") && System.getProperty("LOG_LEVEL") == null) {
            System.setProperty("LOG_LEVEL", "WARN");
        }
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        if (port != null && (port < 0 || port > 65535)) {
            err.println("--port " + port + ": a port is from 1 to 65535, or 0 for any free one.");
            return Told.USAGE;
        }
        Checked<Path> settings = Environment.readSettingsPath(environment);
        if (!settings.isSound()) {
            return Told.faults(err, settings.faults());
        }
        int number = choosePort();
        if (number < 0) {
            err.println("--port " + port + ": another process listens there. Choose another, or leave it out.");
            return Told.FAILED;
        }
        Rehearsal rehearsal;
        try {
            Instant now = InstantSource.system().instant();
            rehearsal = Rehearsal.start(
                    number,
                    Optional.ofNullable(keep),
                    settings.get(),
                    play ? Rehearsal.beginOfAWholeRollout(now) : now,
                    UnaryOperator.identity());
        } catch (RuntimeException e) {
            return Told.failure(err, e).orElseThrow(() -> e);
        }
        if (play) {
            try (rehearsal) {
                return new Play(rehearsal.address(), out).run().isEmpty() ? 0 : Told.FAILED;
            }
        }
        out.println("Rehearsal: open " + rehearsal.address() + "/");
        out.flush();
        Running.untilSignalled(rehearsal);
        return 0;
    }

    /** @return -1 if the one that was asked for is taken */
    private int choosePort() {
        if (port != null) {
            return port == 0 || isFree(port) ? port : -1;
        }
        return !play && isFree(USUAL_PORT) ? USUAL_PORT : 0;
    }

    private static boolean isFree(int number) {
        try (ServerSocket probe = new ServerSocket(number, 1, InetAddress.getLoopbackAddress())) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }
}
