package dev.releasemanager.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Collects what is wrong with one source while it is read, so that everything can be told at once. */
final class Faults {
    /** Garbage can be wrong in very many ways; nobody reads more than this. */
    private static final int MOST = 200;

    private final String source;
    private final List<Fault> found = new ArrayList<>();

    Faults(String source) {
        this.source = source;
    }

    void add(Node node, String path, String message) {
        add(node.getStartMark(), path, message);
    }

    void add(Mark mark, String path, String message) {
        add(mark.getLine() + 1, mark.getColumn() + 1, path, message);
    }

    void add(int line, int column, String path, String message) {
        found.add(new Fault(source, line, column, path, message));
    }

    void add(String path, String message) {
        add(0, 0, path, message);
    }

    boolean isEmpty() {
        return found.isEmpty();
    }

    List<Fault> inOrder() {
        List<Fault> sorted = found.stream()
                .distinct()
                .sorted(Comparator.comparingInt(Fault::line).thenComparingInt(Fault::column))
                .toList();
        if (sorted.size() <= MOST) {
            return sorted;
        }
        List<Fault> shown = new ArrayList<>(sorted.subList(0, MOST));
        shown.add(new Fault(source, 0, 0, "", "has " + (sorted.size() - MOST) + " more faults that are not shown"));
        return shown;
    }
}
