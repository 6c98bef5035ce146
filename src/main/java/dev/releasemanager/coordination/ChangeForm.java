package dev.releasemanager.coordination;

import dev.releasemanager.coordination.ReleaseForm.Texts;
import dev.releasemanager.manifest.Change;
import dev.releasemanager.manifest.ChangeId;
import dev.releasemanager.manifest.ChangeKind;
import dev.releasemanager.manifest.RaisedRisk;
import dev.releasemanager.manifest.Risk;
import dev.releasemanager.release.TeamId;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What a person typed to add or change one item of the scope.
 *
 * @param id the change that is edited; empty for a new one
 * @param risk raised by hand to this risk's word; blank or {@link #AS_ITS_KIND} leaves it to the kind
 * @param riskReason why it is riskier than its kind
 */
public record ChangeForm(
        Optional<ChangeId> id,
        Optional<TeamId> team,
        String component,
        String kind,
        String title,
        String link,
        String flag,
        String userEffect,
        String trouble,
        String supportAnswer,
        String risk,
        String riskReason) {

    public static final String TEAM = "team";
    public static final String COMPONENT = "component";
    public static final String KIND = "kind";
    public static final String TITLE = "title";
    public static final String LINK = "link";
    public static final String FLAG = "flag";
    public static final String USER_EFFECT = "user_effect";
    public static final String TROUBLE = "trouble";
    public static final String SUPPORT_ANSWER = "support_answer";
    public static final String RISK = "risk";
    public static final String RISK_REASON = "risk_reason";
    public static final String AS_ITS_KIND = "kind";

    /** One whose risk is its kind's. */
    public ChangeForm(
            Optional<ChangeId> id,
            Optional<TeamId> team,
            String component,
            String kind,
            String title,
            String link,
            String flag,
            String userEffect,
            String trouble,
            String supportAnswer) {
        this(id, team, component, kind, title, link, flag, userEffect, trouble, supportAnswer, "", "");
    }

    /** What is wrong, by field; empty if it can become a change of this release. */
    Map<String, String> faults(Policy policy, dev.releasemanager.release.Release release) {
        Map<String, String> faults = new LinkedHashMap<>();
        if (team.isEmpty()) {
            faults.put(TEAM, "Choose the team that owns this change.");
        } else if (!release.hasTeam(team.get())) {
            faults.put(
                    TEAM,
                    policy.roster().nameOf(team.get()) + " doesn't take part in " + release.key()
                            + "; the owner can add the team with " + policy.command() + " edit " + release.key() + ".");
        }
        Texts.required(faults, COMPONENT, component, 80, "Name the component that is deployed.");
        if (!policy.changeKinds().containsKey(kind)) {
            faults.put(KIND, "Choose what kind of change it is; the kind gives the risk.");
        }
        Texts.required(faults, TITLE, title, Change.TITLE_LIMIT, "A title is needed: what changes, in a few words.");
        if (link.isBlank()) {
            faults.put(LINK, "A link is needed: the pull request or ticket where the change can be looked at.");
        } else if (!Texts.isLink(link)) {
            faults.put(LINK, "That isn't a link; write an address that begins with https://.");
        } else {
            Texts.limited(faults, LINK, link, Change.TEXT_LIMIT);
        }
        Texts.limited(faults, FLAG, flag, 80);
        Texts.required(
                faults,
                USER_EFFECT,
                userEffect,
                Change.TEXT_LIMIT,
                "Say what users notice; if it is nothing, write “nothing”.");
        Texts.limited(faults, TROUBLE, trouble, Change.TEXT_LIMIT);
        Texts.limited(faults, SUPPORT_ANSWER, supportAnswer, Change.TEXT_LIMIT);
        Texts.limited(faults, RISK_REASON, riskReason, Change.TEXT_LIMIT);
        ChangeKind known = policy.changeKinds().get(kind);
        if (known != null) {
            raisedTo()
                    .flatMap(wanted -> RaisedRisk.refusal(known, wanted, riskReason))
                    .ifPresent(refusal -> faults.put(
                            riskReason.isBlank() && !refusal.why().contains("below") ? RISK_REASON : RISK,
                            refusal.why() + " " + refusal.next()));
        }
        return faults;
    }

    /** The risk that it is raised to; empty where the kind says it. */
    Optional<Risk> raisedTo() {
        return Arrays.stream(Risk.values())
                .filter(known -> known.word().equals(risk))
                .findFirst();
    }

    /** To be called on a form without faults. */
    Change change(ChangeId as) {
        return new Change(
                as,
                team.orElseThrow(),
                component.strip(),
                kind,
                title.strip(),
                link.strip(),
                text(flag),
                userEffect.strip(),
                text(trouble),
                text(supportAnswer));
    }

    private static Optional<String> text(String typed) {
        return typed.isBlank() ? Optional.empty() : Optional.of(typed.strip());
    }
}
