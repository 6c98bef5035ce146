package dev.releasemanager;

import dev.releasemanager.coordination.ActivationForm;
import dev.releasemanager.coordination.ChangeForm;
import dev.releasemanager.coordination.Coordination;
import dev.releasemanager.coordination.CriterionForm;
import dev.releasemanager.coordination.EvidenceForm;
import dev.releasemanager.coordination.Intent;
import dev.releasemanager.coordination.Outcome;
import dev.releasemanager.coordination.Planning;
import dev.releasemanager.coordination.ReleaseForm;
import dev.releasemanager.coordination.RollbackPlans;
import dev.releasemanager.coordination.Sources;
import dev.releasemanager.coordination.Stages;
import dev.releasemanager.coordination.StepForm;
import dev.releasemanager.coordination.Store;
import dev.releasemanager.coordination.TriggersForm;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.PlannedCriterion;
import dev.releasemanager.rehearsal.world.WorkspaceDescription;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.RotaId;
import dev.releasemanager.release.TeamId;
import dev.releasemanager.rollback.Executor;
import dev.releasemanager.rollback.ReversalTest;
import dev.releasemanager.rollback.Step;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/**
 * The release that a rehearsal begins with: three teams, changes of several kinds, criteria of which one waits for
 * evidence, and a rollback plan that lacks one thing. Made by the use cases, as if people had typed it.
 */
final class SampleRelease {
    private static final Set<DayOfWeek> NO_DAYS = EnumSet.of(DayOfWeek.FRIDAY, DayOfWeek.SATURDAY, DayOfWeek.SUNDAY);
    private static final TeamId PAYMENTS = new TeamId("payments");
    private static final TeamId CHECKOUT = new TeamId("checkout");
    private static final TeamId IDENTITY = new TeamId("identity");

    /** Longer than the longest bake of a staging that the shipped configuration has. */
    private static final Duration AGO = Duration.ofHours(4);

    private final Coordination coordination;
    private final Planning planning;
    private final AtomicReference<Instant> moment;
    private final WorkspaceDescription workspace;
    private int gestures;

    private SampleRelease(Coordination now, Store store, Sources sources, WorkspaceDescription workspace) {
        this.moment = new AtomicReference<>(now.inquiries().now().minus(AGO));
        this.coordination = new Coordination(store, now.inquiries()::policy, moment::get, sources, Runnable::run);
        this.planning = coordination.planning();
        this.workspace = workspace;
    }

    /** Makes it, if the configuration is the sample's and no release is there yet. */
    static void make(Coordination coordination, Store store, Sources sources, WorkspaceDescription workspace) {
        boolean fits = List.of(PAYMENTS, CHECKOUT, IDENTITY).stream()
                .allMatch(team ->
                        coordination.inquiries().policy().roster().find(team).isPresent());
        ChannelId channel = new ChannelId(workspace.channel("payments").id());
        if (fits && coordination.inquiries().openIn(channel).isEmpty()) {
            new SampleRelease(coordination, store, sources, workspace).make(channel);
        }
    }

    private void make(ChannelId channel) {
        PersonId olivia = person("olivia");
        ZoneId zone = coordination.inquiries().zoneOf(olivia);
        LocalDate day =
                coordination.inquiries().now().atZone(zone).toLocalDate().plusDays(2);
        while (NO_DAYS.contains(day.getDayOfWeek())) {
            day = day.plusDays(1);
        }
        Outcome created = done(planning.create(
                by(olivia),
                new ReleaseForm(
                        "New checkout",
                        "Customers pay on one page instead of three.",
                        "regular",
                        Optional.of(day),
                        Optional.of(LocalTime.of(10, 0)),
                        zone.getId(),
                        List.of(PAYMENTS, CHECKOUT, IDENTITY),
                        Optional.of(channel),
                        "https://tickets.example.com/SHOP-481",
                        Optional.of(olivia))));
        ReleaseKey key = created.release().orElseThrow().key();
        changes(key);
        plan(key);
        reversalTest(key);
        criteria(key);
        staging(key);
    }

    /** It was staged this morning, and has passed: the newcomer has to do other things before the Go. */
    private void staging(ReleaseKey key) {
        Stages stages = coordination.stages();
        done(stages.beginStaging(by(person("olivia")), key));
        int run = coordination
                .inquiries()
                .dossier(key)
                .orElseThrow()
                .rollout()
                .newest()
                .orElseThrow()
                .number();
        Map<String, String> versions = new LinkedHashMap<>();
        versions.put("payments-db", "89");
        versions.put("payments-api", "4.18.0");
        versions.put("login", "11.2.1");
        versions.put("checkout-web", "2026.11.3");
        Map<String, String> people =
                Map.of("payments-db", "priya", "payments-api", "pavel", "login", "ines", "checkout-web", "chen");
        versions.forEach((component, version) -> {
            PersonId who = person(Objects.requireNonNull(people.get(component)));
            pass(Duration.ofMinutes(2));
            done(stages.deployedAs(by(who), key, run, component, version));
            pass(Duration.ofMinutes(3));
            done(stages.verified(by(who), key, run, component));
        });
        pass(AGO.minusMinutes(21));
        // What is measured is asked for when the bake is over, and judged at the next look.
        coordination.dueTimers().drain();
        pass(Duration.ofSeconds(10));
        coordination.dueTimers().drain();
    }

    private void pass(Duration length) {
        moment.updateAndGet(then -> then.plus(length));
    }

    /** One that is met, and one that nobody has looked at yet: what a newcomer has to do before the Go. */
    private void criteria(ReleaseKey key) {
        PersonId pavel = person("pavel");
        criterion(key, pavel, "p99 latency of payments-api <= 250 ms in staging over 1 h");
        String fast = coordination.inquiries().dossier(key).orElseThrow().manifest().details().criteria().stream()
                .filter(criterion -> criterion.text().startsWith("p99 latency of payments-api"))
                .map(PlannedCriterion::mark)
                .findFirst()
                .orElseThrow();
        done(coordination
                .statements()
                .state(
                        by(pavel),
                        key,
                        new EvidenceForm(
                                fast,
                                "212 ms",
                                "",
                                "https://grafana.example.com/d/payments",
                                Optional.empty(),
                                "Grafana, Payments")));
        criterion(key, person("chen"), "check \"checkout end-to-end tests\" by CI is green for this revision");
    }

    private void criterion(ReleaseKey key, PersonId by, String sentence) {
        done(coordination.criteria().put(by(by), key, CriterionForm.saying(sentence)));
    }

    private void changes(ReleaseKey key) {
        change(
                key,
                "priya",
                PAYMENTS,
                "payments-db",
                "database-migration",
                "Orders keep the payment method they were paid with",
                "4811",
                "",
                "Nothing.",
                "");
        change(
                key,
                "pavel",
                PAYMENTS,
                "payments-api",
                "payment-flow",
                "One request authorizes and captures",
                "4812",
                "",
                "Paying takes one step less; receipts look the same.",
                "If a payment hangs, it is authorized but not captured; it is captured by itself within ten minutes.");
        change(
                key,
                "chen",
                CHECKOUT,
                "checkout-web",
                "feature-behind-flag",
                "Checkout on one page",
                "2207",
                "new-checkout",
                "Address, delivery and payment stand on one page.",
                "Who prefers the old pages can't choose them any more; the order of the fields is the same.");
        change(
                key,
                "ines",
                IDENTITY,
                "login",
                "configuration",
                "Sessions last through a payment",
                "930",
                "",
                "Nobody is asked to log in again while paying.",
                "");
    }

    private void change(
            ReleaseKey key,
            String by,
            TeamId team,
            String component,
            String kind,
            String title,
            String number,
            String flag,
            String effect,
            String answer) {
        done(planning.putChange(
                by(person(by)),
                key,
                new ChangeForm(
                        Optional.empty(),
                        Optional.of(team),
                        component,
                        kind,
                        title,
                        "https://code.example.com/" + component + "/pull/" + number,
                        flag,
                        effect,
                        "",
                        answer)));
    }

    private void plan(ReleaseKey key) {
        step(
                key,
                "chen",
                CHECKOUT,
                "Switch the flag new-checkout off for everybody",
                "2m",
                "the old pages show again in a private window");
        done(coordination
                .activations()
                .plan(
                        by(person("chen")),
                        key,
                        new ActivationForm(
                                Optional.empty(),
                                "new-checkout",
                                Optional.of(person("chen")),
                                "100",
                                ActivationForm.LAST,
                                "error rate of checkout-web < 0.5 % in production over 15 min",
                                "Switch the flag new-checkout off for everybody")));
        step(
                key,
                "pavel",
                PAYMENTS,
                "Deploy payments-api 4.17.2 again: make deploy VERSION=4.17.2",
                "15m",
                "payments-api answers 4.17.2 at /version");
        done(planning.putStep(
                by(person("priya")),
                key,
                new StepForm(
                        Optional.empty(),
                        "Reverse the migration: flyway undo to version 88 on payments-db",
                        Optional.empty(),
                        Optional.of(new RotaId("payments-on-call")),
                        "20m",
                        "flyway info names version 88 as the current one",
                        Optional.of(PAYMENTS))));
        Step ofRota = coordination.inquiries().dossier(key).orElseThrow().plan().steps().stream()
                .filter(step -> step.executor().flatMap(Executor::rota).isPresent())
                .findFirst()
                .orElseThrow();
        done(coordination.rollbackPlans().accept(by(person("priya")), key, ofRota.number(), ofRota.digest()));
        done(planning.setTriggers(
                by(person("olivia")),
                key,
                new TriggersForm(
                        "error rate of payments-api > 0.5 % over 5 min\n"
                                + "payments per minute in production < 80 over 10 min",
                        "", "", "Payments that were made meanwhile stay; the mails about them have gone out.")));
    }

    /** Pavel, who didn't write the migration, has tried its way back. */
    private void reversalTest(ReleaseKey key) {
        Change migration = coordination.inquiries().dossier(key).orElseThrow().scope().changes().stream()
                .filter(ReversalTest::isWantedFor)
                .findFirst()
                .orElseThrow();
        RollbackPlans plans = coordination.rollbackPlans();
        done(plans.nameTester(by(person("priya")), key, migration.id(), Optional.of(person("pavel")), "staging"));
        done(plans.attest(
                by(person("pavel")),
                key,
                migration.id(),
                ReversalTest.contentOf(migration),
                new RollbackPlans.AttestationForm(
                        Optional.of(coordination.inquiries().now()),
                        "staging",
                        "https://ci.example.com/payments-db/undo/88",
                        "flyway undo took 14 minutes; every order had its payment method as before.")));
    }

    private void step(ReleaseKey key, String executor, TeamId team, String what, String lasts, String proof) {
        done(planning.putStep(
                by(person(executor)),
                key,
                new StepForm(Optional.empty(), what, Optional.of(person(executor)), lasts, proof, Optional.of(team))));
    }

    private PersonId person(String handle) {
        return new PersonId(workspace.person(handle).id());
    }

    private Intent by(PersonId person) {
        gestures++;
        return Intent.of("sample:" + gestures, person);
    }

    private static Outcome done(Outcome outcome) {
        if (outcome.kind() != Outcome.Kind.DONE) {
            throw new IllegalStateException("The sample release was not made: " + outcome.kind() + " "
                    + outcome.faults() + " " + outcome.said());
        }
        return outcome;
    }
}
