package dev.releasemanager.coordination;

/**
 * What a person typed as a lesson.
 *
 * @param kind one of the constants below
 * @param text a criterion, or what exactly is done; in the usual grammars
 * @param lasts of a step; may be blank
 * @param proof of a step; may be blank
 */
public record LessonForm(String component, String kind, String text, String lasts, String proof) {
    public static final String COMPONENT = "component";
    public static final String KIND = "kind";

    /** A vague criterion is refused at the field that it has in its own form, too. */
    public static final String TEXT = CriterionForm.SENTENCE;

    public static final String LASTS = StepForm.LASTS;
    public static final String PROOF = StepForm.PROOF;

    public static final String BEFORE_THE_CALL = "checkpoint";
    public static final String IN_A_STAGE = "stage";
    public static final String STEP = "step";
}
