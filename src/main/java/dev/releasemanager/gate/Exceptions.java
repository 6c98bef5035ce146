package dev.releasemanager.gate;

import static dev.releasemanager.gate.Sentences.deciders;
import static dev.releasemanager.gate.Sentences.inline;

import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.Roster;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** How a requirement stands that may be excepted, where it isn't met. */
final class Exceptions {
    private Exceptions() {}

    static Finding judge(Facts facts, String rule, String name, String covers, String sentence, String next) {
        Optional<ExceptionRequest> found = facts.assurances().findException(rule, covers);
        if (found.isEmpty()) {
            return Finding.unmet(rule, name, sentence, next, deciders(facts.release()));
        }
        ExceptionRequest request = found.get();
        Roster roster = facts.roster();
        if (request.answer().isEmpty()) {
            List<PersonId> who = signers(facts.release(), roster);
            return Finding.unmet(
                    rule,
                    name,
                    sentence + " An exception is asked for: " + inline(request.justification()) + ".",
                    who.isEmpty()
                            ? "No executive is configured who could sign it off; whoever looks after the configuration"
                                    + " names one."
                            : "An executive signs it off, or not, in the message that they got.",
                    who);
        }
        ExceptionRequest.Answer answer = request.answer().get();
        String by = roster.nameOf(answer.by());
        if (!answer.granted()) {
            return Finding.unmet(
                    rule,
                    name,
                    sentence + " " + by + " refused the exception: " + inline(answer.reason()) + ".",
                    next,
                    deciders(facts.release()));
        }
        return facts.release().isDecidedBy(answer.by())
                ? Finding.unmet(
                        rule,
                        name,
                        sentence + " " + by + " signed it off but decides on the release now, and nobody excepts"
                                + " their own.",
                        next,
                        deciders(facts.release()))
                : Finding.excepted(
                        rule, name, sentence + " " + by + " signed it off: " + inline(request.justification()) + ".");
    }

    /** Who could sign off: an executive who is neither owner nor delegate. */
    private static List<PersonId> signers(Release release, Roster roster) {
        return roster.executives().stream()
                .filter(person -> !release.isDecidedBy(person) && roster.isPresent(person))
                .sorted(Comparator.comparing(PersonId::value))
                .toList();
    }
}
