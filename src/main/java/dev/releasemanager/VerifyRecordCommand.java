package dev.releasemanager;

import dev.releasemanager.config.Checked;
import dev.releasemanager.config.DatabaseAddress;
import dev.releasemanager.config.Environment;
import dev.releasemanager.config.Secret;
import dev.releasemanager.coordination.Coordination;
import dev.releasemanager.coordination.Inquiries.Verification;
import dev.releasemanager.coordination.StoreUnavailable;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.slack.delivery.History;
import dev.releasemanager.slack.delivery.Posted;
import dev.releasemanager.slack.delivery.SlackClient;
import dev.releasemanager.slack.delivery.SlackCourier;
import dev.releasemanager.store.Database;
import dev.releasemanager.store.OutboxStore;
import dev.releasemanager.store.PostedMessageStore;
import dev.releasemanager.store.ReleaseStore;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Checks a release's record against itself and against the digests that were posted with the calls (A3). */
@Command(
        name = "verify-record",
        description = {
            "Check that nobody altered a release's record.",
            "With SLACK_BOT_TOKEN and a history scope it is compared with the digests in the release's thread; otherwise"
                    + " with those that are given, and what else to compare is listed."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:it is whole", "1:it was altered", "2:wrong usage, or it could not be read"})
final class VerifyRecordCommand implements Callable<Integer> {
    private static final Pattern DIGEST = Pattern.compile("(?<![0-9a-f])[0-9a-f]{64}(?![0-9a-f])");

    private final Map<String, String> environment;

    @Parameters(paramLabel = "KEY", description = "The release, such as PAY-12.")
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private String key;

    @Option(
            names = "--digest",
            paramLabel = "HEX",
            description = "A digest as it stands in the thread; may be repeated.")
    private List<String> digests = new ArrayList<>();

    @Spec
    @SuppressWarnings("NullAway.Init") // picocli sets it
    private CommandSpec spec;

    VerifyRecordCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Optional<ReleaseKey> release = ReleaseKey.find(key);
        if (release.isEmpty()) {
            err.println("“" + key + "” isn't a release's key; write one such as PAY-12.");
            return Told.USAGE;
        }
        List<String> given = digests.stream()
                .map(digest -> digest.strip().toLowerCase(Locale.ROOT))
                .toList();
        for (String digest : given) {
            if (!DIGEST.matcher(digest).matches()) {
                err.println("--digest " + digest + ": a digest is 64 letters and digits, 0 to 9 and a to f.");
                return Told.USAGE;
            }
        }
        Checked<DatabaseAddress> address = Environment.readDatabase(environment);
        if (!address.isSound()) {
            int unused = Told.faults(err, address.faults());
            return Told.USAGE;
        }
        try (Database database = open(address.get())) {
            return verify(release.get(), given, database);
        } catch (Database.NotOpened | StoreUnavailable e) {
            err.println(e.getMessage());
            return Told.USAGE;
        }
    }

    private static Database open(DatabaseAddress address) {
        // A mistyped path must not make a new, empty database.
        boolean mayCreate =
                !address.isH2() || address.url().toUpperCase(Locale.ROOT).contains("IFEXISTS");
        return Database.open(
                mayCreate ? address.url() : address.url() + ";IFEXISTS=TRUE",
                Optional.ofNullable(address.user()).orElse(""),
                Optional.ofNullable(address.password()).map(Secret::reveal).orElse(""));
    }

    private int verify(ReleaseKey release, List<String> given, Database database) {
        PrintWriter out = spec.commandLine().getOut();
        Set<String> posted = new LinkedHashSet<>(given);
        readThread(release, database, posted);
        ReleaseStore store = new ReleaseStore(
                database, new OutboxStore(database, (transaction, promise, reason) -> {}), InstantSource.system());
        Coordination coordination = new Coordination(
                store,
                () -> {
                    throw new IllegalStateException("verify-record knows no policy");
                },
                InstantSource.system());
        Optional<Verification> verification = coordination.inquiries().verify(release, List.copyOf(posted));
        if (verification.isEmpty()) {
            spec.commandLine().getErr().println("There is no release " + release + " in this database.");
            return Told.USAGE;
        }
        out.println(TerminalText.of(verification.get().said()));
        return verification.get().whole() ? 0 : Told.FAILED;
    }

    /** Adds what our own posts under the board say; says so if they can't be read. */
    private void readThread(ReleaseKey release, Database database, Set<String> posted) {
        PrintWriter out = spec.commandLine().getOut();
        Optional<Environment.SlackAccess> access =
                Environment.readSlackAccess(environment).find();
        if (access.isEmpty()) {
            out.println("Without SLACK_BOT_TOKEN the thread isn't read; compare the digests below yourself.");
            return;
        }
        Optional<Posted> board = new PostedMessageStore(database).find(SlackCourier.boardName(release));
        if (board.isEmpty()) {
            out.println("The release has no board in Slack, so there is no thread to read.");
            return;
        }
        try (SlackClient client = SlackClient.open(
                access.get().slackApiBaseUrl().toString(),
                access.get().botToken().reveal(),
                Optional.empty())) {
            History.Replies replies = new History(client).replies(board.get());
            replies.unreadable().ifPresent(why -> out.println("The thread was not read whole: " + why));
            replies.replies().stream().filter(History.Reply::ours).forEach(reply -> {
                Matcher found = DIGEST.matcher(reply.text() + " " + reply.blocks());
                while (found.find()) {
                    posted.add(found.group());
                }
            });
        }
    }
}
