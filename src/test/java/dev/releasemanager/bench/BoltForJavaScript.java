package dev.releasemanager.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.world.Json;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The program in Node, put beside its libraries in Maven's folder. */
final class BoltForJavaScript {
    private BoltForJavaScript() {}

    /** Installs it, by npm; empty where there is no Node or npm, which is said loudly. */
    static Optional<Path> installed(Path results) throws IOException, InterruptedException {
        Path folder = Files.createDirectories(results.resolve("bolt-for-javascript"));
        for (String name : List.of("package.json", "app.js")) {
            try (InputStream file =
                    Objects.requireNonNull(BoltForJavaScript.class.getResourceAsStream("/bench/" + name))) {
                Files.copy(file, folder.resolve(name), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        boolean there = Files.isDirectory(folder.resolve("node_modules/@slack/bolt"))
                && Files.isDirectory(folder.resolve("node_modules/pg"));
        if (!ran(folder, "node", "--version")
                || (!there && !ran(folder, "npm", "install", "--no-audit", "--no-fund", "--loglevel=error"))) {
            System.out.println("SKIPPED: Bolt for JavaScript. It needs node and npm, and the npm registry the first"
                    + " time; nothing is said of it below.");
            return Optional.empty();
        }
        return Optional.of(folder);
    }

    private static boolean ran(Path folder, String... command) throws IOException, InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("install.log").toFile())
                    .start();
            return process.waitFor(3, TimeUnit.MINUTES) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        }
    }

    static JavaProcess start(
            Path folder, int postgresPort, String database, Options options, Statements ready, Statements withdraw)
            throws IOException {
        ObjectNode acts = Json.object();
        acts.set("ready", ready.json());
        acts.set("withdraw", withdraw.json());
        Files.writeString(folder.resolve("click.json"), Json.write(acts));
        return JavaProcess.of(
                List.of("node", "app.js"),
                Map.of(
                        "SLACK_SIGNING_SECRET",
                        Workspace.SECRET,
                        "SLACK_BOT_TOKEN",
                        Workspace.TOKEN,
                        "PREPARED",
                        Boolean.toString(options.preparedInNode()),
                        "NODE_ENV",
                        "production",
                        "DATABASE_URL",
                        "postgres://postgres@localhost:" + postgresPort + "/" + database),
                folder);
    }
}
