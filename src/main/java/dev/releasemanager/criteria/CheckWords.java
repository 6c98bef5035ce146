package dev.releasemanager.criteria;

import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** The words of checks: what is run or looked at, how it ends, and what an outcome is. */
final class CheckWords {
    static final Set<String> CLOSED = Lexicon.words("closed resolved fixed done merged approved completed");

    /** Programs that are run from a command line. */
    static final Set<String> COMMANDS = Lexicon.words(
            "curl wget diff kubectl helm npm npx yarn pnpm mvn gradle make terraform psql mysql"
                    + " docker git python python3 go pytest bundle rake cargo ansible ansible-playbook aws gcloud az dig nslookup k6 jq"
                    + " bash sh ssh redis-cli cosign trivy grype flyway liquibase dbt java node openssl nc ping testssl.sh istioctl"
                    + " argocd vault sops tox ruff bazel ctest select pg_restore pg_dump mkdocs semgrep snyk newman artillery locust mongodump mysqldump rsync gh-ost");

    /** Of these, the ones whose names say nothing else. */
    static final Set<String> STATING_COMMANDS =
            Lexicon.words("helm terraform kubectl npm trivy flyway liquibase snyk semgrep");

    /** Things that are run or looked at and that have names of their own. */
    static final Set<String> ARTEFACTS = Lexicon.withPlurals(
            "job jobs build builds pipeline workflow suite test tests check checks scan scanner"
                    + " query dashboard board panel monitor alert alarm probe endpoint healthcheck report ticket issue request pr dag"
                    + " task run stage step gate flag toggle project filter plan script command hook action ci view scenario"
                    + " scenarios jql sql promql nrql kql certificate tag image backup group change quality page module cluster schema collection deployment"
                    + " rollout batch index topic target snapshot notebook playbook lint rule policy"
                    + " diff log audit comparison reconciliation matrix validation validator crawler linter benchmark drill");

    /** Ahead of a check: "verify that". */
    static final Set<String> CHECK_OPENINGS = Lexicon.words("check ensure verify make sure that the confirm our");

    /** Ahead of an outcome that says it without a verb: "reports Succeeded". */
    static final Set<String> TELLS =
            Lexicon.words("returns reports gives shows says prints exits answers responds ends finishes");

    /** Between such a verb and the outcome: "is marked as passed". */
    static final Set<String> SETTING = Lexicon.words("been as marked recorded shown noted listed moved");

    static final Set<String> BEFORE_OUTCOME =
            Lexicon.words(": is are was were has have must should shall stays stay remains remain not never");

    /** Where an outcome is over. */
    static final Set<String> AFTER_OUTCOME = Lexicon.words("for in on by against at according from over during across");

    static final Set<String> BEFORE_SCOPE = Lexicon.words("for on in at from over against during across");

    /** Ahead of the tool that says so. */
    static final Set<String> BY = Lexicon.words("by in on");

    /** Tools that say yes or no by themselves. */
    static final Set<String> ANALYSERS =
            Lexicon.words("sonarqube snyk trivy grype semgrep zap checkmarx veracode codecov"
                    + " lighthouse axe dependabot fossa blackduck");

    static final Set<String> RUNS_OF_CI = Lexicon.words("ci pipeline build workflow job run");

    static final Set<String> REQUESTS = Lexicon.words("ticket issue request change pr story epic task");

    static final Set<String> SWITCHES = Lexicon.words("flag toggle flags switch");

    /** As they are written: in capitals. */
    static final Set<String> METHODS = Lexicon.words("GET POST PUT HEAD DELETE PATCH OPTIONS");

    /** Only programs do this. */
    static final Set<String> EXITING = Lexicon.words("exits exited");

    /** What can be seen on a screen, or not. */
    static final Set<String> CONCRETE =
            Lexicon.words("no zero only none empty all nothing green red yes true false up ok not"
                    + " successful success successfully passed active running healthy");

    /** The same as the last word of an outcome. */
    static final Set<String> CONCRETE_LAST = Lexicon.words("no 0 zero least");

    /** Between a thing and its value. */
    static final Set<String> VALUED = Lexicon.words("is are = equals : reads be");

    static final Set<String> STATES = Lexicon.words("state status");

    /** Ahead of a state by its name. */
    static final Set<String> BEFORE_STATE =
            Lexicon.words("to as in is are marked set status state stage phase column lane shows moved");

    /** Said of all, or of none, of some things. */
    static final Set<String> QUANTIFYING = Lexicon.words("all every each both none no");

    /** What is said of a thing begins there. */
    static final Set<String> PREDICATING =
            Lexicon.words("is are was were has have ends end does do carries carry bears");

    /** Ahead of a clock. */
    static final Set<String> DEADLINES = Lexicon.words("by before until till");

    /** Systems by which something is looked at. */
    static final Set<String> TOOLS =
            Lexicon.words("ci jenkins github gitlab buildkite circleci travis teamcity bamboo bitrise grafana"
                    + " datadog prometheus alertmanager kibana splunk sentry newrelic dynatrace pagerduty opsgenie statuspage pingdom jira"
                    + " linear zendesk servicenow sonarqube codecov snyk trivy grype dependabot semgrep zap checkmarx veracode testrail"
                    + " xray zephyr browserstack saucelabs percy lighthouse axe crashlytics firebase launchdarkly unleash split airflow"
                    + " dagster dbt tableau looker superset snowflake bigquery databricks argocd argo spinnaker terraform cypress playwright"
                    + " selenium k6 gatling jmeter locust stripe adyen cloudwatch stackdriver honeycomb rollbar bugsnag instana nagios"
                    + " zabbix checkly catchpoint wiz fossa blackduck nexus artifactory flyway liquibase");

    /** Tests that say which ones they are, if only by their sort. */
    static final Set<String> TEST_SORTS = Lexicon.words(
            "synthetic synthetics journey smoke e2e end-to-end regression integration contract acceptance unit api ui sanity load performance");

    static final Set<String> BOUND_TO =
            Lexicon.words("revision commit build branch tag sha version candidate main master head hash release");

    static final Set<String> REVISIONS = Lexicon.words("revision commit");

    /** What has a version, a tag or a state that is a word. */
    static final Set<String> VERSIONED = Lexicon.words(
            "version tag image digest revision sha status state grade engine phase commit hash level mode build result"
                    + " verdict release rating rev");

    /** Ahead of a word that is the result: "with status ACTC". */
    static final Set<String> RESULTS = Lexicon.words("status state verdict code result");

    /** Ahead of the date on which something ends. */
    static final Set<String> EXPIRING = Lexicon.words("valid expires expire expiry supported");

    static final Set<String> GRADED = Lexicon.words("grade rating");

    private static final String OUTCOMES = """
            RUN     comes back|come back|came back|exits|exit|exited|exit code|returns|return|returned|responds|respond|responded|answers|answered|prints|outputs\
            |passes|passed|pass|succeeds|succeeded|succeed|green|blue|is ok|are ok|is empty|is healthy|is successful\
            |is finished|has finished|finished before|finishes before|completes before|completed before|ends before|ended before|finished by|completed by|is valid|matches|is up|yields|gives\
            |is passing|are passing|ok|resolves to|is 200|equals|delivers
            RUN     did not fail|didn't fail|has not failed|have not failed|hasn't failed|never failed|does not fail
            SHOW    shows|show|showed|detects|detected|flags|counts|reports|report|reported|has no|have no|had no|has 0|has zero|contains no|contains 0|finds|found\
            |lists|displays|has at least|has no more|is red-free|does not show|holds|has
            QUIET   silent|quiet|did not trigger|has not triggered|never fired|never triggered|does not trigger|did not go off|is not firing|not firing|has not fired|did not fire|does not fire|stays silent|stays quiet|is silent\
            |is not triggered|has not triggered|stays green|has not been triggered|stays ok|is resolved|is inactive|is not in alert|not in alert|is not alerting|not alerting|is in ok state|is in state ok|has no alerts|has not alerted
            SETTLE  marked done|marked as done|set to done|ticked|ticked off|is ticked|is closed|are closed|closed|is approved|approved|is merged|merged|is done|is resolved|resolved|is signed off|signed off|signed\
            |is accepted|is completed|is in status|has status
            SWITCH  is off|is on|is enabled|is disabled|are off|are on|off|on|is set to|is active|evaluates to
            EXIST   exists|exist|is published|is available|is reachable|is present|is live|is signed
            """;

    /** What sort of thing can have this outcome. */
    enum Outcome {
        RUN,
        SHOW,
        QUIET,
        SETTLE,
        SWITCH,
        EXIST
    }

    /** How a run ends, and how well: any of the one with any of the other. */
    private static final String ENDINGS =
            "run runs ran finish finishes finished complete completes completed end ends ended exit exits exited pass passes passed";

    private static final String WELL =
            "successfully|without|clean|cleanly|green|with 0 errors|with no errors|with zero errors";

    static final Lexicon.Phrases<Outcome> OUTCOME_PHRASES = new Lexicon.Phrases<>();

    static {
        for (String ending : Lexicon.words(ENDINGS)) {
            Arrays.stream(WELL.split("\\|", -1)).forEach(well -> OUTCOME_PHRASES.put(ending + " " + well, Outcome.RUN));
            OUTCOME_PHRASES.put(ending + " with", Outcome.SHOW);
        }
    }

    static {
        for (String line : OUTCOMES.lines().toList()) {
            String[] columns = line.strip().split(" +", 2);
            for (String phrase : columns[1].split("\\|", -1)) {
                String said = phrase.strip();
                OUTCOME_PHRASES.put(said, Outcome.valueOf(columns[0]));
                if (said.startsWith("is ")) {
                    List.of("are", "was", "were", "has been", "have been", "be")
                            .forEach(
                                    verb -> OUTCOME_PHRASES.put(verb + said.substring(2), Outcome.valueOf(columns[0])));
                }
            }
        }
    }

    private CheckWords() {}
}
