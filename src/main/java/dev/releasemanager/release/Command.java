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
    ADD_STEP("add a rollback step", "No step was added"),
    BEGIN_STAGING("begin staging", "Staging was not begun"),
    START("start the rollout", "The rollout was not started"),
    DEPLOY("deploy a component", "It was not marked as being deployed"),
    REPORT("say how a deployment went", "Nothing was marked"),
    EXTEND_BAKE("extend a bake", "The bake was not extended"),
    ADVANCE("go on to the next stage", "The next stage was not begun"),
    STOP("stop the rollout", "Nothing was stopped"),
    RESUME("resume the rollout", "It was not resumed"),
    COMPLETE("complete the release", "It was not completed"),
    PLAN_FLAG("plan how a flag is switched on", "Nothing was planned"),
    SWITCH_ON("switch a flag on", "No flag was switched on"),
    SWITCH_OFF("say that a flag is off, or what it does", "Nothing was noted of the flag"),
    ROLL_BACK("roll the release back", "Nothing was rolled back"),
    FINISH_ROLLBACK("finish the rollback", "No rollback was finished"),
    CLOSE_REVIEW("close the review of its rollback", "The review was not closed"),
    /** A bake's time is over; said by a timer. */
    BAKE_ENDS("judge the stage", "No stage was judged"),
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
