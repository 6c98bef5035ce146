package dev.releasemanager.gate;

import dev.releasemanager.criteria.Criteria;
import dev.releasemanager.criteria.Criterion;
import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.manifest.Flagged;
import dev.releasemanager.manifest.Manifest;
import dev.releasemanager.manifest.PlannedActivation;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.manifest.ReadinessContent;
import dev.releasemanager.manifest.Scope;
import dev.releasemanager.manifest.Split;
import dev.releasemanager.release.Confirmation;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.Readiness;
import dev.releasemanager.release.Release;
import dev.releasemanager.release.Roster;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.review.Lesson;
import dev.releasemanager.rollback.PlanStanding;
import dev.releasemanager.rollback.RollbackPlan;
import dev.releasemanager.rollback.Step;
import dev.releasemanager.rollout.Progress;
import dev.releasemanager.rollout.Rollout;
import dev.releasemanager.rollout.Stage;
import dev.releasemanager.rollout.StageRun;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Everything about one release at one moment, as the gate judges it and the messages show it.
 *
 * @param asked who was written to in the current round, by team; empty before the first
 * @param confirmations all answers of the current round
 * @param earlier all answers of the round before, which are shown and never counted
 * @param rollout the stages that were begun, staging first
 * @param lookback what earlier releases mean for this one
 * @param judged how all that stands, judged when somebody asks for it
 */
public record Dossier(
        Release release,
        Manifest manifest,
        RollbackPlan plan,
        Map<TeamId, List<PersonId>> asked,
        List<Confirmation> confirmations,
        List<Confirmation> earlier,
        Roster roster,
        Assurances assurances,
        Standards standards,
        Rollout rollout,
        Lookback lookback,
        Judged judged) {

    public static Dossier of(
            Release release,
            Manifest manifest,
            RollbackPlan plan,
            Map<TeamId, List<PersonId>> asked,
            List<Confirmation> confirmations,
            List<Confirmation> earlier,
            Roster roster,
            Assurances assurances,
            Standards standards,
            Rollout rollout,
            Lookback lookback) {
        List<Confirmation> answers = List.copyOf(confirmations);
        Judged judged = new Judged(() -> new Facts(
                release,
                manifest,
                plan,
                PlanStanding.of(plan, manifest.scope().changes(), assurances.preparedness(), roster),
                readiness(release, manifest, plan, answers, roster),
                roster,
                assurances,
                standards,
                rollout,
                lookback));
        return new Dossier(
                release,
                manifest,
                plan,
                Map.copyOf(asked),
                answers,
                earlier,
                roster,
                assurances,
                standards,
                rollout,
                lookback,
                judged);
    }

    /** A confirmation counts only while it is what the team is asked, whatever has changed that since (A1). */
    private static List<Readiness> readiness(
            Release release, Manifest manifest, RollbackPlan plan, List<Confirmation> answers, Roster roster) {
        Map<TeamId, String> seals = new HashMap<>();
        return Readiness.ofAll(release.profile().teams(), roster, answers, answer -> answer.seal()
                .equals(seals.computeIfAbsent(answer.team(), team -> seal(team, manifest, plan))));
    }

    /** Where each taking-part team stands, in the release's order. */
    public List<Readiness> readiness() {
        return judged.facts().readiness();
    }

    /** How far the undoing is prepared. */
    public PlanStanding planStanding() {
        return judged.facts().planStanding();
    }

    /** What the gate says of all this. */
    public Verdict verdict() {
        return judged.verdict();
    }

    /** Whether that is open; quicker than to have it said why not. */
    public boolean isOpen() {
        return judged.isOpen();
    }

    /** The same with another manifest and plan: what would be if they were so. */
    public Dossier imagining(Manifest other, RollbackPlan otherPlan) {
        return of(
                release,
                other,
                otherPlan,
                asked,
                confirmations,
                earlier,
                roster,
                assurances,
                standards,
                rollout,
                lookback);
    }

    /** How far each component has come in a stage, on the manifest as it is. */
    public Progress progressOf(StageRun run) {
        return new Progress(
                run,
                manifest.graph(),
                scope().versions(),
                rollout,
                rollout.plan().flatMap(plan -> plan.before(run.stage())));
    }

    /** The stage that is under way or hasn't passed: staging while there is no rollout, else the newest of production. */
    public Optional<Progress> currentStage() {
        return rollout.openStaging().or(rollout::production).map(this::progressOf);
    }

    /** Which team deploys a component: whose it is, or, where that one takes no part, one that changes it. */
    public Optional<TeamId> deployerOf(String component) {
        return manifest.graph()
                .ownerOf(component)
                .filter(release::hasTeam)
                .or(() -> manifest.graph().teamsOf(component).stream()
                        .filter(release::hasTeam)
                        .findFirst());
    }

    /** The criteria by which a stage is judged: those that name staging in staging, the others in production (M6). */
    public List<PlannedCriterion> criteriaOf(Stage stage) {
        return manifest.details().criteria().stream()
                .filter(criterion -> judges(criterion, stage))
                .toList();
    }

    /** Whether this criterion judges that stage. */
    public static boolean judges(PlannedCriterion criterion, Stage stage) {
        return criterion.judgedAt() == JudgedAt.STAGE && isAboutStaging(criterion) == stage.isStaging();
    }

    /** What evidence can be stated for now: before the call what it asks for, and while a stage is watched what judges it. */
    public List<PlannedCriterion> lookedFor() {
        List<PlannedCriterion> now = currentStage()
                .map(Progress::run)
                .filter(run -> run.bake().isPresent() && !run.hasPassed())
                .map(run -> criteriaOf(run.stage()))
                .orElse(List.of());
        return manifest.details().criteria().stream()
                .filter(criterion -> now.contains(criterion)
                        || (criterion.judgedAt() == JudgedAt.CHECKPOINT
                                && release.state().rollout().isEmpty()))
                .toList();
    }

    static boolean judgesProduction(PlannedCriterion criterion) {
        return criterion.judgedAt() == JudgedAt.STAGE && !isAboutStaging(criterion);
    }

    /**
     * What has to be so before the next stage of production begins.
     *
     * @param first whether it is the first one that users meet
     */
    public Verdict stageVerdict(boolean first) {
        return StageGate.judge(judged.facts(), first);
    }

    private static boolean isAboutStaging(PlannedCriterion criterion) {
        return Criteria.parse(criterion.text())
                .flatMap(parsed -> parsed instanceof Criterion.Measure measure
                        ? measure.place()
                        : ((Criterion.Check) parsed).scope())
                .filter(place -> place.toLowerCase(Locale.ROOT).contains("staging"))
                .isPresent();
    }

    /** What a person types to do that on this release: {@code /release split PAY-1}. */
    public String command(String word) {
        return standards.command() + " " + word + " " + release.key();
    }

    public Scope scope() {
        return manifest.scope();
    }

    /** What this team is asked to confirm, as the manifest is now (A1). */
    public ReadinessContent readinessContent(TeamId team) {
        return content(team, manifest, plan);
    }

    static ReadinessContent content(TeamId team, Manifest manifest, RollbackPlan plan) {
        return manifest.readinessContent(team, plan.readinessLines(team));
    }

    /**
     * Who switches a flag: the person named for it, or, where nobody is or they have left, the lead of its team, or the
     * owner where there is none (S2).
     */
    public PersonId switcherOf(Flagged flag) {
        return flag.activation()
                .flatMap(PlannedActivation::person)
                .filter(roster::isPresent)
                .or(() -> flag.teams().stream()
                        .flatMap(team -> roster.find(team).stream())
                        .flatMap(team -> team.lead().stream())
                        .filter(roster::isPresent)
                        .findFirst())
                .orElse(release.owner());
    }

    /** Whether a criterion is this team's: named for it, or about a component that it answers for. */
    public boolean concerns(PlannedCriterion criterion, TeamId team) {
        return manifest.concerns(criterion, team);
    }

    /** The lesson that this criterion is; empty for one that people or the configuration have brought. */
    public Optional<Lesson> lessonOf(PlannedCriterion criterion) {
        return lookback.lessons().stream()
                .filter(lesson ->
                        lesson.judgedAt().filter(criterion.judgedAt()::equals).isPresent()
                                && lesson.text().equals(criterion.text()))
                .findFirst();
    }

    /** The lesson that this rollback step is; empty for any other. */
    public Optional<Lesson> lessonOf(Step step) {
        return lookback.lessons().stream()
                .filter(lesson -> !lesson.isCriterion() && lesson.text().equals(step.what()))
                .findFirst();
    }

    /** How a criterion of this release stands. */
    public CriterionStanding standingOf(PlannedCriterion criterion) {
        return CriterionStanding.of(criterion, assurances, standards);
    }

    /** The criteria that are this team's. */
    public List<PlannedCriterion> criteriaOf(TeamId team) {
        return manifest.criteriaOf(team);
    }

    /** The digest of what the team is asked to confirm: its confirmation seals it, and expires when that changes. */
    public String seal(TeamId team) {
        return seal(team, manifest, plan);
    }

    /** What that would be with this manifest and plan. */
    public static String seal(TeamId team, Manifest manifest, RollbackPlan plan) {
        return manifest.seal(team, plan.readinessLines(team));
    }

    public Optional<Readiness> readinessOf(TeamId team) {
        return readiness().stream().filter(r -> r.team().equals(team)).findFirst();
    }

    /** Whether this person still owes that team's answer; whoever has answered for another team can't give it (Q3). */
    public boolean isOwedBy(PersonId person, Readiness team) {
        return team.isOwedBy(person)
                && readiness().stream()
                        .noneMatch(other -> !other.team().equals(team.team()) && other.isAnsweredBy(person));
    }

    /** What an exception from this rule would cover as the release is now; empty if there is nothing to be excepted. */
    public Optional<String> exceptable(String rule) {
        return switch (rule) {
            case ExceptionRequest.FRIDAY ->
                Optional.<LocalDate>empty()
                        .or(() -> release.state().goCall().isPresent()
                                ? StageGate.friday(judged.facts())
                                : Optional.empty())
                        .or(() -> TimeRequirements.friday(release))
                        .map(LocalDate::toString);
            case ExceptionRequest.BREAK_UP ->
                Optional.of(manifest.graph().crossTeam().size())
                        .filter(crossTeam -> crossTeam > Split.CROSS_TEAM_LIMIT)
                        .map(CoherenceRequirements::covered);
            default -> Optional.empty();
        };
    }

    public long readyTeams() {
        return readiness().stream().filter(Readiness::isReady).count();
    }
}
