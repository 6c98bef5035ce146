package dev.releasemanager.notice;

import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TeamId;
import java.util.Optional;

/** The names of what buttons ask for, and what their values say they are about. */
public final class Controls {
    public static final String ANSWER = "answer";
    public static final String READY = "ready";
    public static final String STILL_READY = "still_ready";
    public static final String NOT_READY = "not_ready";
    public static final String WITHDRAW = "withdraw";
    public static final String GO = "go";
    public static final String NO_GO = "no_go";
    public static final String DELAY = "delay";
    public static final String OPEN = "open";
    public static final String OPEN_NOW = "open_now";
    public static final String CHECK = "check";
    public static final String SHOW = "show";
    public static final String SCOPE = "scope";
    public static final String ROLLBACK_PLAN = "rollback_plan";
    public static final String EDIT = "edit";
    public static final String NEW = "new";
    public static final String DEFER = "defer";
    public static final String SPLIT = "split";
    public static final String RELATE = "relate";
    public static final String CRITERIA = "criteria";
    public static final String EVIDENCE = "evidence";
    public static final String HOLD = "hold";
    public static final String LIFT = "lift";
    public static final String EXCEPT = "except";
    public static final String SIGN_OFF = "sign_off";
    public static final String REFUSE_EXCEPTION = "refuse_exception";
    public static final String ACCEPT_STEP = "accept_step";
    public static final String DECLINE_STEP = "decline_step";
    public static final String ATTEST = "attest";
    public static final String DECLINE_TEST = "decline_test";
    public static final String HISTORY = "history";
    public static final String NEEDS = "needs";
    public static final String ADD_DEPENDENCY = "add_dependency";
    public static final String PICTURE = "picture";
    public static final String PICTURE_TO_THREAD = "picture_to_thread";
    public static final String MANIFEST = "manifest";
    public static final String MANIFEST_FILE = "manifest_file";
    public static final String STAGING = "staging";
    public static final String MARK_BEGUN = "mark_begun";
    public static final String MARK_DEPLOYED = "mark_deployed";
    public static final String MARK_VERSION = "mark_version";
    public static final String MARK_VERIFIED = "mark_verified";
    public static final String MARK_FAILED = "mark_failed";
    public static final String EXTEND_BAKE = "extend_bake";
    public static final String START = "start";
    public static final String ADVANCE = "advance";
    public static final String STOP = "stop";
    public static final String RESUME = "resume";
    public static final String HAVE_READ = "have_read";
    public static final String TURN_DEPENDENCIES = "dependencies_turn";
    public static final String REMOVE_DEPENDENCY = "remove_dependency";

    public static final String ROLL_BACK = "roll_back";
    public static final String UNDONE = "undone";
    public static final String CANNOT_UNDO = "cannot_undo";
    public static final String TAKE_OVER = "take_over";
    public static final String LEAVE_STEP = "leave_step";

    public static final String REVIEW = "review";
    public static final String OPEN_REVIEW = "open_review";
    public static final String ADD_FINDING = "add_finding";
    public static final String SAY_MISSED = "say_missed";
    public static final String ADD_LESSON = "add_lesson";
    public static final String REMOVE_LESSON = "remove_lesson";
    public static final String CLOSE_REVIEW = "close_review";
    public static final String PARK_QUESTION = "park_question";
    public static final String REVIEW_FILE = "review_file";

    public static final String TICKET = "ticket";
    public static final String TICKET_CLOSED = "ticket_closed";
    public static final String LINK_TICKET = "link_ticket";

    public static final String REPORT = "report";
    public static final String REPORT_FILE = "report_file";

    public static final String FLAGS = "flags";
    public static final String FLAG_ON = "flag_on";
    public static final String FLAG_NOT_NOW = "flag_not_now";
    public static final String FLAG_WORKS = "flag_works";
    public static final String FLAG_FAILS = "flag_fails";
    public static final String FLAG_OFF = "flag_off";

    private Controls() {}

    /**
     * What a button is about, to be compared with the truth when it is clicked.
     *
     * @param round the checkpoint that it was shown for; 0 if none
     * @param revision the manifest that it was shown for
     */
    public record Target(ReleaseKey release, int round, int revision, Optional<TeamId> team) {
        public String encode() {
            return release + ":" + round + ":" + revision
                    + team.map(t -> ":" + t.value()).orElse("");
        }

        /** @return empty if the value isn't one of ours */
        public static Optional<Target> find(String value) {
            String[] parts = value.split(":", 4);
            Optional<ReleaseKey> key = ReleaseKey.find(parts[0]);
            if (key.isEmpty() || parts.length < 3) {
                return Optional.empty();
            }
            try {
                return Optional.of(new Target(
                        key.get(),
                        Integer.parseInt(parts[1]),
                        Integer.parseInt(parts[2]),
                        parts.length > 3 && !parts[3].isBlank()
                                ? Optional.of(new TeamId(parts[3]))
                                : Optional.empty()));
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        }
    }
}
