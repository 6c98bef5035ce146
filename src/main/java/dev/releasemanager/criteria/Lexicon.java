package dev.releasemanager.criteria;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The words that carry the grammar: units, comparisons, places, times, what can be measured and what can be looked at. Not
 * a list of good and bad words: a sentence is judged by which of the parts it has.
 */
final class Lexicon {
    /** A unit as it is spelled, with how many of it one spelled unit is: a week is seven days. */
    record Measured(BigDecimal count, Unit unit) {
        Quantity of(BigDecimal number) {
            return new Quantity(number.multiply(count), unit);
        }
    }

    /** @param length in tokens */
    record Match<T>(T value, int length) {}

    /** Phrases of one or several words; the longest that fits is found. */
    static final class Phrases<T> {
        private final Map<String, T> byText = new HashMap<>();
        private final Set<String> beginnings = new HashSet<>();
        private int longest = 1;

        static <T> Phrases<T> of(List<String> phrases, T value) {
            Phrases<T> all = new Phrases<>();
            phrases.forEach(phrase -> all.put(phrase, value));
            return all;
        }

        private void put(String phrase, T value) {
            byText.put(phrase, value);
            beginnings.add(phrase.split(" ", 2)[0]);
            longest = Math.max(longest, phrase.split(" ").length);
        }

        @Nullable
        Match<T> at(List<Token> tokens, int from) {
            boolean begins = from >= 0
                    && from < tokens.size()
                    && beginnings.contains(tokens.get(from).key());
            for (int length = begins ? Math.min(longest, tokens.size() - from) : 0; length > 0; length--) {
                String phrase = join(tokens, from, length);
                T value = phrase == null ? null : byText.get(phrase);
                if (value != null) {
                    return new Match<>(value, length);
                }
            }
            return null;
        }

        private static @Nullable String join(List<Token> tokens, int from, int length) {
            StringBuilder phrase = new StringBuilder();
            for (Token token : tokens.subList(from, from + length)) {
                if (token.isQuoted() || token.key().length() > 24) {
                    return null;
                }
                phrase.append(phrase.length() == 0 ? "" : " ").append(token.key());
            }
            return phrase.toString();
        }
    }

    private static final String UNIT_SPELLINGS = """
            PERCENT              1  % percent pct prozent|per cent
            PERMILLE             1  ‰ permille|per mille
            PERCENTAGE_POINT     1  pp|percentage point|percentage points|percent points
            MICROSECOND          1  µs μs us microsecond microseconds
            MILLISECOND          1  ms msec msecs millis millisecond milliseconds
            SECOND               1  s sec secs second seconds
            MINUTE               1  m min mins minute minutes
            HOUR                 1  h hr hrs hour hours
            DAY                  1  d day days
            DAY                  7  w week weeks
            DAY                 30  month months
            BYTE                 1  byte bytes
            KILOBYTE             1  kb kilobyte kilobytes
            MEGABYTE             1  mb megabyte megabytes
            GIGABYTE             1  gb gigabyte gigabytes
            TERABYTE             1  tb terabyte terabytes
            KIBIBYTE             1  kib
            MEBIBYTE             1  mib
            GIBIBYTE             1  gib
            PER_SECOND           1  /s /sec /second rps qps tps req/s reqs/s requests/s request/s requests/sec requests/second \
            queries/s ops/s msg/s msgs/s messages/s events/s tx/s hz|per second|a second
            PER_MINUTE           1  /min /minute rpm req/min requests/min requests/minute orders/min events/min messages/min\
            |per minute|a minute
            PER_HOUR             1  /h /hr /hour orders/h orders/hour|per hour|an hour
            PER_DAY              1  /d /day orders/day|per day|a day
            BYTE_PER_SECOND      1  b/s
            KILOBYTE_PER_SECOND  1  kb/s|kb per second
            MEGABYTE_PER_SECOND  1  mb/s|mb per second
            GIGABYTE_PER_SECOND  1  gb/s|gb per second
            """;

    static final Phrases<Measured> UNIT_PHRASES = new Phrases<>();

    /** Those that are written in one word, also right behind the number. */
    static final Map<String, Measured> UNITS = new HashMap<>();

    static {
        for (String line : UNIT_SPELLINGS.lines().toList()) {
            String[] columns = line.strip().split(" +", 3);
            Measured measured = new Measured(new BigDecimal(columns[1]), Unit.valueOf(columns[0]));
            String[] spellings = columns[2].split("\\|", -1);
            for (String word : words(spellings[0])) {
                UNITS.put(word, measured);
                UNIT_PHRASES.put(word, measured);
            }
            Arrays.stream(spellings).skip(1).forEach(phrase -> UNIT_PHRASES.put(phrase, measured));
        }
    }

    static final Set<String> TIMES = words("x times × fold");

    static final Map<String, BigDecimal> NUMERALS = numerals(
            "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
                    + " seventeen eighteen nineteen twenty");

    private static final String COMPARISONS = """
            LESS      <|below|under|beneath|underneath
            AT_MOST   <=|=<|≤|at most|up to|at or below|at or under|below or equal to|less than or equal to|lower than or \
            equal to|below or at|max|max.|maximum|maximal|maximum of|a maximum of|limited to|capped at|at the most|at most equal to|at most as high as|at most as many as|at maximum|at max
            GREATER   >|above|exceed|exceeds|exceeding|exceeded|beyond|surpass|surpasses|in excess of
            AT_LEAST  >=|=>|≥|at least|at or above|at or over|greater than or equal to|more than or equal to|minimum|minimal|minimum of\
            |a minimum of|at the least|at least equal to|at least as high as|at least as many as|at minimum|at a minimum
            EQUAL     =|==|equals|equal|equal to|exactly
            """;

    static final Phrases<Comparison> SIGNS = new Phrases<>();

    static {
        for (String line : COMPARISONS.lines().toList()) {
            String[] columns = line.strip().split(" +", 2);
            for (String phrase : columns[1].split("\\|", -1)) {
                SIGNS.put(phrase.strip(), Comparison.valueOf(columns[0]));
            }
        }
        words("less fewer lower smaller shorter faster earlier younger quicker lighter")
                .forEach(word -> SIGNS.put(word + " than", Comparison.LESS));
        words("more greater higher larger longer slower bigger older later further farther heavier")
                .forEach(word -> SIGNS.put(word + " than", Comparison.GREATER));
    }

    /** Behind an amount and "or": "300 ms or less". */
    static final Set<String> OR_LESS = words("less fewer lower below under faster smaller");

    static final Set<String> OR_MORE = words("more higher greater above better over larger up beyond");

    /** Worse is higher for most of what is measured; for these it is lower. */
    static final Set<String> BETTER_WHEN_HIGHER = words(
            "throughput availability uptime conversion success orders order coverage hit crash-free sessions sign-ups signups"
                    + " revenue recall precision f1 auc accuracy agreement margin headroom score rating csat nps apdex sales retention successful authorisation authorization");

    static final Set<String> NEGATIONS = words("not never cannot no without nor");

    /** Verbs and the like that tie a subject to its comparison and say nothing themselves. */
    static final Set<String> LINKS =
            words("be is are was were been being stay stays staying remain remains must should shall"
                    + " will may can might could would need needs to has have had keep keeps kept get gets go goes going rise rises"
                    + " climb climbs drop drops fall falls grow grows increase increases decrease decreases average averages come"
                    + " comes lie lies sit sits do does did always consistently ever not never we require ensure verify make sure that"
                    + " which confirm expect check the a an our its their this these those all any reach reaches reached at of by"
                    + " value values still then and or but also there it no longer with only both for and, as measured hold holds holding so"
                    + " cannot without in on over");

    /** What a sentence opens with before it comes to its subject. */
    static final Set<String> OPENINGS =
            words("we require ensure verify make sure that confirm expect check the a an our its their"
                    + " there must should shall be have has is are and or but of by keep then");

    /** How a value changes. */
    enum Move {
        GROWTH,
        DROP,
        /** Growth or drop, by what is measured. */
        WORSENING,
        CHANGE;

        /** Of a subject: "growth of". */
        String of() {
            return name().toLowerCase(Locale.ROOT) + " of ";
        }
    }

    private static final String MOVING = """
            GROWTH  grow|grows|grown|growing|increase|increases|increased|rise|rises|risen|climb|climbs|go up|goes up|gone up|be up|is up|up
            DROP    fall|falls|fallen|drop|drops|dropped|decrease|decreases|decreased|shrink|shrinks|decline|declines|go down|goes down|be down|is down|down
            WORSENING get worse|gets worse|worsen|worsens|deteriorate|deteriorates|degrade|degrades
            CHANGE  deviate|deviates|differ|differs|change|changes|changed|vary|varies|move|moves
            """;

    static final Phrases<Move> MOVES = new Phrases<>();

    static {
        for (String line : MOVING.lines().toList()) {
            String[] columns = line.strip().split(" +", 2);
            for (String phrase : columns[1].split("\\|", -1)) {
                MOVES.put(phrase, Move.valueOf(columns[0]));
            }
        }
    }

    /** How much, said in a way that only a person could judge: "not much worse". */
    static final Set<String> DEGREES = words(
            "much far way too so noticeably significantly considerably dramatically materially substantially markedly"
                    + " notably greatly visibly seriously clearly lot bit little slightly somewhat badly drastically");

    /** A verb whose object is how long it takes. */
    static final Set<String> LASTING =
            words("take takes took finish finishes complete completes load loads start starts boot"
                    + " boots respond responds return returns end ends run runs last lasts drain drains recover recovers render renders"
                    + " open opens succeed succeeds restore restores answer answers arrive arrives");

    /** What things do so and so many times, or to so and so many; ahead of a number in words. */
    static final Set<String> DOING = words(
            "restarts opens closes receives consumes uses handles processes serves emits fires triggers"
                    + " spends loses misses drop drops fail crash restart return open close send write create sends writes reads creates generates produces sees costs fails crashes has"
                    + " contains completes finishes complete finish returns reports shows throws retries drops allocates holds keeps gets answers");

    /** How a thing stands to a number or to another thing; no nouns. */
    static final Set<String> STANDING_TO = words(
            "lag lags wait waits amount amounts reach reaches make makes cost costs differ agree agrees peak peaks"
                    + " differs match matches lie lies exceed exceeds equals gives yields flaps succeeds succeed gets get takes comes scores averages becomes number numbers total totals");

    /** Of those, the ones that say more than that it lasts. */
    static final Set<String> TELLING = words("load start boot respond drain recover render open restore answer arrive");

    /** A verb whose object is how much is reached. */
    static final Set<String> SUSTAINING =
            words("sustain sustains sustained handle handles handled hold holds held serve serves"
                    + " served process processes processed achieve achieves");

    static final Set<String> ARTICLES = words("the a an its our their this that these those any each every all both");

    static final Set<String> ENVIRONMENTS =
            words("staging canary canaries production prod preprod pre-production preproduction"
                    + " uat qa-env sandbox perf testbed testflight beta edge integration");

    static final Set<String> PLACING = words("on in at for across against to into inside within among from under");

    /** Ahead of the name of what says so: "per Grafana". */
    static final Set<String> BY_SOURCE = words("per via");

    /** They are an environment only behind a preposition: "the edge proxy" is a proxy. */
    static final Set<String> SELDOM_ENVIRONMENTS = words("edge beta integration perf sandbox");

    /** Words for knowing something, ahead of where it is known from: "as measured in Grafana". */
    static final Set<String> KNOWN = words(
            "measured read shown reported logged seen observed taken counted visible recorded sampled tracked displayed queried");

    static final Set<String> SPANNING =
            words("for over during in within across throughout through while on between after until since");

    static final Set<String> RECENT = words("last past first next previous preceding trailing rolling whole entire full"
            + " following any each every complete consecutive");

    /** Times that have a name instead of a length. */
    static final Set<String> PERIODS = words(
            "monday tuesday wednesday thursday friday saturday sunday morning evening bake baking soak week day month night window rollout roll-out hour period peak"
                    + " weekend today yesterday launch migration run test replay rehearsal simulation exercise trial sprint shift session gameday game-day release deployment deploy campaign event cutover ramp-up"
                    + " backfill drill");

    /** Prepositional phrases that name no place, though they look like it. */
    static final Set<String> NOWHERE =
            words("average median mean total general place line time control order sure example most least"
                    + " customers customer users user everyone everybody us people need case detail details fact turn advance use"
                    + " all which it them this that them now row parallel addition full theory practice mind sync worst best once"
                    + " review progress them good current same shape vacation leave duty holiday");

    /** They name a thing, or nothing; a measure is something about it. */
    static final Set<String> NO_MEASURE =
            words("it this that they everything all things thing something anything system systems"
                    + " app apps application applications service services site website platform release deployment build product"
                    + " feature features performance stability quality metrics metric kpi kpis numbers number values value results"
                    + " result data stats statistics we you i canary staging production what performs behaviour behavior"
                    + " is are was be stays indicators figures impact");

    /** A bare number against one of these says nothing: it could be milliseconds or seconds, percent or per second. */
    static final Set<String> SHARES = words(
            "rate rates ratio share percentage utilisation utilization usage cpu availability"
                    + " uptime coverage conversion crash-free fraction proportion saturation drop-off dropoff bounce churn opt-in opt-out abandonment");

    static final Set<String> EXTENTS =
            words("latency latencies time times duration delay ttfb lcp inp fcp tti pause pauses"
                    + " freshness memory heap disk size footprint bandwidth egress ingress throughput rtt age response"
                    + " p50 p75 p90 p95 p99 p99.9 p999 percentile median storage");

    /** Of those, the ones that are a time. */
    static final Set<String> TIMED =
            words("latency latencies time times duration delay ttfb lcp inp fcp tti pause pauses freshness rtt age"
                    + " response p50 p75 p90 p95 p99 p99.9 p999 percentile median lag wait waits");

    /** They are a multiple of something by nature: "burn rate < 2x". */
    static final Set<String> FACTORS = words("burn multiplier multiple factor speedup overhead amplification");

    /** They are plain numbers by nature, whatever else stands beside them. */
    static final Set<String> PLAIN =
            words("cls score rating apdex csat nps burn number count index factor connections queue"
                    + " balance credits threads descriptors replicas pods messages records rows errors requests");

    /** Systems count these; "no" of them is a number. Things that only a person could call so aren't among them. */
    static final Set<String> COUNTED = words(
            "incident incidents bug bugs blocker blockers ticket tickets defect defects alert"
                    + " alerts restart restarts message messages exception exceptions crash crashes vulnerability vulnerabilities cve cves"
                    + " row rows record records timeout timeouts capture captures failure failures login logins deadlock deadlocks job"
                    + " jobs order orders request requests error errors violation violations finding findings duplicate duplicates kill"
                    + " kills test tests case cases issue issues p0 p1 p2 5xx 4xx responses response escalation escalations page pages"
                    + " event events entry entries mismatch mismatches retries rollbacks disconnects evictions charges links"
                    + " payments refunds pods hits results sessions complaints regressions nullpointerexceptions accounts reviews pick picks pull");

    /** Of the counted, those that are counted in a list somebody keeps; an environment isn't one. */
    static final Set<String> LISTED =
            words("bug bugs blocker blockers ticket tickets defect defects issue issues incident"
                    + " incidents finding findings regressions vulnerability vulnerabilities cve cves complaints p0 p1 p2 error errors"
                    + " alert alerts failure failures crash crashes problem problems");

    static final Set<String> CLOSED = words("closed resolved fixed done merged approved completed");

    static final Set<String> SIZED = words("image bundle binary apk aab ipa package artifact artefact jar installer");

    /** Programs that are run from a command line. */
    static final Set<String> COMMANDS = words(
            "curl wget diff kubectl helm npm npx yarn pnpm mvn gradle make terraform psql mysql"
                    + " docker git python python3 go pytest bundle rake cargo ansible ansible-playbook aws gcloud az dig nslookup k6 jq"
                    + " bash sh ssh redis-cli cosign trivy grype flyway liquibase dbt java node openssl nc ping testssl.sh istioctl"
                    + " argocd vault sops tox ruff bazel ctest select pg_restore pg_dump mkdocs semgrep snyk newman artillery locust mongodump mysqldump rsync gh-ost");

    /** Things that are run or looked at and that have names of their own. */
    static final Set<String> ARTEFACTS = withPlurals(
            "job jobs build builds pipeline workflow suite test tests check checks scan scanner"
                    + " query dashboard board panel monitor alert alarm probe endpoint healthcheck report ticket issue request pr dag"
                    + " task run stage step gate flag toggle project filter plan script command hook action ci view scenario"
                    + " scenarios jql sql promql nrql kql certificate tag image backup group change quality page module cluster schema collection deployment"
                    + " rollout batch index topic target snapshot notebook playbook lint rule policy"
                    + " diff log audit comparison reconciliation matrix validation validator crawler linter benchmark drill");

    /** Ahead of a check: "verify that". */
    static final Set<String> CHECK_OPENINGS = words("check ensure verify that the confirm our");

    /** Ahead of an outcome that says it without a verb: "reports Succeeded". */
    static final Set<String> TELLS =
            words("returns reports gives shows says prints exits answers responds ends finishes");

    /** Between such a verb and the outcome: "is marked as passed". */
    static final Set<String> SETTING = words("been as marked recorded shown noted listed moved");

    static final Set<String> BEFORE_OUTCOME = words(": is are was were has have must should shall");

    /** Where an outcome is over. */
    static final Set<String> AFTER_OUTCOME = words("for in on by against at according from over during across");

    static final Set<String> BEFORE_SCOPE = words("for on in at from over against during across");

    /** Ahead of the tool that says so. */
    static final Set<String> BY = words("by in on");

    /** Tools that say yes or no by themselves. */
    static final Set<String> ANALYSERS = words("sonarqube snyk trivy grype semgrep zap checkmarx veracode codecov"
            + " lighthouse axe dependabot fossa blackduck");

    static final Set<String> RUNS_OF_CI = words("ci pipeline build workflow job run");

    static final Set<String> REQUESTS = words("ticket issue request change pr story epic task");

    static final Set<String> SWITCHES = words("flag toggle flags switch");

    /** As they are written: in capitals. */
    static final Set<String> METHODS = words("GET POST PUT HEAD DELETE PATCH OPTIONS");

    /** Only programs do this. */
    static final Set<String> EXITING = words("exits exited");

    /** What can be seen on a screen, or not. */
    static final Set<String> CONCRETE = words("no zero only none empty all nothing green red yes true false up ok not"
            + " successful success passed active running healthy");

    /** The same as the last word of an outcome. */
    static final Set<String> CONCRETE_LAST = words("no 0 zero least");

    /** Between a thing and its value. */
    static final Set<String> VALUED = words("is are = equals : reads be");

    /** Ahead of a state by its name. */
    static final Set<String> BEFORE_STATE =
            words("to as in is are marked set status state stage phase column lane shows moved");

    /** Said of all, or of none, of some things. */
    static final Set<String> QUANTIFYING = words("all every each both none no");

    /** What is said of a thing begins there. */
    static final Set<String> PREDICATING = words("is are was were has have ends end does do carries carry bears");

    /** Ahead of a clock. */
    static final Set<String> DEADLINES = words("by before until till");

    /** Systems by which something is looked at. */
    static final Set<String> TOOLS =
            words("ci jenkins github gitlab buildkite circleci travis teamcity bamboo bitrise grafana"
                    + " datadog prometheus alertmanager kibana splunk sentry newrelic dynatrace pagerduty opsgenie statuspage pingdom jira"
                    + " linear zendesk servicenow sonarqube codecov snyk trivy grype dependabot semgrep zap checkmarx veracode testrail"
                    + " xray zephyr browserstack saucelabs percy lighthouse axe crashlytics firebase launchdarkly unleash split airflow"
                    + " dagster dbt tableau looker superset snowflake bigquery databricks argocd argo spinnaker terraform cypress playwright"
                    + " selenium k6 gatling jmeter locust stripe adyen cloudwatch stackdriver honeycomb rollbar bugsnag instana nagios"
                    + " zabbix checkly catchpoint wiz fossa blackduck nexus artifactory flyway liquibase");

    /** Tests that say which ones they are, if only by their sort. */
    static final Set<String> TEST_SORTS = words(
            "synthetic synthetics journey smoke e2e end-to-end regression integration contract acceptance unit api ui sanity load performance");

    static final Set<String> BOUND_TO =
            words("revision commit build branch tag sha version candidate main master head hash release");

    /** Capitals that are words, not names. */
    static final Set<String> COMMON_CAPITALS =
            words("qa ci cd api sla slo slos slas cpu uat db ok go ui ux e2e pr ga rc gdpr pci"
                    + " iso dba ssl tls dns ttl faq cdn kpi kpis tbd n/a pm po id idp etl ios pdf css html js jvm gc http https url csat"
                    + " nps hr it sre ops rto rpo vip eta asap soc legal ram ssd lcp cls inp tti fcp anr p50 p75 p90 p95 p99 2fa mfa b2b"
                    + " sql json xml dlq nfr i18n l10n a11y");

    /** Ahead of an amount of money, or behind it. */
    static final Set<String> CURRENCIES = words(
            "eur usd gbp chf sek nok dkk pln czk jpy cad aud nzd inr brl eur. euro euros dollar dollars pounds cents");

    /** Between a sign and its number. */
    static final Set<String> AROUND_NUMBERS = words("a an the of about around total to be only is or equal . :");

    /** How far from a baseline, and on which side of it. */
    static final Set<String> HIGHER = words("above over higher more greater slower longer larger bigger");

    static final Set<String> LOWER = words("below under beneath lower less fewer smaller shorter faster quicker");

    /** Ahead of what is compared with. */
    static final Set<String> REFERRING =
            words("than above below beneath to with of over under vs vs. versus from against times x as");

    /** Of these, the ones that do it only behind an amount or a word for comparing. */
    static final Set<String> REFERRING_WEAKLY =
            words("of over under with to from as above below beneath against x times");

    static final Set<String> COMPARED = words("compared relative comparison compares measured");

    static final Set<String> FORMER =
            words("previous last former prior current stable old existing present preceding same");

    static final Set<String> STABLE = words("stable");

    /** What runs, ran or will run, as a whole. */
    static final Set<String> VERSIONS =
            words("release version deployment deploy build production baseline revision one fleet pool"
                    + " hosts instances group pods cluster nodes track");

    /** What "before" is before of. */
    static final Set<String> EVENT_BEFORE = words("the this rollout change release deploy deployment launch migration");

    static final Set<String> DATES = words("week month day quarter weekend year monday sunday yesterday friday");

    /** What a sign without a number may compare with, if a measure follows. */
    static final Set<String> OTHERS = words("prod production staging control stable");

    /** What an experiment compares with. */
    static final Set<String> ARMS = words("variant arm control holdout");

    /** A baseline that nobody could look up. */
    static final Set<String> HABITUAL = words("usual normal average");

    /** A share behind one of these is to be reached. */
    static final Set<String> TARGETS = words("slo objective target");

    /** Where a noun phrase is over. */
    static final Set<String> ENDING_PHRASES =
            words("is are and must should stays stay remains does do has have holds shall will may"
                    + " with still by when compared goes can pass passed fail failed succeed succeeded");

    static final Set<String> MAXIMAL = words("max max. maximum");

    /** Between a subject and its zero. */
    static final Set<String> STATING = words("is are remains remain at be stays holds has contains");

    /** Between a subject and its 100 %. */
    static final Set<String> REACHING = words("at is are reaches reach be");

    static final Set<String> SUCCEEDING = words(
            "succeed succeeds succeeded pass passes passed successful delivered available ready healthy running online up");

    /** Behind "no": what only a person could say there was none of. */
    static final Set<String> UNUSUAL =
            words("increase spike spikes change significant unusual rise drop deviation deviations impact");

    /** Behind the subject's last word, and no part of it. */
    static final Set<String> CLOSINGS = words("takes take than compared");

    /** The subject itself says in what it is counted. */
    static final Set<String> UNIT_IN_SUBJECT = words("per cost");

    /** Ahead of any name of a time. */
    static final Set<String> DURING = words("during throughout while");

    /** Ahead of a time only if that can be nothing else. */
    static final Set<String> RATHER_PLACING = words("in on across through after until since between per");

    static final Set<String> DAYS_NAMED = words("yesterday's yesterday today's today overnight");

    static final Set<String> DAYS = words(
            "monday tuesday wednesday thursday friday saturday sunday morning evening day week night weekend yesterday today yesterday's today's");

    /** Behind a length of time that needs no preposition. */
    static final Set<String> WINDOWS = words("window period average soak bake");

    static final Set<String> REVISIONS = words("revision commit");

    /** Ahead of a place only if that has a name. */
    static final Set<String> SELDOM_PLACING = words("under from to into against");

    /** Lists that somebody keeps, and places that hold one. */
    static final Set<String> LISTS = words("milestone label namespace repo repository release backlog tracker sandbox");

    /** What a person decided on: it stands still, so one look at one thing settles it. */
    static final Set<String> CONFIGURED =
            words("ttl timeout retention limit quota replicas replica interval max-age expiry validity");

    /** What has a version, a tag or a state that is a word. */
    static final Set<String> VERSIONED = words(
            "version tag image digest revision sha status state grade engine phase commit hash level mode build result"
                    + " verdict release rating rev");

    /** Behind "no" and the like: what only a person could call so. */
    static final Set<String> UNCOUNTABLE =
            words("issue issues problem problems anomaly anomalies surprise surprises concern concerns regression"
                    + " regressions trouble troubles impact harm degradation");

    /** A figure made of others, which so has a value: "the October average". */
    static final Set<String> FIGURES =
            words("average mean median peak level volume figure value maximum total sum balance count");

    /** Not lists, though they can be opened: what stands in them is counted over a time. */
    static final Set<String> LOGS = words("log logs");

    /** Ahead of a word that is the result: "with status ACTC". */
    static final Set<String> RESULTS = words("status state verdict code result");

    /** A clause before a comma that gives a reason or the moment, and demands nothing itself. */
    static final Set<String> REASONING = words(
            "because since as given although unlike once when even to in due after so considering while whenever");

    /** A new demand may begin there. */
    static final Set<String> JOINTS = words("and , ; with but while");

    /** Of these, the ones that don't also join what one demand is about. */
    static final Set<String> JOINTS_OF_DEMANDS = words("and , ; : but while");

    /** Ahead of the date on which something ends. */
    static final Set<String> EXPIRING = words("valid expires expire expiry supported");

    /** A sign that says by how much, behind a verb of change. */
    static final Set<String> HOW_MUCH = words("than most least to");

    /** "at least equal to that of 9.1". */
    static final Set<String> THAT = words("that those");

    /** Behind "at least", without changing it. */
    static final Set<String> EQUALLING = words("equal equals equalling");

    /** "or the same as", "or equal to". */
    static final Set<String> SAME = words("the same as equal to that of");

    /** Behind how long ago something was. */
    static final Set<String> AGED = words("old ago before");

    /** Between a number and its days. */
    static final Set<String> DAY_SORTS =
            words("business banking working consecutive calendar full trading more further additional");

    /** Between the parts of a terse line. */
    static final Set<String> PARTING = words(", ; / |");

    static final Set<String> AND = words("and");

    static final Set<String> GRADED = words("grade rating");

    /** What only somebody's head holds. */
    static final Set<String> EXPECTED =
            words("expected expectation expectations planned target targets wishes requirement requirements");

    /** Ahead of what is compared, and "than": "no greater share than". */
    static final Set<String> MORE_OF = words("greater higher larger longer bigger");

    static final Set<String> LESS_OF = words("lower smaller shorter");

    /** They are looked at, whatever time they are of. */
    static final Set<String> REPORTS = words("report dashboard panel board log query sheet table");

    /** A number with decimals says enough of them. */
    static final Set<String> RATIOS = words("ratio ratios");

    /** Said of a value, not of how far it is from another: "not lower than 1 % below". */
    static final Set<String> LOW = words("lower below under beneath");

    static final Set<String> BASELINES = words("baseline baselines");

    static final Set<String> LATELY = words("last past first next previous preceding consecutive following");

    /** Ahead of things one by one. */
    static final Set<String> EACH = words("each every any all");

    /** Ahead of how many were looked at. */
    static final Set<String> SAMPLING = words("over across");

    /** Ways, not times: "over the VPN". */
    static final Set<String> CHANNELS =
            words("link network internet vpn api bridge wire air cable connection bus line channel tunnel"
                    + " wifi wi-fi lan wan proxy gateway counter radio");

    /** Ahead of a date. */
    static final Set<String> DATING = words("in on of for from between during since");

    static final Set<String> IN_DATES = words("the of to and – until till - ,");

    static final Set<String> MONTHS =
            words("january february march april may june july august september october november december"
                    + " jan feb mar apr jun jul aug sep sept oct nov dec");

    /** Verbs of what is so by configuration. */
    static final Set<String> STANDING = words(
            "allow allows permit permits contain contains list lists include includes define defines specify specifies hold holds keep keeps");

    /** "the value before the change". */
    static final Set<String> WHAT_WAS = words("value values level one figure figures state number");

    /** Ahead of two numbers that the value stays between. */
    static final Set<String> RANGING = words("between from range");

    static final Set<String> CLOCKS = words("am pm a.m p.m utc cet gmt o'clock");

    /** "Open blockers in PAY: none". */
    static final Set<String> NONE = words("none nil");

    private static final String OUTCOMES = """
            RUN     comes back|come back|came back|exits|exit|exited|exit code|returns|return|returned|responds|respond|responded|answers|answered|prints|outputs\
            |passes|passed|pass|succeeds|succeeded|succeed|green|blue|is ok|are ok|is empty|is healthy|is successful\
            |is finished|has finished|finished before|finishes before|completes before|completed before|ends before|ended before|finished by|completed by|is valid|matches|is up|yields|gives\
            |is passing|are passing|ok|resolves to|is 200|equals|delivers
            RUN     did not fail|didn't fail|has not failed|have not failed|hasn't failed|never failed|does not fail
            SHOW    shows|show|showed|detects|detected|flags|counts|reports|report|reported|has no|have no|had no|has 0|has zero|contains no|contains 0|finds|found\
            |lists|displays|has at least|has no more|is red-free|does not show|holds|has
            QUIET   is not firing|not firing|has not fired|did not fire|does not fire|stays silent|stays quiet|is silent\
            |is not triggered|has not triggered|stays green|has not been triggered|stays ok|is resolved|is inactive|is not in alert|not in alert|is not alerting|not alerting|is in ok state|is in state ok|has no alerts|has not alerted
            SETTLE  marked done|marked as done|set to done|ticked|ticked off|is ticked|is closed|are closed|closed|is approved|approved|is merged|merged|is done|is resolved|resolved|is signed off\
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

    static final Phrases<Outcome> OUTCOME_PHRASES = new Phrases<>();

    static {
        for (String ending : words(ENDINGS)) {
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

    private Lexicon() {}

    private static Set<String> withPlurals(String line) {
        Set<String> words = words(line);
        words(line).forEach(word -> words.add(word + "s"));
        return words;
    }

    private static Set<String> words(String line) {
        return new HashSet<>(Arrays.asList(line.strip().split("\\s+")));
    }

    private static Map<String, BigDecimal> numerals(String line) {
        List<String> words = List.of(line.split(" "));
        return words.stream()
                .collect(Collectors.toMap(Function.identity(), word -> new BigDecimal(words.indexOf(word))));
    }
}
