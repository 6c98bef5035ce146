package dev.releasemanager.rehearsal.play;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The teams' last deliberate answers, as the players gave them: what a Go is judged by, independently of what the bot
 * thinks. A person's newest answer stands; an edit makes the ready of the team that it touches worthless.
 */
final class Answers {
    private final Map<String, Integer> needed;
    private final Map<String, Map<String, Boolean>> answers = new TreeMap<>();

    /** @param needed how many people each taking-part team takes to be ready */
    Answers(Map<String, Integer> needed) {
        this.needed = new LinkedHashMap<>(needed);
    }

    void ready(String team, String person) {
        of(team).put(person, true);
    }

    void notReady(String team, String person) {
        of(team).put(person, false);
    }

    void withdrawn(String team, String person) {
        of(team).remove(person);
    }

    /** Something of this team's was edited. */
    void edited(String team) {
        of(team).values().removeIf(ready -> ready);
    }

    private Map<String, Boolean> of(String team) {
        return answers.computeIfAbsent(team, name -> new TreeMap<>());
    }

    Set<String> teams() {
        return needed.keySet();
    }

    /** Why a Go would be wrong now, team by team; empty if it would be right. */
    List<String> objections() {
        List<String> objections = new ArrayList<>();
        needed.forEach((team, people) -> {
            Map<String, Boolean> given = of(team);
            if (given.containsValue(false)) {
                objections.add(team + " said that it is not ready");
            } else if (given.size() < people) {
                objections.add(team + " has " + given.size() + " of " + people + " confirmations");
            }
        });
        return objections;
    }
}
