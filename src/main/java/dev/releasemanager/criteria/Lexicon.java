package dev.releasemanager.criteria;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The words that carry the grammar: here units, numbers and what can be measured, beside it {@link SignWords},
 * {@link PlaceWords}, {@link TimeWords} and {@link CheckWords}. Not lists of good and bad words: a sentence is judged by which
 * of the parts it has.
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

        void put(String phrase, T value) {
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
            PERCENT           0.01  bp|basis point|basis points
            PERMILLE             1  ‰ permille|per mille
            PERCENTAGE_POINT     1  pp|percentage point|percentage points|percent points
            MICROSECOND          1  µs μs us microsecond microseconds
            MILLISECOND          1  ms msec msecs millis millisecond milliseconds
            SECOND               1  s sec secs second seconds sekunde sekunden
            MINUTE               1  m min mins minute minutes minuten
            HOUR                 1  h hr hrs hour hours stunde stunden std
            DAY                  1  d day days tag tage tagen
            DAY                  7  w week weeks woche wochen
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

    /** Worse is higher for most of what is measured; for these it is lower. */
    static final Set<String> BETTER_WHEN_HIGHER = words(
            "throughput availability uptime conversion success orders order coverage hit crash-free sessions sign-ups signups"
                    + " revenue recall precision f1 auc mos fps iops bleu ndcg satisfaction yield efficiency accuracy agreement margin headroom score rating csat nps apdex sales retention successful authorisation authorization");

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
    static final Set<String> SUSTAINING = words(
            "sustain sustains sustained handle handles handled hold holds held serve serves"
                    + " served process processes processed achieve achieves accept accepts accepted ingest ingests ingested absorb absorbs answer answers deliver delivers");

    static final Set<String> ARTICLES = words("the a an its our their this that these those any each every all both");

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

    static final Set<String> SIZED =
            words("image bundle binary apk aab ipa package artifact artefact jar installer download");

    /** Capitals that are words, not names. */
    static final Set<String> COMMON_CAPITALS =
            words("qa ci cd api sla slo slos slas cpu uat db ok go ui ux e2e pr ga rc gdpr pci"
                    + " iso dba ssl tls dns ttl faq cdn kpi kpis tbd n/a pm po id idp etl ios pdf css html js jvm gc http https url csat"
                    + " nps hr it sre ops rto rpo vip eta asap soc legal ram ssd lcp cls inp tti fcp anr p50 p75 p90 p95 p99 2fa mfa b2b"
                    + " sql json xml dlq i.e e.g nfr i18n l10n a11y");

    /** Ahead of an amount of money, or behind it. */
    static final Set<String> CURRENCIES = words(
            "eur usd gbp chf sek nok dkk pln czk jpy cad aud nzd inr brl eur. euro euros dollar dollars pounds cents");

    /** Between a sign and its number. */
    static final Set<String> AROUND_NUMBERS = words("a an the of about around total to be only is or equal . :");

    /** A share behind one of these is to be reached. */
    static final Set<String> TARGETS = words("slo objective target");

    /** Where a noun phrase is over. */
    static final Set<String> ENDING_PHRASES = words(
            "is are and must should stays stay remains does do has have holds shall will may"
                    + " with still by when where whose which we you they compared goes can pass passed fail failed succeed succeeded");

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

    /** What a person decided on: it stands still, so one look at one thing settles it. */
    static final Set<String> CONFIGURED =
            words("ttl timeout retention limit quota replicas replica interval max-age expiry validity");

    /** Behind "no" and the like: what only a person could call so. */
    static final Set<String> UNCOUNTABLE =
            words("issue issues problem problems anomaly anomalies surprise surprises concern concerns regression"
                    + " regressions trouble troubles impact harm degradation");

    /** A figure made of others, which so has a value: "the October average". */
    static final Set<String> FIGURES =
            words("average mean median peak level volume figure value maximum total sum balance count");

    /** A clause before a comma that gives a reason or the moment, and demands nothing itself. */
    static final Set<String> REASONING = words(
            "because since as given although unlike once when even to in due after so considering while whenever");

    /** A new demand may begin there. */
    static final Set<String> JOINTS = words("and , ; with but while");

    /** Of these, the ones that don't also join what one demand is about. */
    static final Set<String> JOINTS_OF_DEMANDS = words("and , ; : but while");

    /** Between the parts of a terse line. */
    static final Set<String> PARTING = words(", ; / |");

    static final Set<String> AND = words("and");

    /** A number with decimals says enough of them. */
    static final Set<String> RATIOS = words("ratio ratios");

    /** Verbs of what is so by configuration. */
    static final Set<String> STANDING = words(
            "allow allows permit permits contain contains list lists include includes define defines specify specifies hold holds keep keeps");

    /** How far one thing is from another that the sentence names. */
    static final Set<String> DISTANCES = words("difference deviation delta gap discrepancy distance");

    /** Between two figures of which the difference is meant. */
    static final Set<String> LESS = words("minus");

    /** Of these, the ones that say what is in a thing. */
    static final Set<String> CONTAINING = words("contain contains hold holds");

    /** "Open blockers in PAY: none". */
    static final Set<String> NONE = words("none nil");

    private Lexicon() {}

    static Set<String> withPlurals(String line) {
        Set<String> words = words(line);
        words(line).forEach(word -> words.add(word + "s"));
        return words;
    }

    static Set<String> words(String line) {
        return new HashSet<>(Arrays.asList(line.strip().split("\\s+")));
    }

    private static Map<String, BigDecimal> numerals(String line) {
        List<String> words = List.of(line.split(" "));
        return words.stream()
                .collect(Collectors.toMap(Function.identity(), word -> new BigDecimal(words.indexOf(word))));
    }
}
