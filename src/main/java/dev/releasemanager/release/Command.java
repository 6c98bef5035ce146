package dev.releasemanager.release;

/** What can be asked of a release's state; every pair of state and command has its place in a table that a test holds. */
public enum Command {
    EDIT("edit the release"),
    OPEN("open the checkpoint"),
    ANSWER("answer for a team"),
    WITHDRAW("withdraw an answer"),
    GO("call Go"),
    NO_GO("call No-Go"),
    DELAY("call a delay"),
    HOLD("hold the release"),
    CANCEL("cancel the release"),
    /** The scheduled checkpoint's moment has come; said by a timer. */
    CHECKPOINT_OPENS("open the scheduled checkpoint"),
    /** The checkpoint's time is over; said by a timer. */
    DEADLINE_PASSES("close the undecided checkpoint");

    private final String words;

    Command(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
