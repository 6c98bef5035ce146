package dev.releasemanager.criteria;

import java.util.Set;

/** The words by which a time is told: how long, when, and what else they could stand for. */
final class TimeWords {
    static final Set<String> SPANNING =
            Lexicon.words("for over during in within across throughout through while on between after until since");

    static final Set<String> RECENT =
            Lexicon.words("last past first next previous preceding trailing rolling whole entire full"
                    + " following any each every complete consecutive");

    /** Times that have a name instead of a length. */
    static final Set<String> PERIODS = Lexicon.words(
            "monday tuesday wednesday thursday friday saturday sunday morning evening bake baking soak week day month night window rollout roll-out hour period peak"
                    + " weekend today yesterday launch migration run test replay rehearsal simulation exercise trial sprint shift session gameday game-day release deployment deploy campaign event cutover ramp-up"
                    + " backfill drill");

    static final Set<String> DATES =
            Lexicon.words("week month day quarter weekend year monday sunday yesterday friday");

    /** Ahead of how often something is looked at. */
    static final Set<String> REPEATING = Lexicon.words("in on for over during across throughout through at");

    static final Set<String> SUCCESSIVE = Lexicon.words("consecutive successive straight running subsequent");

    /** Ahead of any name of a time. */
    static final Set<String> DURING = Lexicon.words("during throughout while");

    /** Ahead of a time only if that can be nothing else. */
    static final Set<String> RATHER_PLACING = Lexicon.words("in on across through after until since between per");

    static final Set<String> DAYS_NAMED = Lexicon.words("yesterday's yesterday today's today overnight");

    static final Set<String> DAYS = Lexicon.words(
            "monday tuesday wednesday thursday friday saturday sunday morning evening day week night weekend yesterday today yesterday's today's");

    /** Behind a length of time that needs no preposition. */
    static final Set<String> WINDOWS = Lexicon.words("window period average soak bake");

    /** Behind how long ago something was. */
    static final Set<String> AGED = Lexicon.words("old ago before");

    /** Between a number and its days. */
    static final Set<String> DAY_SORTS =
            Lexicon.words("business banking working consecutive calendar full trading more further additional");

    /** They stand in an order, not in time: "in the first three results". */
    static final Set<String> RANKED = Lexicon.words("results hits positions places pages items rows ranks choices");

    /** They are looked at, whatever time they are of. */
    static final Set<String> REPORTS = Lexicon.words("report dashboard panel board log query sheet table");

    static final Set<String> LATELY = Lexicon.words("last past first next previous preceding consecutive following");

    /** Ahead of things one by one. */
    static final Set<String> EACH = Lexicon.words("each every any all");

    /** Ahead of how many were looked at. */
    static final Set<String> SAMPLING = Lexicon.words("over across");

    /** Ways, not times: "over the VPN". */
    static final Set<String> CHANNELS =
            Lexicon.words("link network internet vpn api bridge wire air cable connection bus line channel tunnel"
                    + " wifi wi-fi lan wan proxy gateway counter radio");

    /** Ahead of a date. */
    static final Set<String> DATING = Lexicon.words("in on for from between during since");

    static final Set<String> IN_DATES = Lexicon.words("the of to and – until till - ,");

    static final Set<String> MONTHS =
            Lexicon.words("january february march april may june july august september october november december"
                    + " jan feb mar apr jun jul aug sep sept oct nov dec");

    static final Set<String> CLOCKS = Lexicon.words("am pm a.m p.m utc cet gmt o'clock");

    private TimeWords() {}
}
