package dev.releasemanager.criteria;

/** A part that a criterion lacks (M3), and the question that asks a person for it. In the order of asking. */
public enum Missing {
    MEASURE("What is measured?"),
    NUMBER("Against which number, or which baseline?"),
    UNIT("In which unit?"),
    PLACE("Where is it measured or counted?"),
    SPAN("Over what time?"),
    PROOF("Where is the proof: what is run or looked at, and what says yes or no?");

    private final String question;

    Missing(String question) {
        this.question = question;
    }

    public String question() {
        return question;
    }
}
