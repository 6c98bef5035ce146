package dev.releasemanager;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command line. */
@Command(
        name = "release-manager",
        description = "A release manager that lives in Slack.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:it could not be done, or something is wrong with what was looked at",
            "2:the words of the command line weren't understood"
        },
        footerHeading = "%nEnvironment:%n",
        footer = {
            "  SLACK_BOT_TOKEN         the bot's token (xoxb-…)",
            "  SLACK_SIGNING_SECRET    by which Slack's requests are known",
            "  DATABASE_URL            left out: a file under ./data",
            "  DATABASE_USER, DATABASE_PASSWORD",
            "  PORT                    left out: 3000",
            "  RELEASE_MANAGER_CONFIG  left out: config/release-manager.yaml",
            "  PUBLIC_URL              where Slack reaches this process",
            "  SLACK_API_BASE_URL      left out: https://slack.com/api/",
            "  LOG_LEVEL               DEBUG, INFO (left out), WARN or ERROR"
        })
public final class Main implements Runnable {
    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    private Main() {}

    public static void main(String[] words) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        int status = run(System.getenv(), out, err, words);
        out.flush();
        err.flush();
        System.exit(status);
    }

    /**
     * Carries a command line out.
     *
     * @param environment as {@link System#getenv()} gives it
     * @return the status with which the process is to end
     */
    static int run(Map<String, String> environment, PrintWriter out, PrintWriter err, String... words) {
        Map<String, Supplier<Object>> commands = new LinkedHashMap<>();
        commands.put("serve", () -> new ServeCommand(environment));
        commands.put("rehearse", () -> new RehearseCommand(environment));
        commands.put("check-config", () -> new CheckConfigCommand(environment));
        commands.put("manifest", () -> new ManifestCommand(environment));
        commands.put("verify-record", () -> new VerifyRecordCommand(environment));
        CommandLine line = new CommandLine(new Main());
        // What is named first needs no other, and picocli looks into each, which takes a twentieth of a second.
        commands.entrySet().stream()
                .filter(each -> words.length == 0 || words[0].equals(each.getKey()) || !commands.containsKey(words[0]))
                .forEach(each ->
                        line.addSubcommand(each.getKey(), each.getValue().get()));
        return line.setOut(out).setErr(err).setUsageHelpAutoWidth(true).execute(words);
    }

    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getOut());
    }

    /** As the jar's manifest has it. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"release-manager " + (version == null ? "(built from source)" : version)};
        }
    }
}
