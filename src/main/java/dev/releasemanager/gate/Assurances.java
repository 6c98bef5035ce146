package dev.releasemanager.gate;

import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.rollback.Preparedness;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What people have said about a release beside its manifest: none of it makes a new revision, all of it counts at the
 * gate.
 *
 * @param holds that stand, oldest first
 * @param exceptions asked for, oldest first
 * @param preparedness who accepted which rollback step, and who tested which reversal
 * @param evidence all that was ever stated, in the order in which it was
 */
public record Assurances(
        List<Hold> holds, List<ExceptionRequest> exceptions, Preparedness preparedness, List<StatedEvidence> evidence) {
    public static final Assurances NONE = new Assurances(List.of(), List.of(), Preparedness.NONE, List.of());

    public Assurances {
        holds = List.copyOf(holds);
        exceptions = List.copyOf(exceptions);
        evidence = List.copyOf(evidence);
    }

    public Optional<Hold> findHold(int number) {
        return holds.stream().filter(hold -> hold.number() == number).findFirst();
    }

    public Optional<ExceptionRequest> findException(int number) {
        return exceptions.stream().filter(request -> request.number() == number).findFirst();
    }

    /** The newest request for exactly this. */
    public Optional<ExceptionRequest> findException(String rule, String covers) {
        return exceptions.stream()
                .filter(request ->
                        request.rule().equals(rule) && request.covers().equals(covers))
                .reduce((first, second) -> second);
    }

    public Assurances with(Hold hold) {
        List<Hold> next = new ArrayList<>(holds);
        next.add(hold);
        return new Assurances(next, exceptions, preparedness, evidence);
    }

    public Assurances without(Hold hold) {
        return new Assurances(
                holds.stream().filter(other -> other.number() != hold.number()).toList(),
                exceptions,
                preparedness,
                evidence);
    }

    /** With the request added, or put in the place of the one with its number. */
    public Assurances with(ExceptionRequest request) {
        List<ExceptionRequest> next = new ArrayList<>();
        boolean replaced = false;
        for (ExceptionRequest other : exceptions) {
            replaced |= other.number() == request.number();
            next.add(other.number() == request.number() ? request : other);
        }
        if (!replaced) {
            next.add(request);
        }
        return new Assurances(holds, next, preparedness, evidence);
    }

    public Assurances with(Preparedness next) {
        return new Assurances(holds, exceptions, next, evidence);
    }

    public Assurances with(StatedEvidence stated) {
        List<StatedEvidence> next = new ArrayList<>(evidence);
        next.add(stated);
        return new Assurances(holds, exceptions, preparedness, next);
    }

    /** What was seen last for a criterion as it is worded now; of two seen at the same moment what was stated later. */
    public Optional<StatedEvidence> newestFor(PlannedCriterion criterion) {
        return evidence.stream()
                .filter(stated -> stated.isFor(criterion))
                .max(Comparator.comparing(
                                (StatedEvidence stated) -> stated.evidence().at())
                        .thenComparingInt(StatedEvidence::number));
    }
}
