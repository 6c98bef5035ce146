package dev.releasemanager.criteria;

import java.util.Set;

/** The words by which a place is told, and those that only look so. */
final class PlaceWords {
    static final Set<String> ENVIRONMENTS =
            Lexicon.words("staging canary canaries production prod preprod pre-production preproduction"
                    + " uat qa-env sandbox perf testbed testflight beta edge integration");

    static final Set<String> PLACING =
            Lexicon.words("on in at for across against to into inside within among from under");

    /** Ahead of the name of what says so: "per Grafana". */
    static final Set<String> BY_SOURCE = Lexicon.words("per via");

    /** They are an environment only behind a preposition: "the edge proxy" is a proxy. */
    static final Set<String> SELDOM_ENVIRONMENTS = Lexicon.words("edge beta integration perf sandbox");

    /** Words for knowing something, ahead of where it is known from: "as measured in Grafana". */
    static final Set<String> KNOWN = Lexicon.words(
            "measured read shown reported logged seen observed taken counted visible recorded sampled tracked displayed queried");

    /** Prepositional phrases that name no place, though they look like it. */
    static final Set<String> NOWHERE = Lexicon.words(
            "times point moment average median mean total general place line time control order sure example most least"
                    + " customers customer users user everyone everybody us people need case detail details fact turn advance use"
                    + " all which it them this that them now row parallel addition full theory practice mind sync worst best once"
                    + " review progress them good current same shape vacation leave duty holiday");

    /** Of the counted, those that are counted in a list somebody keeps; an environment isn't one. */
    static final Set<String> LISTED =
            Lexicon.words("bug bugs blocker blockers ticket tickets defect defects issue issues incident"
                    + " incidents finding findings regressions vulnerability vulnerabilities cve cves complaints p0 p1 p2 error errors"
                    + " alert alerts failure failures crash crashes problem problems");

    /** Ahead of a place only if that has a name. */
    static final Set<String> SELDOM_PLACING = Lexicon.words("under from to into against");

    /** Lists that somebody keeps, and places that hold one. */
    static final Set<String> LISTS =
            Lexicon.words("milestone label namespace repo repository release backlog tracker sandbox");

    /** Not lists, though they can be opened: what stands in them is counted over a time. */
    static final Set<String> LOGS = Lexicon.words("log logs");

    private PlaceWords() {}
}
