package dev.releasemanager.bench;

import dev.releasemanager.coordination.SizeBenchmark;
import dev.releasemanager.coordination.TimersBenchmark;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Tells in one run how fast the bot is, beside floors and beside what one would write instead. A program, no test: what it
 * says depends on the machine. {@code mvn -Pbench verify}; the README says more.
 */
public final class SpeedBenchmark {
    private SpeedBenchmark() {}

    public static void main(String[] arguments) throws Exception {
        Options options = Options.ofThisRun();
        if (!Files.isRegularFile(options.jar())) {
            throw new IllegalStateException("There is no " + options.jar() + "; package it first: mvn -Pbench verify");
        }
        Findings findings = new Findings(options.results());
        findings.say(
                "%d processors, %s %s, Java %s, flags of the image: %s",
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("os.name"),
                System.getProperty("os.arch"),
                System.getProperty("java.version"),
                String.join(" ", JavaProcess.flagsOfTheImage()));
        Workspace workspace = new Workspace();
        try (Databases databases = new Databases();
                SlackFront slack = new SlackFront(workspace)) {
            Path settings = workspace.settings(databases.folder());
            Bots bots = new Bots(options, workspace, slack, settings);
            if (options.runs("clicks")) {
                new ClicksPart(options, bots, databases, findings).run();
                findings.write();
            }
            if (options.runs("burst")) {
                new BurstPart(bots, databases, findings).run();
                findings.write();
            }
            if (options.runs("reads")) {
                new ReadsPart(options, bots, databases, findings).run();
                findings.write();
            }
            if (options.runs("start")) {
                new StartPart(options, bots, databases, findings).run();
                findings.write();
            }
            if (options.runs("timers")) {
                findings.say("");
                TimersBenchmark.lines().forEach(line -> findings.say("%s", line));
                findings.write();
            }
            if (options.runs("size")) {
                findings.say("");
                findings.say("Teams, changes, dependencies: 20, 200, 500 (a tenth), then 200, 2,000, 5,000");
                SizeBenchmark.table().lines().forEach(line -> findings.say("%s", line));
            }
        } finally {
            findings.write();
        }
        System.out.println("Written to " + options.results());
        System.exit(0);
    }
}
