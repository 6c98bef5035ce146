package dev.releasemanager.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** The processes of one PostgreSQL that a test has started: the server, and what that has started. No others. */
public final class PostgresProcesses {
    private final ProcessHandle server;

    private PostgresProcesses(ProcessHandle server) {
        this.server = server;
    }

    /** @param data the server's data directory */
    public static PostgresProcesses of(Path data) throws IOException {
        String pid = Files.readAllLines(data.resolve("postmaster.pid")).get(0).strip();
        return new PostgresProcesses(ProcessHandle.of(Long.parseLong(pid)).orElseThrow());
    }

    /** The server first: while it stands still it starts no other, so that none is missed and goes on answering. */
    public void freeze() throws IOException, InterruptedException {
        signal("-STOP", List.of(server));
        signal("-STOP", server.descendants().toList());
    }

    public void thaw() throws IOException, InterruptedException {
        signal("-CONT", all());
    }

    /** All at once, as a machine does it that loses power; returns when they are gone. */
    public void kill() throws Exception {
        freeze();
        List<ProcessHandle> processes = all();
        signal("-KILL", processes);
        for (ProcessHandle process : processes) {
            process.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    private List<ProcessHandle> all() {
        List<ProcessHandle> all = new ArrayList<>(List.of(server));
        server.descendants().forEach(all::add);
        return all;
    }

    private static void signal(String signal, List<ProcessHandle> processes) throws IOException, InterruptedException {
        if (processes.isEmpty()) {
            return;
        }
        List<String> command = new ArrayList<>(List.of("kill", signal));
        processes.forEach(process -> command.add(Long.toString(process.pid())));
        Process kill = new ProcessBuilder(command).start();
        if (!kill.waitFor(10, TimeUnit.SECONDS) || (kill.exitValue() != 0 && signal.equals("-STOP"))) {
            throw new IllegalStateException("not all processes could be signalled: " + command);
        }
    }
}
