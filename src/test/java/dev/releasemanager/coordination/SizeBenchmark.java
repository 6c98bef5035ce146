package dev.releasemanager.coordination;

import static dev.releasemanager.release.Cast.OWNER;

import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.manifest.Deferral;
import dev.releasemanager.manifest.DependencyGraph;
import dev.releasemanager.manifest.Split;
import dev.releasemanager.release.Cast;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.store.Database;
import dev.releasemanager.store.OutboxStore;
import dev.releasemanager.store.ReleaseStore;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * How long the parts take at 200 teams, 2,000 changes and 5,000 dependencies, and at a tenth of it. A program, no test: what
 * it says depends on the machine. Part of {@code mvn -Pbench verify}; the README says more.
 *
 * <p>Each is warmed up and then measured one by one by the wall clock. The edits run on H2 in a file, with the commit, as
 * {@code serve} opens it.
 */
public final class SizeBenchmark {
    private static final BigRelease FULL = new BigRelease(200, 2_000, 5_000);
    private static final BigRelease TENTH = new BigRelease(20, 200, 500);

    private SizeBenchmark() {}

    /**
     * How long it took, in milliseconds.
     *
     * @param computed the median of what the processor did for it: the same on a busy machine
     */
    private record Times(double median, double p90, double most, double computed) {
        static Times of(double[] measured, double[] computed) {
            double[] sorted = measured.clone();
            Arrays.sort(sorted);
            double[] own = computed.clone();
            Arrays.sort(own);
            int last = sorted.length - 1;
            return new Times(
                    sorted[sorted.length / 2], sorted[(int) Math.round(last * 0.9)], sorted[last], own[own.length / 2]);
        }
    }

    public static void main(String[] arguments) throws IOException {
        System.out.print(table());
    }

    /** Measures, and gives the table in lines. */
    public static String table() throws IOException {
        Map<String, Times> tenth = measured(TENTH);
        Map<String, Times> full = measured(FULL);
        Map<String, Integer> aims = Map.of(
                "waves",
                50,
                "gate",
                50,
                "deferral",
                50,
                "split proposal",
                500,
                "edit, 1 expires",
                200,
                "edit, all expire",
                200);
        String heading = "median    p90   most    cpu";
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "%-20s %5s  %-32s  %-32s %s%n",
                "milliseconds",
                "aim",
                "a tenth: " + heading,
                heading,
                "ratio"));
        full.forEach((what, times) -> {
            Times small = tenth.getOrDefault(what, times);
            table.append(String.format(
                    Locale.ROOT,
                    "%-20s %5s  %s  %s %5.1f%n",
                    what,
                    aims.containsKey(what) ? aims.get(what).toString() : "",
                    line(small),
                    line(times),
                    times.computed() / small.computed()));
        });
        return table.toString();
    }

    private static String line(Times times) {
        return String.format(
                Locale.ROOT, "%8.2f %7.2f %7.2f %7.2f", times.median(), times.p90(), times.most(), times.computed());
    }

    private static Map<String, Times> measured(BigRelease size) throws IOException {
        Map<String, Times> times = new LinkedHashMap<>();
        Office office = new Office(new MemoryStore());
        ReleaseKey key = size.in(office);
        size.confirm(office, key);
        Dossier dossier = office.dossier(key);
        times.put("waves", time(20, 40, () -> DependencyGraph.of(
                        dossier.scope(), dossier.manifest().landscape())
                .waves()));
        times.put("gate", time(20, 40, () -> dossier.imagining(dossier.manifest(), dossier.plan())
                .verdict()));
        times.put("gate from the store", time(10, 30, () -> office.dossier(key).verdict()));
        times.put("seals of all teams", time(10, 30, () -> office.roster.teams().keySet().stream()
                .map(team -> dossier.readinessContent(team).digest())
                .toList()));
        times.put(
                "deferral",
                time(
                        30,
                        60,
                        () -> Deferral.of(
                                dossier.scope(), dossier.manifest().landscape(), size.team(size.teams() / 2))));
        times.put(
                "split proposal",
                time(
                        6,
                        10,
                        () -> Split.propose(
                                dossier.scope(),
                                dossier.manifest().landscape(),
                                Split.Limits.CHARTER,
                                dossier.manifest().details().relations())));
        edits(size, times);
        return times;
    }

    private static void edits(BigRelease size, Map<String, Times> times) throws IOException {
        Path folder = Files.createTempDirectory("size-benchmark");
        try (Database database = Database.open("jdbc:h2:file:" + folder.resolve("releases"), "sa", "")) {
            Office office = new Office(new ReleaseStore(
                    database, new OutboxStore(database, (transaction, promise, reason) -> {}), () -> Cast.NOW));
            ReleaseKey key = size.in(office);
            size.confirm(office, key);
            Change one = office.store.read(reading -> reading.changes(key)).get(1);
            times.put(
                    "edit, 1 expires",
                    time(
                            4,
                            8,
                            () -> {
                                size.confirm(office, key);
                                office.pass("PT1S");
                            },
                            number -> Office.done(
                                    office.use.planning().putChange(office.by(OWNER), key, edited(one, number)))));
            Change hub = office.store.read(reading -> reading.changes(key)).get(0);
            times.put(
                    "edit, all expire",
                    time(
                            1,
                            3,
                            () -> {
                                office.pass("PT1S");
                                if (office.store.read(reading -> reading.changes(key)).stream()
                                        .noneMatch(change -> change.component().equals(BigRelease.HUB))) {
                                    Office.done(office.use.planning().putChange(office.by(OWNER), key, again(hub)));
                                }
                                size.confirm(office, key);
                                office.pass("PT1S");
                            },
                            number -> Office.done(office.use
                                    .planning()
                                    .removeChange(
                                            office.by(OWNER),
                                            key,
                                            office.store.read(reading -> reading.changes(key)).stream()
                                                    .filter(change ->
                                                            change.component().equals(BigRelease.HUB))
                                                    .findFirst()
                                                    .orElseThrow()
                                                    .id()))));
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            }
        }
    }

    private static ChangeForm edited(Change change, int number) {
        return form(Optional.of(change.id()), change, "Edited for the " + number + "th time");
    }

    private static ChangeForm again(Change change) {
        return form(Optional.empty(), change, change.title());
    }

    private static ChangeForm form(Optional<ChangeId> id, Change change, String title) {
        return new ChangeForm(
                id,
                Optional.of(change.team()),
                change.component(),
                change.kind(),
                title,
                change.link(),
                "",
                change.userEffect(),
                "",
                "");
    }

    private static Times time(int warm, int measured, Supplier<?> what) {
        return time(warm, measured, () -> {}, number -> {
            Object unused = what.get();
        });
    }

    /** @param before is not measured */
    private static Times time(int warm, int measured, Runnable before, IntConsumer what) {
        double[] times = new double[measured];
        double[] computed = new double[measured];
        ThreadMXBean thread = ManagementFactory.getThreadMXBean();
        for (int i = 0; i < warm + measured; i++) {
            before.run();
            long start = System.nanoTime();
            long busy = thread.getCurrentThreadCpuTime();
            what.accept(i);
            if (i >= warm) {
                times[i - warm] = (System.nanoTime() - start) / 1e6;
                computed[i - warm] = (thread.getCurrentThreadCpuTime() - busy) / 1e6;
            }
        }
        Times found = Times.of(times, computed);
        System.err.println("… " + line(found));
        return found;
    }
}
