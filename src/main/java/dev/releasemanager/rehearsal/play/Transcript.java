package dev.releasemanager.rehearsal.play;

import com.fasterxml.jackson.databind.JsonNode;
import dev.releasemanager.rehearsal.Screen;
import dev.releasemanager.rehearsal.Shown;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Tells what was done and what each person saw of it, once. */
final class Transcript {
    private static final int WIDTH = 110;
    private static final Pattern DATE = Pattern.compile("<!date\\^[^|>]*\\|([^>]*)>");
    private static final Pattern LINK = Pattern.compile("<https?://[^|>]*\\|([^>]*)>");

    private final PrintWriter out;
    private final Map<String, Set<String>> told = new TreeMap<>();

    Transcript(PrintWriter out) {
        this.out = out;
    }

    void scene(String title) {
        out.println();
        out.println("== " + title);
        out.println();
        out.flush();
    }

    void does(String who, String what) {
        out.println(who + " " + what);
    }

    /** What this person sees in a conversation that hasn't been told yet; a board that changed is told again. */
    void saw(String who, Screen screen, List<String> conversations) {
        for (String conversation : conversations) {
            for (Shown message : screen.messages(conversation)) {
                if (!message.fromBot()) {
                    continue;
                }
                String words = readable(message, screen);
                if (told.computeIfAbsent(who, name -> new LinkedHashSet<>())
                        .add(message.channel() + message.ts() + words)) {
                    String where = conversation.startsWith("@") ? "in a direct message" : "in #" + conversation;
                    out.println(
                            "    " + who + " sees " + where + (message.ephemeral() ? " (only " + who + ")" : "") + ":");
                    indented(words);
                }
            }
        }
    }

    /** The words as Slack shows them, and a picture by its alternative text. */
    private static String readable(Shown message, Screen screen) {
        StringBuilder words = new StringBuilder(message.fallbackText());
        message.json().path("files").forEach(file -> words.append(words.isEmpty() ? "" : "\n")
                .append("(picture: ")
                .append(file.path("alt_txt").asText(file.path("title").asText()))
                .append(")"));
        return readable(words.toString(), screen);
    }

    private static String readable(String words, Screen screen) {
        String said = DATE.matcher(words).replaceAll("$1");
        said = LINK.matcher(said).replaceAll("$1");
        for (JsonNode person : screen.json().path("people")) {
            said = said.replace(
                    "<@" + person.path("id").asText() + ">",
                    "@" + person.path("name").asText());
        }
        return said.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }

    void sawForm(String who, Screen screen, Shown modal) {
        out.println("    " + who + " sees the form “" + modal.title() + "”:");
        indented(readable(modal.text(), screen));
    }

    void checked(String what) {
        out.println("    -- checked: " + what);
    }

    void failed(String what) {
        out.println("    !! " + what);
    }

    private void indented(String words) {
        words.lines().flatMap(line -> wrapped(line).stream()).forEach(line -> out.println("        " + line));
    }

    private static List<String> wrapped(String line) {
        List<String> lines = new java.util.ArrayList<>();
        String rest = line;
        while (rest.length() > WIDTH) {
            int space = rest.lastIndexOf(' ', WIDTH);
            int end = space > 0 ? space : WIDTH;
            lines.add(rest.substring(0, end));
            rest = rest.substring(end).strip();
        }
        lines.add(rest);
        return lines;
    }
}
