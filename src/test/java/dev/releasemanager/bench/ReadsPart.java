package dev.releasemanager.bench;

import dev.releasemanager.config.DatabaseAddress;
import dev.releasemanager.release.ReleaseKey;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Commands that read, with ten releases stored and with ten thousand; they should not be told apart. */
final class ReadsPart {
    private static final int FEW = 10;
    private static final int AT_ONCE = 8;

    private final Options options;
    private final Bots bots;
    private final Databases databases;
    private final Findings findings;
    private long numbers;

    ReadsPart(Options options, Bots bots, Databases databases, Findings findings) {
        this.options = options;
        this.bots = bots;
        this.databases = databases;
        this.findings = findings;
    }

    void run() throws Exception {
        databases.create("few");
        List<ReleaseKey> releases = bots.prepare(databases.postgres("few"), FEW);
        List<ReleaseKey> onH2 = bots.prepare(databases.h2("few"), FEW);
        databases.copyPostgres("few", "many");
        databases.copyH2("few", "many");
        multiply(databases.postgres("many"));
        multiply(databases.h2("many"));
        findings.say("");
        findings.say(
                "Commands that read, %d at a time, with %d releases and with %d (a quarter of them open): the ratio of the"
                        + " medians",
                AT_ONCE, FEW, options.stored());
        compare(ClicksPart.BOT_POSTGRES, databases.postgres("few"), databases.postgres("many"), releases.get(0));
        compare(ClicksPart.BOT_H2, databases.h2("few"), databases.h2("many"), onH2.get(0));
    }

    /** Copies of one release with all that belongs to it; most are over. */
    private void multiply(DatabaseAddress database) throws SQLException {
        Databases.multiply(database, "REL-2", FEW + 1, options.stored());
    }

    private void compare(String who, DatabaseAddress few, DatabaseAddress many, ReleaseKey release) throws Exception {
        JavaProcess small = bots.serve(few);
        JavaProcess big = bots.serve(many);
        try (small;
                big) {
            Map<String, String> commands = new LinkedHashMap<>();
            commands.put("list", "list");
            commands.put("status", "status " + release.value());
            commands.put("history", "history " + release.value());
            for (Map.Entry<String, String> command : commands.entrySet()) {
                Duration warm = options.round().multipliedBy(3);
                Latencies first = ask(small, command.getValue(), warm);
                Latencies second = ask(big, command.getValue(), warm);
                if (first.faults() + second.faults() > 0) {
                    findings.say("  %s, %s: FAULTS %d", who, command.getKey(), first.faults() + second.faults());
                }
                Latencies fewTimes = ask(small, command.getValue(), options.round());
                Latencies manyTimes = ask(big, command.getValue(), options.round());
                double ratio = manyTimes.percentile(.5) / fewTimes.percentile(.5);
                findings.say(
                        "  %-20s %-8s %5.2f   p50 %6.2f and %6.2f ms, p99 %6.2f and %6.2f ms",
                        who,
                        command.getKey(),
                        ratio,
                        fewTimes.percentile(.5),
                        manyTimes.percentile(.5),
                        fewTimes.percentile(.99),
                        manyTimes.percentile(.99));
                findings.figure(
                        "reads", command.getKey() + ": p50 of few", who, AT_ONCE, fewTimes.percentile(.5), "ms");
                findings.figure(
                        "reads", command.getKey() + ": p50 of many", who, AT_ONCE, manyTimes.percentile(.5), "ms");
            }
        } finally {
            small.stop();
            big.stop();
        }
    }

    private Latencies ask(JavaProcess process, String words, Duration during) {
        URI address = HttpContender.address(process);
        return Load.run(AT_ONCE, during, number -> {
            SignedRequests requests = new SignedRequests(address, Workspace.SECRET);
            return new Load.Doer() {
                @Override
                public boolean act() throws IOException {
                    SignedRequests.Answer answer = requests.send(command(words));
                    return answer.status() == 200 && !answer.body().isEmpty();
                }

                @Override
                public void close() throws IOException {
                    requests.close();
                }
            };
        });
    }

    private byte[] command(String words) {
        String unique;
        synchronized (this) {
            unique = Long.toString(++numbers);
        }
        return ("command=%2Frelease&text=" + URLEncoder.encode(words, StandardCharsets.UTF_8) + "&user_id="
                        + bots.workspace().owner().value() + "&user_name=p0&team_id="
                        + bots.workspace().teamId() + "&channel_id="
                        + bots.workspace().channel().value() + "&channel_name=releases&response_url="
                        + URLEncoder.encode(bots.slack().responseUrl("c" + unique), StandardCharsets.UTF_8)
                        + "&trigger_id=c." + unique + "&api_app_id=A0REHEARSAL")
                .getBytes(StandardCharsets.US_ASCII);
    }
}
