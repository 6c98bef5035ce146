package dev.releasemanager.criteria;

import java.util.Set;

/** The words by which a claim is told from what people merely do, could do, or find of a thing. */
final class ClaimWords {
    /** What is done with a thing without anything coming of it. */
    static final Set<String> BUSYING = Lexicon.words(
            "checked executed run ran looked seen viewed discussed reviewed tracked tested monitored watched"
                    + " verified tidied considered examined inspected observed analysed analyzed investigated exercised"
                    + " tried done performed conducted evaluated assessed validated prepared planned used covered"
                    + " handled managed supported improved needed expected required informed aligned involved trained"
                    + " briefed cleaned kept held based called named integrated documented updated known understood"
                    + " optimised optimized stabilised polished started continued gone been made sorted addressed dealt"
                    + " thought walked talked met spent worked satisfied concerned convinced interested agreed felt"
                    + " liked set written adjusted tuned explored demoed played drained filled configured enabled");

    /** What is done with a thing, and then is so. */
    static final Set<String> PROVING =
            Lexicon.words("marked recorded archived published attached uploaded filed linked loaded applied restored"
                    + " rejected delivered listed stored registered countersigned ticked revoked rotated");

    /** What a thing is said to be able to do, or to do somehow. */
    static final Set<String> COPING =
            Lexicon.words("handles manages supports works copes performs behaves runs improves meets looks seems needs"
                    + " wants feels watches knows uses");

    /** Of one thing something may be said that way by nobody but a person who finds so. */
    static final Set<String> LOOSE = Lexicon.words(" ready good fine well properly correctly"
            + " nicely smoothly mostly quickly adequately sufficiently improvement trouble troubles problem"
            + " problems issue issues concern concerns surprise surprises normal usual weird odd strange some"
            + " hardly barely many few several most lot lots people promising reasonable sane green-ish soon"
            + " recently lately regularly often rarely sometimes thoroughly carefully appropriate appropriately"
            + " accordingly comfortable happy quality feedback potential value insight insights impression"
            + " everything anything something things stuff thumbs enough plenty majority affected endangered impacted harmed disrupted"
            + " degraded threatened");

    /** They tie what is said to its thing. */
    static final Set<String> BEING = Lexicon.words("is are was were be been being has have had");

    static final Set<String> AHEAD_OF_BEING =
            Lexicon.words("must shall should will has have had not can cannot to both all still");

    /** What could be, but isn't said to be. */
    static final Set<String> ENABLING = Lexicon.words("can could may might should");

    /** What merely took its time. */
    static final Set<String> RUNNING = Lexicon.words("ran took lasted");

    static final Set<String> MODALS = Lexicon.words("must shall should will may do does did can cannot");

    /** Past forms that no rule gives; of some the participle is the same. */
    static final Set<String> PAST = Lexicon.words(
            "ran took caught brought held stood left rang sank shrank grew drew chose hung"
                    + " stuck came went rose fell made sent kept met gave shown given paid sold built frozen written done");

    /** Two things are one. */
    static final Set<String> SAME =
            Lexicon.words("matches match equals equal agrees agree ties tie reconciles reconcile");

    static final Set<String> TALLIES = Lexicon.withPlurals("count total checksum sum balance hash digest");

    /** Behind a verb, ahead of what is said. */
    static final Set<String> BEHIND_VERB = Lexicon.words("and as only all both same no successfully again");

    /** Of what somebody is to do or did, nothing is said. */
    static final Set<String> IMPERATIVES = Lexicon.words("run ran restart compare monitor test tested not never");

    /** Who does something; what comes of it isn't said yet. */
    static final Set<String> PEOPLE = Lexicon.words("we us i you they people everybody everyone somebody someone");

    static final Set<String> ENDED = Lexicon.words("finished completed done ended finishes completes ends complete");

    /** Behind those, what came of it. */
    static final Set<String> RESULTING = Lexicon.words("without no zero 0 status with within under below by");

    private ClaimWords() {}
}
