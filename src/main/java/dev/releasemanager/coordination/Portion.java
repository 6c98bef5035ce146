package dev.releasemanager.coordination;

import dev.releasemanager.gate.Dossier;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.manifest.Deferral;
import dev.releasemanager.release.TeamId;
import java.util.Optional;
import java.util.Set;

/** What is to be deferred: a team with all that it has a hand in, or one change. */
public sealed interface Portion {
    /** As it is written into a button: reads back by {@link #find}. */
    String encoded();

    /** What deferring it would do. */
    Deferral deferral(Dossier dossier);

    record OfTeam(TeamId team) implements Portion {
        @Override
        public String encoded() {
            return team.value();
        }

        @Override
        public Deferral deferral(Dossier dossier) {
            return Deferral.of(dossier.scope(), dossier.manifest().landscape(), team);
        }
    }

    record OfChange(ChangeId change) implements Portion {
        @Override
        public String encoded() {
            return change.toString();
        }

        @Override
        public Deferral deferral(Dossier dossier) {
            return Deferral.of(dossier.scope(), dossier.manifest().landscape(), Set.of(change));
        }
    }

    /**
     * What a person means: {@code #3} or {@code 3} is a change, anything else a team by its id or name.
     *
     * @return empty if the release has neither such a change nor such a team
     */
    static Optional<Portion> find(String words, Dossier dossier) {
        String said = words.strip();
        String number = said.startsWith("#") ? said.substring(1) : said;
        if (number.matches("\\d{1,9}")) {
            return dossier.scope()
                    .find(new ChangeId(Integer.parseInt(number)))
                    .map(Change::id)
                    .map(OfChange::new);
        }
        return dossier.manifest().graph().teams().stream()
                .filter(team -> team.value().equalsIgnoreCase(said)
                        || dossier.roster().nameOf(team).equalsIgnoreCase(said))
                .findFirst()
                .map(OfTeam::new);
    }
}
