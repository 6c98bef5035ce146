package dev.releasemanager.gate;

import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.TeamId;
import java.util.List;
import java.util.Optional;

/**
 * What the gate found about one requirement.
 *
 * @param rule the charter's id
 * @param name the requirement, as the condition that it wants: "Rollback plan complete"
 * @param sentence how it stands, one sentence
 * @param next who can do what about it, one sentence; blank if nothing has to be done
 * @param who the people of that sentence, to be mentioned
 * @param team the team whose answer it is about, if it is about one: where the teams are listed it need not be said twice
 */
public record Finding(
        String rule,
        String name,
        Result result,
        boolean blocking,
        String sentence,
        String next,
        List<PersonId> who,
        Optional<TeamId> team) {
    public Finding {
        who = List.copyOf(who);
    }

    /** How a requirement stands. */
    public enum Result {
        MET("met"),
        UNMET("unmet"),
        UNKNOWN("unknown"),
        EXCEPTED("excepted"),
        NOT_APPLICABLE("not applicable");

        private final String word;

        Result(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }
    }

    static Finding met(String rule, String name, String sentence) {
        return new Finding(rule, name, Result.MET, true, sentence, "", List.of(), Optional.empty());
    }

    static Finding excepted(String rule, String name, String sentence) {
        return new Finding(rule, name, Result.EXCEPTED, true, sentence, "", List.of(), Optional.empty());
    }

    static Finding unmet(String rule, String name, String sentence, String next, List<PersonId> who) {
        return new Finding(rule, name, Result.UNMET, true, sentence, next, who, Optional.empty());
    }

    static Finding unknown(String rule, String name, String sentence, String next, List<PersonId> who) {
        return new Finding(rule, name, Result.UNKNOWN, true, sentence, next, who, Optional.empty());
    }

    static Finding advice(String rule, String name, String sentence, String next, List<PersonId> who) {
        return new Finding(rule, name, Result.UNMET, false, sentence, next, who, Optional.empty());
    }

    /** One that has nothing to judge; advice, for that may be an oversight. */
    static Finding notApplicable(String rule, String name, String sentence, String next, List<PersonId> who) {
        return new Finding(rule, name, Result.NOT_APPLICABLE, false, sentence, next, who, Optional.empty());
    }

    /** The same, about one team's answer. */
    Finding about(TeamId id) {
        return new Finding(rule, name, result, blocking, sentence, next, who, Optional.of(id));
    }

    /** Whether this alone keeps the gate shut. */
    public boolean shutsTheGate() {
        return blocking && (result == Result.UNMET || result == Result.UNKNOWN);
    }
}
