package dev.releasemanager.manifest;

import java.util.ArrayList;
import java.util.List;

/**
 * How much one release should carry at most (S3): small and often. Past it is advice, not a refusal.
 *
 * @param changes how many, at most; {@link Integer#MAX_VALUE} where nobody has set a limit, here as below
 */
public record SizeBudget(int changes, int teams, int highRisk, int components) {
    public static final SizeBudget UNLIMITED =
            new SizeBudget(Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE, Integer.MAX_VALUE);

    public SizeBudget {
        if (Math.min(Math.min(changes, teams), Math.min(highRisk, components)) < 0) {
            throw new IllegalArgumentException("a negative limit in the size budget");
        }
    }

    /** One measure past its limit. */
    public record Excess(String what, int seen, int limit) {
        public String sentence() {
            return "It has " + seen + " " + what + "; a release should have at most " + limit + ".";
        }
    }

    /** What is too much, in the order of the limits; empty if nothing is. */
    public List<Excess> exceededBy(DependencyGraph graph) {
        Scope scope = graph.scope();
        int risky = (int) scope.changes().stream()
                .filter(change -> scope.riskOf(change) == Risk.HIGH)
                .count();
        List<Excess> excesses = new ArrayList<>();
        check(excesses, "changes", scope.changes().size(), changes);
        check(excesses, "teams", graph.teams().size(), teams);
        check(excesses, "high-risk changes", risky, highRisk);
        check(excesses, "components", graph.components().size(), components);
        return List.copyOf(excesses);
    }

    private static void check(List<Excess> excesses, String what, int seen, int limit) {
        if (seen > limit) {
            excesses.add(new Excess(what, seen, limit));
        }
    }
}
