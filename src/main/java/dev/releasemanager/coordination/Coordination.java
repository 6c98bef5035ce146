package dev.releasemanager.coordination;

import java.time.InstantSource;
import java.util.concurrent.Executor;

/** All use cases, on one store, one policy and one clock. Thread-safe. */
public final class Coordination {
    private final Planning planning;
    private final RollbackPlans rollbackPlans;
    private final Rollbacks rollbacks;
    private final Reviews reviews;
    private final Reports reports;
    private final Tickets tickets;
    private final Polls polls;
    private final Calls calls;
    private final Parts parts;
    private final Scopes scopes;
    private final PlannedCriteria criteria;
    private final Statements statements;
    private final Activations activations;
    private final Holds holds;
    private final Exceptions exceptions;
    private final Stages stages;
    private final Bakes bakes;
    private final Rollouts rollouts;
    private final Dependencies dependencies;
    private final Handouts handouts;
    private final Inquiries inquiries;
    private final DueTimers dueTimers;
    private final Homes homes;
    private final Deliveries deliveries;

    /** @param clock release time */
    public Coordination(Store store, Policy.Source policies, InstantSource clock) {
        this(store, policies, clock, Sources.NONE, Runnable::run);
    }

    /**
     * @param clock release time
     * @param sources what is asked while a stage bakes
     * @param elsewhere where that is done, for it waits for other systems
     */
    public Coordination(Store store, Policy.Source policies, InstantSource clock, Sources sources, Executor elsewhere) {
        Acts acts = new Acts(store, policies, clock);
        planning = new Planning(acts);
        rollbackPlans = new RollbackPlans(acts);
        rollbacks = new Rollbacks(acts);
        reviews = new Reviews(acts);
        reports = new Reports(acts);
        tickets = new Tickets(acts);
        polls = new Polls(acts);
        calls = new Calls(acts);
        parts = new Parts(acts);
        scopes = new Scopes(acts);
        criteria = new PlannedCriteria(acts);
        statements = new Statements(acts);
        activations = new Activations(acts);
        holds = new Holds(acts);
        exceptions = new Exceptions(acts);
        stages = new Stages(acts);
        bakes = new Bakes(acts);
        rollouts = new Rollouts(acts);
        dependencies = new Dependencies(acts);
        handouts = new Handouts(acts);
        inquiries = new Inquiries(acts);
        dueTimers = new DueTimers(acts, new Watch(acts, sources, elsewhere));
        homes = new Homes(acts);
        deliveries = new Deliveries(acts);
    }

    public Planning planning() {
        return planning;
    }

    public RollbackPlans rollbackPlans() {
        return rollbackPlans;
    }

    public Rollbacks rollbacks() {
        return rollbacks;
    }

    public Reviews reviews() {
        return reviews;
    }

    public Reports reports() {
        return reports;
    }

    public Tickets tickets() {
        return tickets;
    }

    public Polls polls() {
        return polls;
    }

    public Calls calls() {
        return calls;
    }

    public Parts parts() {
        return parts;
    }

    public Scopes scopes() {
        return scopes;
    }

    public PlannedCriteria criteria() {
        return criteria;
    }

    public Statements statements() {
        return statements;
    }

    public Activations activations() {
        return activations;
    }

    public Holds holds() {
        return holds;
    }

    public Exceptions exceptions() {
        return exceptions;
    }

    public Stages stages() {
        return stages;
    }

    public Bakes bakes() {
        return bakes;
    }

    public Rollouts rollouts() {
        return rollouts;
    }

    public Dependencies dependencies() {
        return dependencies;
    }

    public Handouts handouts() {
        return handouts;
    }

    public Inquiries inquiries() {
        return inquiries;
    }

    public DueTimers dueTimers() {
        return dueTimers;
    }

    public Homes homes() {
        return homes;
    }

    public Deliveries deliveries() {
        return deliveries;
    }
}
