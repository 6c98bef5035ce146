package dev.releasemanager.criteria;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The words of comparisons: signs, changes, and what stands between a measure and its baseline. */
final class SignWords {
    private static final String COMPARISONS = """
            LESS      <|below|under|beneath|underneath
            AT_MOST   <=|=<|≤|at most|up to|at or below|at or under|below or equal to|less than or equal to|lower than or \
            equal to|below or at|max|max.|maximum|maximal|maximum of|a maximum of|limited to|capped at|at the most|at worst|at the worst|at the highest|at the longest|at most equal to|at most as high as|at most as many as|at maximum|at max|at the very most|tops out at|peaks at|maxes out at|caps out at
            GREATER   >|above|exceed|exceeds|exceeding|exceeded|beyond|surpass|surpasses|in excess of
            AT_LEAST  >=|=>|≥|at least|at or above|at or over|greater than or equal to|more than or equal to|minimum|minimal|minimum of\
            |a minimum of|at the least|at the lowest|at least equal to|at least as high as|at least as many as|at minimum|at a minimum|at the very least|bottoms out at
            EQUAL     =|==|equals|equal|equal to|exactly
            """;

    static final Lexicon.Phrases<Comparison> SIGNS = new Lexicon.Phrases<>();

    static {
        for (String line : COMPARISONS.lines().toList()) {
            String[] columns = line.strip().split(" +", 2);
            for (String phrase : columns[1].split("\\|", -1)) {
                SIGNS.put(phrase.strip(), Comparison.valueOf(columns[0]));
            }
        }
        Lexicon.words("less fewer lower smaller shorter faster earlier younger quicker lighter")
                .forEach(word -> SIGNS.put(word + " than", Comparison.LESS));
        Lexicon.words("more greater higher larger longer slower bigger older later further farther heavier")
                .forEach(word -> SIGNS.put(word + " than", Comparison.GREATER));
    }

    /** Behind an amount and "or": "300 ms or less". */
    static final Set<String> OR_LESS =
            Lexicon.words("less fewer lower below under faster smaller quicker shorter sooner earlier cheaper");

    static final Set<String> OR_MORE =
            Lexicon.words("more higher greater above better over larger up beyond longer bigger later");

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

    static final Lexicon.Phrases<Move> MOVES = new Lexicon.Phrases<>();

    static {
        for (String line : MOVING.lines().toList()) {
            String[] columns = line.strip().split(" +", 2);
            for (String phrase : columns[1].split("\\|", -1)) {
                MOVES.put(phrase, Move.valueOf(columns[0]));
            }
        }
    }

    /** Of a verb; "decline rate" is none. */
    static Lexicon.@Nullable Match<Move> moveAt(Clause clause, int i) {
        Lexicon.Match<Move> move = MOVES.at(clause.tokens(), i);
        boolean noun = move != null
                && (clause.isOneOf(i + move.length(), Lexicon.SHARES)
                        || clause.isOneOf(i + move.length(), Lexicon.EXTENTS)
                        || clause.isOneOf(i + move.length(), Lexicon.FIGURES));
        return noun ? null : move;
    }

    /** How much, said in a way that only a person could judge: "not much worse". */
    static final Set<String> DEGREES = Lexicon.words(
            "much far way too so noticeably significantly considerably dramatically materially substantially markedly"
                    + " notably greatly visibly seriously clearly lot bit little slightly somewhat badly drastically noticeable considerable");

    /** How far from a baseline, and on which side of it. */
    static final Set<String> HIGHER = Lexicon.words("above over higher more greater slower longer larger bigger");

    static final Set<String> LOWER =
            Lexicon.words("below under beneath lower less fewer smaller shorter faster quicker");

    /** Ahead of what is compared with. */
    static final Set<String> REFERRING =
            Lexicon.words("than above below beneath to with of over under vs vs. versus from against times x as");

    /** Verbs whose object is what is compared with. */
    static final Set<String> OVERTAKING = Lexicon.words("exceed exceeds exceeded beat beats outperform outperforms");

    /** Of these, the ones that say it is better. */
    static final Set<String> BEATING = Lexicon.words("beat beats outperform outperforms");

    /** So many times what follows. */
    static final Set<String> MULTIPLYING = Lexicon.words("of times x ×");

    /** Of these, the ones that do it only behind an amount or a word for comparing. */
    static final Set<String> REFERRING_WEAKLY =
            Lexicon.words("of over under with to from as above below beneath against x times");

    static final Set<String> COMPARED = Lexicon.words("compared relative comparison compares measured");

    static final Set<String> FORMER =
            Lexicon.words("previous last former prior current stable old existing present preceding same");

    static final Set<String> STABLE = Lexicon.words("stable");

    /** What runs, ran or will run, as a whole. */
    static final Set<String> VERSIONS =
            Lexicon.words("release version deployment deploy build production baseline revision one fleet pool"
                    + " hosts instances group pods cluster nodes track");

    /** What "before" is before of. */
    static final Set<String> EVENT_BEFORE =
            Lexicon.words("the this rollout change release deploy deployment launch migration");

    /** What a sign without a number may compare with, if a measure follows. */
    static final Set<String> OTHERS = Lexicon.words("prod production staging control stable");

    /** What an experiment compares with. */
    static final Set<String> ARMS = Lexicon.words("variant arm control holdout");

    /** A baseline that nobody could look up. */
    static final Set<String> HABITUAL = Lexicon.words("usual normal average");

    static final Set<String> MAXIMAL = Lexicon.words("max max. maximum ceiling cap limit tops");

    static final Set<String> MINIMAL = Lexicon.words("min. minimum floor");

    /** A sign that says by how much, behind a verb of change. */
    static final Set<String> HOW_MUCH = Lexicon.words("than most least to");

    /** They compare times, which the thing itself hasn't. */
    static final Set<String> SPEEDS = Lexicon.words("slower faster quicker longer shorter");

    /** "at least equal to that of 9.1". */
    static final Set<String> THAT = Lexicon.words("that those");

    /** Behind "at least", without changing it. */
    static final Set<String> EQUALLING = Lexicon.words("equal equals equalling");

    /** "or the same as", "or equal to". */
    static final Set<String> SAME = Lexicon.words("the same as equal to that of");

    /** What only somebody's head holds. */
    static final Set<String> EXPECTED =
            Lexicon.words("expected expectation expectations planned target targets wishes requirement requirements");

    /** Ahead of what is compared, and "than": "no greater share than". */
    static final Set<String> MORE_OF = Lexicon.words("greater higher larger longer bigger");

    /** Comparatives of little; any other is of much. */
    static final Set<String> LESSER =
            Lexicon.words("cheaper cooler colder thinner narrower shallower rarer weaker closer nearer quieter sooner");

    static final Set<String> NO_COMPARATIVES = Lexicon.words("rather other better whether either neither");

    static final Set<String> LESS_OF = Lexicon.words("lower smaller shorter");

    /** Said of a value, not of how far it is from another: "not lower than 1 % below". */
    static final Set<String> LOW = Lexicon.words("lower below under beneath");

    static final Set<String> BASELINES = Lexicon.words("baseline baselines");

    /** "the baseline fleet's". */
    static final Set<String> BASELINE_OF =
            Lexicon.words("fleet fleet's cluster cluster's group group's version version's"
                    + " deployment deployment's instances pods release build");

    /** "the value before the change". */
    static final Set<String> WHAT_WAS = Lexicon.words("value values level one figure figures state number");

    /** Ahead of two numbers that the value stays between. */
    static final Set<String> RANGING = Lexicon.words("between from range");

    private SignWords() {}
}
