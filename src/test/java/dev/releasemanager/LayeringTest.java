package dev.releasemanager;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.AccessTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Feature: each package uses only what the layout allows it. A new package adds its line here. */
class LayeringTest {
    private static final String BASE = "dev.releasemanager";

    /** Package | packages of ours that it may use ("pure" is all of the pure ones) | libraries beyond java.base's. */
    private static final String LAYOUT = """
            release       |                                      | pure
            manifest      | release criteria                         | pure jgrapht
            criteria      |                                      | pure
            rollback      | release criteria manifest calendar   | pure
            gate          | pure                                 | pure
            rollout       | release criteria manifest            | pure
            review        | release criteria rollback            | pure
            calendar      |                                      | pure
            notice        | pure                                 | pure
            coordination  | pure                                 | slf4j
            outbox        |                                      | slf4j micrometer
            store         | pure coordination outbox             | slf4j micrometer jackson jdbc jdbi flyway hikari h2
            timer         | pure coordination                    | slf4j micrometer quartz
            slack.inbound | pure coordination slack.message      | slf4j micrometer jackson slack
            slack.message | pure                                 | jackson slack
            slack.delivery| pure outbox slack.message            | slf4j micrometer jackson slack okhttp
            evidence      | pure coordination                    | slf4j jackson
            tracker       | pure outbox                          | slf4j jackson
            web           | pure coordination                    | slf4j micrometer jetty slack crypto
            picture       | release manifest criteria rollout    | slf4j plantuml xchart
            config        | pure                                 | slf4j jackson yaml
            rehearsal     |                                      | slf4j jackson jetty crypto
            """;

    /** Besides, the store implements the ports that the delivery owns; it sees nothing else of Slack. */
    private static final Map<String, List<String>> PORTS = Map.of("store", List.of("slack.delivery"));

    private static final List<String> PURE =
            List.of("release", "manifest", "criteria", "rollback", "gate", "rollout", "review", "calendar", "notice");

    private static final Map<String, List<String>> LIBRARIES = Map.ofEntries(
            Map.entry("slf4j", List.of("org.slf4j..")),
            Map.entry("micrometer", List.of("io.micrometer..")),
            Map.entry("jackson", List.of("com.fasterxml.jackson..")),
            Map.entry("yaml", List.of("org.yaml.snakeyaml..")),
            Map.entry("jdbc", List.of("javax.sql..")),
            Map.entry("jdbi", List.of("org.jdbi..")),
            Map.entry("flyway", List.of("org.flywaydb..")),
            Map.entry("hikari", List.of("com.zaxxer..")),
            Map.entry("h2", List.of("org.h2..")),
            Map.entry("quartz", List.of("org.quartz..")),
            Map.entry("slack", List.of("com.slack.api..", "com.google.gson..")),
            Map.entry("okhttp", List.of("okhttp3..", "okio..")),
            Map.entry("jgrapht", List.of("org.jgrapht..")),
            Map.entry("jetty", List.of("org.eclipse.jetty..", "jakarta.servlet..")),
            Map.entry("plantuml", List.of("net.sourceforge.plantuml..", "javax.imageio..")),
            Map.entry("xchart", List.of("org.knowm.xchart..")),
            Map.entry("crypto", List.of("javax.crypto..")));

    /** What a pure package may use of Java: no input and output, no network, no database. */
    private static final List<String> PURE_JAVA = List.of(
            "java.lang..",
            "java.util..",
            "java.time..",
            "java.math..",
            "java.text..",
            "java.nio.charset..",
            "java.security..",
            "org.jspecify..");

    private static final JavaClasses OURS = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    private record Layer(String name, List<String> mayUse, List<String> libraries) {
        static Layer of(String line) {
            String[] columns = line.split("\\|", -1);
            return new Layer(columns[0].strip(), words(columns[1]), words(columns[2]));
        }

        boolean isPure() {
            return libraries.contains("pure");
        }

        String[] allowed() {
            Stream<String> ours = Stream.of(
                            Stream.of(name),
                            mayUse.stream().flatMap(word -> word.equals("pure") ? PURE.stream() : Stream.of(word)),
                            PORTS.getOrDefault(name, List.of()).stream())
                    .flatMap(names -> names)
                    .map(name -> BASE + "." + name + "..");
            Stream<String> java = isPure() ? PURE_JAVA.stream() : Stream.of("java..", "org.jspecify..");
            Stream<String> theirs =
                    libraries.stream().flatMap(library -> LIBRARIES.getOrDefault(library, List.of()).stream());
            return Stream.of(ours, java, theirs).flatMap(names -> names).toArray(String[]::new);
        }

        @Override
        public String toString() {
            return name;
        }
    }

    private static List<String> words(String column) {
        return Arrays.stream(column.strip().split("\\s+"))
                .filter(word -> !word.isEmpty())
                .toList();
    }

    static List<Layer> layers() {
        return LAYOUT.lines().map(Layer::of).toList();
    }

    @ParameterizedTest
    @MethodSource("layers")
    void a_package_uses_only_what_its_line_allows(Layer layer) {
        classes()
                .that()
                .resideInAPackage(BASE + "." + layer.name() + "..")
                .should()
                .onlyDependOnClassesThat(resideInAnyPackage(layer.allowed()).or(primitives()))
                .because("the layout says so: " + layer.name() + " may use " + layer.mayUse() + " and "
                        + layer.libraries())
                .allowEmptyShould(true)
                .check(OURS);
    }

    /** Arrays of primitives belong to no package. */
    private static DescribedPredicate<JavaClass> primitives() {
        return DescribedPredicate.describe(
                "primitive", type -> type.getBaseComponentType().isPrimitive());
    }

    @Test
    void every_package_has_its_line() {
        List<String> lines = layers().stream().map(Layer::name).toList();
        TreeSet<String> without = OURS.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith(BASE + "."))
                .map(name -> name.substring(BASE.length() + 1))
                .filter(name -> lines.stream().noneMatch(line -> (name + ".").startsWith(line + ".")))
                .collect(toCollection(TreeSet::new));
        assertThat(without).as("packages without a line in the layout").isEmpty();
    }

    @Test
    void the_layout_is_written_in_words_that_are_known() {
        List<String> lines = layers().stream().map(Layer::name).toList();
        for (Layer layer : layers()) {
            assertThat(layer.mayUse()).allMatch(word -> word.equals("pure") || lines.contains(word));
            assertThat(layer.libraries()).allMatch(word -> word.equals("pure") || LIBRARIES.containsKey(word));
            assertThat(layer.isPure()).isEqualTo(PURE.contains(layer.name()));
        }
    }

    @Test
    void nothing_knows_the_root_but_itself() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE)
                .should()
                .dependOnClassesThat()
                .resideInAPackage(BASE)
                .check(OURS);
    }

    @Test
    void the_domain_decides_without_a_clock_and_without_chance() {
        String[] pure = PURE.stream().map(name -> BASE + "." + name + "..").toArray(String[]::new);
        noClasses()
                .that()
                .resideInAnyPackage(pure)
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(
                        InstantSource.class, Clock.class, Random.class, SecureRandom.class, ThreadLocalRandom.class)
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callMethod(System.class, "nanoTime")
                .orShould()
                .callMethod(Thread.class, "sleep", long.class)
                .check(OURS);
    }

    @Test
    void nobody_reads_the_time_but_from_a_clock_that_was_handed_in() {
        noClasses()
                .should()
                .callMethodWhere(readsTheTime())
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(OURS);
        noClasses()
                .that(not(resideInAnyPackage(BASE, BASE + ".rehearsal..")))
                .should()
                .callMethod(InstantSource.class, "system")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callMethod(Clock.class, "systemDefaultZone")
                .because("which clock it is, is decided where everything is wired")
                .check(OURS);
    }

    private static DescribedPredicate<JavaMethodCall> readsTheTime() {
        return DescribedPredicate.describe("java.time's now() without a clock", call -> {
            AccessTarget.MethodCallTarget target = call.getTarget();
            return target.getName().equals("now")
                    && target.getOwner().getPackageName().equals("java.time")
                    && target.getRawParameterTypes().stream().noneMatch(type -> type.isEquivalentTo(Clock.class));
        });
    }
}
