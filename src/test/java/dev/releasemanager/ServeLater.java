package dev.releasemanager;

import dev.releasemanager.timer.Pace;
import java.time.Duration;
import java.time.InstantSource;
import picocli.CommandLine;

/** {@code serve} with a release time that is ahead of this machine's: there are days on which nothing goes out (X2). */
final class ServeLater {
    private ServeLater() {}

    /** @param arguments by how much, such as {@code PT72H} */
    public static void main(String... arguments) {
        InstantSource machine = InstantSource.system();
        Clocks clocks = new Clocks(InstantSource.offset(machine, Duration.parse(arguments[0])), machine, Pace.NATURAL);
        System.exit(new CommandLine(new ServeCommand(System.getenv(), clocks)).execute());
    }
}
