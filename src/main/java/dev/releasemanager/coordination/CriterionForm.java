package dev.releasemanager.coordination;

import dev.releasemanager.criteria.CriterionFields;
import dev.releasemanager.criteria.JudgedAt;
import dev.releasemanager.release.TeamId;
import java.util.Optional;

/**
 * What a person said to add or change a criterion: a sentence, or the fields of one.
 *
 * @param shown the mark of the criterion that is edited, as the form showed it; empty for a new one
 * @param fields what was filled in by who doesn't want to write; then the sentence doesn't count
 * @param judgedAt empty leaves it to the place: canary, production and a bake are stages
 * @param component blank if it isn't named: then it is looked for in the sentence
 * @param team empty if none is named: the component's, or the person's own
 */
public record CriterionForm(
        Optional<String> shown,
        String sentence,
        Optional<CriterionFields> fields,
        Optional<JudgedAt> judgedAt,
        String component,
        Optional<TeamId> team) {
    public static final String SENTENCE = "sentence";
    public static final String JUDGED_AT = "judged_at";
    public static final String COMPONENT = "component";
    public static final String TEAM = "team";
    public static final String SUBJECT = "subject";
    public static final String COMPARISON = "comparison";
    public static final String THRESHOLD = "threshold";
    public static final String UNIT = "unit";
    public static final String BASELINE = "baseline";
    public static final String PLACE = "place";
    public static final String SPAN = "span";
    public static final String WHAT = "what";
    public static final String BY = "by";
    public static final String OUTCOME = "outcome";
    public static final String SCOPE = "scope";

    /** As many characters as are read of a sentence; the standard form is shorter. */
    public static final int SENTENCE_LIMIT = 500;

    /** A sentence and nothing else. */
    public static CriterionForm saying(String sentence) {
        return new CriterionForm(Optional.empty(), sentence, Optional.empty(), Optional.empty(), "", Optional.empty());
    }

    /** The field of the form in which that part is typed. */
    static String named(CriterionFields.Field field) {
        return switch (field) {
            case SUBJECT -> SUBJECT;
            case COMPARISON -> COMPARISON;
            case THRESHOLD -> THRESHOLD;
            case BASELINE -> BASELINE;
            case PLACE -> PLACE;
            case SPAN -> SPAN;
            case WHAT -> WHAT;
            case OUTCOME -> OUTCOME;
        };
    }
}
