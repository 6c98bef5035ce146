package dev.releasemanager.release;

/** What can be asked of a release's state; every pair of state and command has its place in a table that a test holds. */
public enum Command {
    EDIT("edit the release", "Nothing was changed"),
    OPEN("open the checkpoint", "No checkpoint was opened"),
    ANSWER("answer for a team", "The answer was not counted"),
    WITHDRAW("withdraw an answer", "The answer was not withdrawn"),
    GO("call Go", "The Go was not called"),
    NO_GO("call No-Go", "The No-Go was not called"),
    DELAY("call a delay", "It was not delayed"),
    HOLD("hold the release", "It is not held"),
    CANCEL("cancel the release", "It was not cancelled"),
    /** The scheduled checkpoint's moment has come; said by a timer. */
    CHECKPOINT_OPENS("open the scheduled checkpoint", "The checkpoint was not opened"),
    /** The checkpoint's time is over; said by a timer. */
    DEADLINE_PASSES("close the undecided checkpoint", "Nothing was closed");

    private final String words;
    private final String undone;

    Command(String words, String undone) {
        this.words = words;
        this.undone = undone;
    }

    /** Completes "you can't …". */
    public String words() {
        return words;
    }

    /** What did not happen where it was refused. */
    public String undone() {
        return undone;
    }
}
