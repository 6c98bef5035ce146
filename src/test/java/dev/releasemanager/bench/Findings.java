package dev.releasemanager.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What was found: tables in words, on the console as they come and in one file, and every figure as a line of CSV. */
final class Findings {
    private final Path folder;
    private final StringBuilder text = new StringBuilder();
    private final List<String> figures = new ArrayList<>();

    Findings(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        figures.add("part,what,who,at a time,figure,unit");
    }

    void say(String format, Object... values) {
        String line = String.format(Locale.ROOT, format, values);
        System.out.println(line);
        text.append(line).append('\n');
    }

    /** Only on the console: how far it is. */
    static void progress(String format, Object... values) {
        System.out.println("… " + String.format(Locale.ROOT, format, values));
    }

    void figure(String part, String what, String who, int atOnce, double figure, String unit) {
        figures.add(String.join(
                ",",
                part,
                what,
                who,
                atOnce == 0 ? "" : Integer.toString(atOnce),
                Double.isNaN(figure) ? "" : String.format(Locale.ROOT, "%.4f", figure),
                unit));
    }

    void write() throws IOException {
        Files.writeString(folder.resolve("speed.txt"), text, StandardCharsets.UTF_8);
        Files.write(folder.resolve("speed.csv"), figures, StandardCharsets.UTF_8);
    }

    void write(String name, String content) throws IOException {
        Files.writeString(folder.resolve(name), content, StandardCharsets.UTF_8);
    }

    Path file(String name) {
        return folder.resolve(name);
    }
}
