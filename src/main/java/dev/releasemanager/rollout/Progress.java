package dev.releasemanager.rollout;

import dev.releasemanager.manifest.DependencyGraph;
import dev.releasemanager.release.Decision;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Refusal;
import dev.releasemanager.rollout.Mark.Kind;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How far each component has come in a stage, on the manifest as it is: what may go next, and what waits for whom (M2).
 *
 * @param wanted the version of each component that is to ship, where one is named
 * @param before the stage that comes before this one in the plan; empty for staging
 */
public record Progress(
        StageRun run, DependencyGraph graph, Map<String, String> wanted, Rollout rollout, Optional<Stage> before) {
    public Progress {
        wanted = Map.copyOf(wanted);
    }

    /** Where a component stands in this stage. */
    public enum Standing {
        /** For what it needs, which isn't verified here yet. */
        WAITING,
        /** It may be deployed. */
        READY,
        DEPLOYING,
        DEPLOYED,
        VERIFIED,
        FAILED
    }

    /** The components of the stage that the release still has, in the order of the waves and by name within one. */
    public List<String> components() {
        return graph.waves().stream()
                .flatMap(wave -> wave.components().stream())
                .filter(run.components()::contains)
                .toList();
    }

    public Standing standingOf(String component) {
        Optional<Mark> newest = run.newestOf(component).filter(mark -> isCurrent(mark, component));
        if (newest.isEmpty()) {
            return waitsFor(component).isEmpty() ? Standing.READY : Standing.WAITING;
        }
        return switch (newest.get().kind()) {
            case BEGUN -> Standing.DEPLOYING;
            case DEPLOYED -> Standing.DEPLOYED;
            case VERIFIED -> Standing.VERIFIED;
            case FAILED -> Standing.FAILED;
        };
    }

    /** What was deployed in another version than the one that is to ship has yet to be deployed. */
    private boolean isCurrent(Mark mark, String component) {
        return switch (mark.kind()) {
            case BEGUN, FAILED -> true;
            case DEPLOYED, VERIFIED -> mark.version().equals(wanted.get(component));
        };
    }

    /** The components that have to be verified in this stage before this one may be deployed; by name. */
    public List<String> waitsFor(String component) {
        return graph.prerequisitesOf(component).stream()
                .filter(prerequisite -> !isThrough(prerequisite))
                .toList();
    }

    /** Verified in this run, or in an earlier one of this stage which this run needn't repeat. */
    private boolean isThrough(String component) {
        if (run.components().contains(component)) {
            return standingOf(component) == Standing.VERIFIED;
        }
        String version = wanted.get(component);
        return version != null && rollout.hasPassed(run.stage().id(), component, version);
    }

    /** What may be deployed now. */
    public List<String> ready() {
        return in(Standing.READY);
    }

    public List<String> in(Standing standing) {
        return components().stream()
                .filter(component -> standingOf(component) == standing)
                .toList();
    }

    /** Whether everything is deployed and verified, in the versions that are to ship. */
    public boolean isVerified() {
        List<String> all = components();
        return !all.isEmpty() && in(Standing.VERIFIED).size() == all.size();
    }

    /** Somebody begins to deploy a component. */
    public Decision<StageRun> begin(String component, PersonId by, Instant at) {
        String what = component + " was not marked as being deployed";
        Optional<Refusal> refusal = notInIt(what, component).or(() -> notYet(what, component));
        if (refusal.isPresent()) {
            return Decision.refused(refusal.get());
        }
        return switch (standingOf(component)) {
            case DEPLOYING -> Decision.unchanged(component + " is being deployed already.");
            case DEPLOYED, VERIFIED -> Decision.unchanged(component + " is deployed already in this stage.");
            case WAITING, READY, FAILED ->
                Decision.changed(run.with(mark(component, Kind.BEGUN, wanted.getOrDefault(component, ""), "", by, at)));
        };
    }

    /**
     * Somebody has deployed a component; that it was begun goes without saying.
     *
     * @param version which has to be the one that is to ship
     */
    public Decision<StageRun> deployed(String component, String version, PersonId by, Instant at) {
        String what = component + " was not marked as deployed";
        Optional<Refusal> refusal = notInIt(what, component)
                .or(() -> standingOf(component) == Standing.DEPLOYING ? Optional.empty() : notYet(what, component));
        if (refusal.isPresent()) {
            return Decision.refused(refusal.get());
        }
        if (!version.equals(wanted.get(component))) {
            return Decision.refused(anotherVersion(what, component, version));
        }
        return switch (standingOf(component)) {
            case DEPLOYED, VERIFIED -> Decision.unchanged(component + " is deployed already in this stage.");
            case WAITING, READY, DEPLOYING, FAILED ->
                Decision.changed(run.with(mark(component, Kind.DEPLOYED, version, "", by, at)));
        };
    }

    private Refusal anotherVersion(String what, String component, String version) {
        return Refusal.of(
                        what,
                        "It is to ship as " + wanted.getOrDefault(component, "no version yet") + ", and " + version
                                + " is another one; what wasn't staged doesn't ship.",
                        run.stage().isStaging()
                                ? "Name the version that is to ship first, then deploy that."
                                : "Deploy the sealed version; another one goes through staging and a call of its own.")
                .by("X4");
    }

    /** Somebody has looked: it does what it should, in this stage. The last one of the stage begins its bake. */
    public Decision<StageRun> verified(String component, PersonId by, Instant at) {
        String what = component + " was not marked as verified";
        Optional<Refusal> refusal = notInIt(what, component);
        if (refusal.isPresent()) {
            return Decision.refused(refusal.get());
        }
        return switch (standingOf(component)) {
            case VERIFIED -> Decision.unchanged(component + " is verified already in this stage.");
            case DEPLOYED -> {
                StageRun next = run.with(mark(component, Kind.VERIFIED, versionOf(component), "", by, at));
                yield Decision.changed(with(next).isVerified() ? next.baking(at) : next);
            }
            case WAITING, READY, DEPLOYING, FAILED ->
                Decision.refused(Refusal.of(
                                what,
                                "It isn't deployed in this stage ("
                                        + run.stage().words() + ") in the version that is" + " to ship.",
                                "Mark it as deployed first; then look at it, and say so.")
                        .by("M6"));
        };
    }

    /** It didn't work: the stage doesn't bake until it does. Staging that has passed is failed for it after all (X4). */
    public Decision<StageRun> failed(String component, String why, PersonId by, Instant at) {
        String what = component + " was not marked as failed";
        if (run.stage().isStaging() && run.hasPassed() && standingOf(component) == Standing.VERIFIED) {
            return Decision.changed(run.with(mark(component, Kind.FAILED, versionOf(component), why, by, at)));
        }
        Optional<Refusal> refusal = notInIt(what, component);
        if (refusal.isPresent()) {
            return Decision.refused(refusal.get());
        }
        return switch (standingOf(component)) {
            case FAILED -> Decision.unchanged(component + " is marked as failed already.");
            case WAITING, READY ->
                Decision.refused(Refusal.of(
                        what,
                        "Nobody has begun to deploy it in this stage ("
                                + run.stage().words() + ").",
                        "Mark it as being deployed first; or hold the release, if it mustn't go at all."));
            case DEPLOYING, DEPLOYED, VERIFIED ->
                Decision.changed(run.with(mark(component, Kind.FAILED, versionOf(component), why, by, at))
                        .withoutBake());
        };
    }

    /** The same after an edit: what joined the release joins the stage, and a bake of something else is void. */
    public StageRun followed() {
        List<String> all = graph.components().stream()
                .filter(component -> run.components().contains(component) || !hasPassed(component))
                .toList();
        StageRun next = run.withComponents(all);
        return with(next).isVerified() ? next : next.withoutBake();
    }

    private boolean hasPassed(String component) {
        String version = wanted.get(component);
        return version != null && rollout.hasPassed(run.stage().id(), component, version);
    }

    public Progress with(StageRun next) {
        return new Progress(next, graph, wanted, rollout, before);
    }

    private String versionOf(String component) {
        return run.newestOf(component).map(Mark::version).orElse("");
    }

    private static Mark mark(String component, Kind kind, String version, String note, PersonId by, Instant at) {
        return new Mark(component, kind, version, note, by, at);
    }

    private Optional<Refusal> notInIt(String what, String component) {
        if (!components().contains(component)) {
            return Optional.of(Refusal.of(
                    what,
                    "It doesn't go in this stage (" + run.stage().words() + ").",
                    "Look at the board for what does."));
        }
        return run.hasPassed()
                ? Optional.of(Refusal.of(
                        what,
                        "This stage (" + run.stage().words() + ") has passed already.",
                        "Look at the board for what is under way."))
                : Optional.empty();
    }

    /** Why it can't be deployed yet: for what it needs (M2), or for the stage before (S4). */
    private Optional<Refusal> notYet(String what, String component) {
        List<String> waits = waitsFor(component);
        if (!waits.isEmpty()) {
            return Optional.of(Refusal.of(
                            what,
                            "It waits for " + String.join(", ", waits) + ", which "
                                    + (waits.size() == 1 ? "isn't" : "aren't")
                                    + " deployed and verified in this stage ("
                                    + run.stage().words() + ").",
                            "Deploy and verify " + (waits.size() == 1 ? "that" : "those") + " first.")
                    .by("M2"));
        }
        String version = wanted.get(component);
        boolean skipped = before.isPresent()
                && (version == null || !rollout.hasPassed(before.get().id(), component, version));
        return skipped
                ? Optional.of(Refusal.of(
                                what,
                                "It hasn't passed the stage before ("
                                        + before.get().words() + ") in "
                                        + (version == null ? "any version" : "version " + version) + ".",
                                "No stage can be skipped by anybody; that stage has to pass first.")
                        .by("S4"))
                : Optional.empty();
    }
}
