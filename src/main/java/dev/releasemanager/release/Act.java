package dev.releasemanager.release;

/** What a person may want to do; who may is decided by {@link Permissions}. */
public enum Act {
    CREATE("create a release"),
    EDIT("edit the release"),
    EDIT_SCOPE("edit the team's changes"),
    EDIT_NEEDS("edit what the team's components need"),
    EDIT_ROLLBACK_PLAN("edit the rollback plan"),
    EDIT_CRITERIA("edit the criteria"),
    STATE_EVIDENCE("state what was seen"),
    OPEN("open a checkpoint"),
    ANSWER("answer for the team"),
    WITHDRAW_ANOTHERS("withdraw another's answer"),
    GO("call Go"),
    NO_GO("call No-Go"),
    DELAY("call a delay"),
    DELEGATE("name a delegate"),
    HAND_OVER("hand the release over"),
    CANCEL("cancel the release"),
    RELATE("relate groups of changes"),
    DEFER("defer changes"),
    SPLIT("split the release"),
    HOLD("hold the release"),
    LIFT_ANOTHERS_HOLD("lift another's hold"),
    EXCEPT("ask for an exception"),
    SIGN_OFF("sign off an exception"),
    ROLL_BACK("roll the release back"),
    TAKE_STEP_OVER("take a step of the rollback over"),
    LEAVE_STEP("go on without a step of the rollback"),
    REVIEW("add to the review"),
    CLOSE_REVIEW("close the review"),
    CLOSE_TICKET("say that the ticket is closed"),
    BEGIN_STAGE("begin a stage"),
    EXTEND_BAKE("extend a bake"),
    MARK("mark the team's components"),
    STOP("stop the rollout"),
    RESUME("resume the rollout"),
    CONFIRM_READ("say that support has read it"),
    PLAN_FLAG("plan how the team's flags are switched on"),
    PLAN_LEFT_FLAG("plan how a flag is switched on that the Go left dark"),
    SWITCH_FLAG("switch the flag"),
    SWITCH_FLAG_OFF("switch the flag off"),
    SHARE("post into the release's thread"),
    LOOK("look at releases");

    private final String words;

    Act(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
