package dev.releasemanager.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a run is told by system properties.
 *
 * @param round how long each contender is measured at a time ({@code bench.seconds})
 * @param rounds how often they take turns ({@code bench.rounds})
 * @param warm how long the bot is under load before it counts as warm ({@code bench.warm}); others need a quarter of it
 * @param releases how many releases are made to click on ({@code bench.releases})
 * @param stored how many releases are stored for the reads ({@code bench.stored})
 * @param only the parts to run ({@code bench.only}); empty for all
 * @param contenders which of those that click ({@code bench.contenders}); empty for all
 * @param atOnce how many clicks are under way at a time ({@code bench.at})
 * @param target Maven's folder of results ({@code bench.target})
 * @param starts how often the process is started ({@code bench.starts})
 * @param preparedInNode whether the program in Node names its statements, so that PostgreSQL keeps their plans ({@code
 *     bench.node.prepared})
 * @param moreFlags for the Java of the bot, beside those of the image ({@code bench.flags}): to record a profile, say
 */
record Options(
        Duration round,
        int rounds,
        Duration warm,
        int releases,
        int stored,
        Set<String> only,
        Set<String> contenders,
        List<Integer> atOnce,
        Path target,
        int starts,
        boolean preparedInNode,
        List<String> moreFlags) {

    static Options ofThisRun() {
        int seconds = Integer.getInteger("bench.seconds", 4);
        return new Options(
                Duration.ofSeconds(seconds),
                Integer.getInteger("bench.rounds", 2),
                Duration.ofSeconds(Integer.getInteger("bench.warm", 10 * seconds)),
                Integer.getInteger("bench.releases", 400),
                Integer.getInteger("bench.stored", 10_000),
                named("bench.only"),
                named("bench.contenders"),
                Arrays.stream(System.getProperty("bench.at", "1,16,64").split(","))
                        .map(String::strip)
                        .map(Integer::valueOf)
                        .toList(),
                Path.of(System.getProperty("bench.target", "target")),
                Integer.getInteger("bench.starts", 5),
                Boolean.getBoolean("bench.node.prepared"),
                Arrays.stream(System.getProperty("bench.flags", "").split(" "))
                        .filter(flag -> !flag.isBlank())
                        .toList());
    }

    private static Set<String> named(String property) {
        return Arrays.stream(System.getProperty(property, "").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    boolean runs(String part) {
        return only.isEmpty() || only.contains(part);
    }

    boolean clicks(String contender) {
        return contenders.isEmpty() || contenders.contains(contender);
    }

    Path results() {
        return target.resolve("benchmark");
    }

    Path archive() {
        return target.resolve("release-manager.jsa");
    }

    Path jar() {
        return target.resolve("release-manager.jar");
    }
}
