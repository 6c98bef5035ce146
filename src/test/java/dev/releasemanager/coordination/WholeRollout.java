package dev.releasemanager.coordination;

import static dev.releasemanager.coordination.Office.done;
import static dev.releasemanager.release.Cast.CHECKOUT;
import static dev.releasemanager.release.Cast.MEMBER;
import static dev.releasemanager.release.Cast.OTHER_MEMBER;
import static dev.releasemanager.release.Cast.OWNER;
import static dev.releasemanager.release.Cast.PAYMENTS;
import static dev.releasemanager.release.Cast.SUPPORT;

import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.rollout.Staged;
import java.util.Optional;

/** Walks releases of an office through their rollout, up to where a test begins. */
final class WholeRollout {
    private static final String ERRORS = "error rate of payments-api < 0.1 % on canary over 30 min";

    private final Office office;

    WholeRollout(Office office) {
        this.office = office;
    }

    /** With a criterion that judges production, and a Go. */
    ReleaseKey cleared() {
        ReleaseKey key = office.planned();
        judged(key);
        office.reopen(key);
        done(office.ready(key, PAYMENTS, MEMBER));
        done(office.ready(key, CHECKOUT, OTHER_MEMBER));
        done(office.go(key, OWNER));
        return key;
    }

    /** Its stages in production are judged by a criterion. */
    void judged(ReleaseKey key) {
        done(office.use
                .criteria()
                .put(
                        office.by(OWNER),
                        key,
                        new CriterionForm(
                                Optional.empty(),
                                ERRORS,
                                Optional.empty(),
                                Optional.of(JudgedAt.STAGE),
                                "payments-api",
                                Optional.empty())));
    }

    ReleaseKey started() {
        ReleaseKey key = cleared();
        start(key);
        return key;
    }

    /** Support has read it, and its canary begins. */
    void start(ReleaseKey key) {
        done(office.use
                .rollouts()
                .haveRead(office.by(SUPPORT), key, office.release(key).revision()));
        done(office.use.rollouts().start(office.by(OWNER), key));
    }

    /** Everything in the stage is verified, watched, and passes. */
    void passStage(ReleaseKey key) {
        through(key, "payments-api", MEMBER);
        through(key, "checkout-api", OTHER_MEMBER);
        String mark = office.dossier(key).manifest().details().criteria().get(0).mark();
        done(office.use
                .statements()
                .state(
                        office.by(MEMBER),
                        key,
                        new EvidenceForm(
                                mark, "0.02 %", "", "https://grafana.example/1", Optional.empty(), "Grafana")));
        office.passAndDrain("PT2H");
    }

    private void through(ReleaseKey key, String component, PersonId who) {
        int run = office.dossier(key).rollout().newest().orElseThrow().number();
        done(office.use.stages().deployed(office.by(who), key, run, component, Staged.VERSION));
        done(office.use.stages().verified(office.by(who), key, run, component));
    }

    ReleaseKey completed() {
        ReleaseKey key = started();
        complete(key);
        return key;
    }

    /** From its canary to the end. */
    void complete(ReleaseKey key) {
        passStage(key);
        done(office.use.rollouts().advance(office.by(OWNER), key, 0));
        passStage(key);
        done(office.use.rollouts().advance(office.by(OWNER), key, 0));
        passStage(key);
    }
}
