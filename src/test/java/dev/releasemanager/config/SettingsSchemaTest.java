package dev.releasemanager.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What an editor underlines, by the schema, is what the program refuses; but for what no schema can say. */
class SettingsSchemaTest {
    private static final Path SCHEMA = Path.of("config", "release-manager.schema.json");

    /** As editors read YAML: {@code no} is a word. */
    private static final YAMLMapper YAML_1_2 = YAMLMapper.builder()
            .enable(YAMLParser.Feature.PARSE_BOOLEAN_LIKE_WORDS_AS_STRINGS)
            .build();

    private final Schema schema;

    SettingsSchemaTest() throws IOException {
        schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(SCHEMA), InputFormat.JSON);
    }

    private List<String> underlined(String yaml) throws IOException {
        JsonNode tree = YAML_1_2.readTree(yaml);
        return schema.validate(new ObjectMapper().writeValueAsString(tree), InputFormat.JSON).stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void the_schema_is_sound_itself() throws IOException {
        Schema ofSchemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(SchemaLocation.of("https://json-schema.org/draft/2020-12/schema"));

        assertThat(ofSchemas.validate(Files.readString(SCHEMA), InputFormat.JSON))
                .isEmpty();
    }

    @Test
    void the_shipped_file_names_the_schema_and_fits_it() throws IOException {
        String shipped = Files.readString(SettingsTest.SHIPPED);

        assertThat(shipped).startsWith("# yaml-language-server: $schema=./release-manager.schema.json\n");
        assertThat(underlined(shipped)).isEmpty();
    }

    @Test
    void every_setting_is_described() throws IOException {
        List<String> silent = new ArrayList<>();
        describe(new ObjectMapper().readTree(SCHEMA.toFile()), "", silent);

        assertThat(silent).isEmpty();
    }

    private static void describe(JsonNode node, String path, List<String> silent) {
        node.path("properties").properties().forEach(entry -> {
            JsonNode property = entry.getValue();
            boolean built = property.path("$ref").asText().contains("builtIn");
            boolean named = property.path("$ref").asText().matches("#/\\$defs/(name|risk)");
            if (!property.has("description") && !built && !named) {
                silent.add(path + "/" + entry.getKey());
            }
        });
        node.properties().forEach(entry -> {
            if (entry.getValue().isObject()) {
                describe(entry.getValue(), path + "/" + entry.getKey(), silent);
            }
        });
    }

    /** Added to the least file: to the team ({@code T}), in place of a line of the team or the roles, or at the end. */
    @ParameterizedTest(name = "{0} {1}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    good | end     | slack: {command: /rel-2_x}
                    good | end     | slack:
                    good | end     | slack: {}
                    good | end     | workspace: {time_zone: America/Argentina/Buenos_Aires}
                    good | end     | workspace: {time_zone: UTC}
                    good | end     | channels: {product: "#produkt-über", support: C012AB3CD, leadership: G012AB3CD}
                    good | end     | key_prefixes: {"#payments": PAY, C012AB3CD: P2, default: REL}
                    good | end     | checkpoints: {regular: {window: P1DT12H, reminders: [P1D, PT4H], minimum: PT1H}, hotfix:, train: {}}
                    good | end     | checkpoints: {regular: {reminders: []}}
                    good | end     | change_kinds: {copy: {risk: high}, library: {name: Library, risk: low}, authentication: }
                    good | end     | components:
                    good | end     | components: {a: , lib/x.y_z: {}, b: {needs: [a, lib/x.y_z], criteria: }, c: {needs: []}}
                    good | end     | components: {a: {criteria: {checkpoint: [open bugs = 0 in PAY board], stage: []}}}
                    good | end     | external_systems: {bank: {contact: "Bank operations, +49 30 5550100"}}
                    good | end     | external_systems:
                    good | end     | size_budget: {changes: 1, teams: 200, high_risk: 0, components: 2000}
                    good | end     | size_budget:
                    good | end     | reviews: {remind_every: PT8H}
                    good | end     | reviews:
                    bad  | end     | reviews: {remind_every: daily}
                    bad  | end     | reviews: {remind: P1D}
                    good | end     | tickets:
                    good | end     | tickets: {kind: people}
                    good | end     | tickets: {kind: http, address: "https://t.example.com/x", authorization: T_AUTH}
                    good | end     | tickets: {kind: http, address: "http://t:9090"}
                    good | end     | tickets: {}
                    bad  | end     | tickets: {address: "https://t"}
                    bad  | end     | tickets: http
                    bad  | end     | tickets: {kind: jira}
                    bad  | end     | tickets: {kind: http}
                    bad  | end     | tickets: {kind: people, address: "https://t.example.com"}
                    bad  | end     | tickets: {kind: people, authorization: T_AUTH}
                    bad  | end     | tickets: {kind: http, address: tracker}
                    bad  | end     | tickets: {kind: http, address: "https://t/x?a=b"}
                    bad  | end     | tickets: {kind: http, address: "https://t", authorization: "Bearer s3cret"}
                    bad  | end     | tickets: {kind: http, address: "https://t", token: T_AUTH}
                    good | end     | criteria: {evidence_max_age: P30D, checkpoint: [open bugs = 0 in PAY board], stage: [], kinds: {copy: , database-migration: {stage: []}}}
                    good | end     | criteria: {kinds: }
                    good | end     | sources:
                    good | end     | sources: {interval: PT15S, systems: , measures: []}
                    good | end     | sources: {systems: {p-1: {kind: prometheus, address: "https://p.example.com/x/", authorization: P_AUTH, timeout: PT1M}}}
                    good | end     | sources: {systems: {p: {kind: prometheus, address: "http://p:9090"}}, measures: [{measure: error rate, components: [a], stages: [canary], system: p, query: "e{a='{{component}}'}[{{span}}]", before: "x", points: {query: c, at_least: 20}, unit: "%"}]}
                    good | end     | sources: {systems: {h: {kind: http, address: "http://h"}}, measures: [{measure: orders, system: h, path: "/o/{{component}}?s={{span}}", before: /b, pointer: /data/0/v, time: /t, max_age: PT5M, unit: /min}]}
                    good | end     | stages:
                    good | end     | stages: {canary_maximum: 20, hotfix: [{stage: staging, bake: PT1M}, {share: 20, bake: PT1M}, {share: 100, bake: PT1M}]}
                    good | end     | stages: {regular: , train: }
                    good | end     | stages: {advance_by_itself: }
                    good | end     | stages: {advance_by_itself: []}
                    good | end     | stages: {advance_by_itself: [hotfix, regular]}
                    good | team    | confirmations: 2
                    good | team    | ask: {people: ["@pavel"]}
                    good | team    | ask: {count: 0}
                    good | team    | ask:
                    good | team    | components: []
                    good | team    | components: [payments-api, lib/x.y_z]
                    good | team    | channel: "#payments"
                    good | members | members: "@payments-eng"
                    good | members | members: S012AB3CD
                    good | members | members: [olga@example.com, U012AB3CD, S012AB3CD, "@olga.p-x_1"]
                    good | name    | name: "Zahlungen & Ökonomie <!channel>"
                    good | name    | name: no
                    good | check   | checklist: ["p99 < 250 ms: measured", two]
                    bad  | end     | slack: /release
                    bad  | end     | slack: {command: release}
                    bad  | end     | slack: {command: "/a b"}
                    bad  | end     | slack: {command:}
                    bad  | end     | slack: {comand: /x}
                    bad  | end     | workspace: {time_zone: "+02:00"}
                    bad  | end     | workspace: {time_zone: 2}
                    bad  | end     | channels: {product: payments}
                    bad  | end     | channels: {product: "#Payments"}
                    bad  | end     | channels: {product:}
                    bad  | end     | channels: {sales: "#sales"}
                    bad  | end     | channels: ["#a"]
                    bad  | end     | key_prefixes: {payments: PAY}
                    bad  | end     | key_prefixes: {"#payments": P}
                    bad  | end     | key_prefixes: {"#payments": PAYMENTSXYZ}
                    bad  | end     | key_prefixes: {default: 12}
                    bad  | end     | key_prefixes: {default: pay}
                    bad  | end     | checkpoints: {regular: {window: 24h}}
                    bad  | end     | checkpoints: {regular: {window: PT}}
                    bad  | end     | checkpoints: {regular: {window: P}}
                    bad  | end     | checkpoints: {regular: {window: P1DT}}
                    bad  | end     | checkpoints: {regular: {window: -PT4H}}
                    bad  | end     | checkpoints: {regular: {window: 24}}
                    bad  | end     | checkpoints: {regular: {reminders: PT1H}}
                    bad  | end     | checkpoints: {regular: {reminders: [PT1H, PT1H]}}
                    bad  | end     | checkpoints: {nightly: {window: PT1H}}
                    bad  | end     | change_kinds: {library: {name: Library}}
                    bad  | end     | change_kinds: {library: {risk: low}}
                    bad  | end     | change_kinds: {library:}
                    bad  | end     | change_kinds: {library: {name: L, risk: none}}
                    bad  | end     | change_kinds: {"my kind": {name: L, risk: low}}
                    bad  | end     | change_kinds: {authentication: {risk: low}}
                    bad  | end     | change_kinds: {feature-behind-flag: {risk: low}}
                    bad  | end     | components: [a]
                    bad  | end     | components: {"a b": }
                    bad  | end     | components: {-a: }
                    bad  | end     | components: {a: b}
                    bad  | end     | components: {a: {needs: }}
                    bad  | end     | components: {a: {needs: [b, b]}, b: }
                    bad  | end     | components: {a: {needs: [1]}}
                    bad  | end     | components: {a: {need: []}}
                    bad  | end     | components: {a: {criteria: {checkpoint: open bugs = 0 in PAY board}}}
                    bad  | end     | components: {a: {criteria: {checkpoint: [""]}}}
                    bad  | end     | components: {a: {criteria: {checkpoint: [5]}}}
                    bad  | end     | components: {a: {criteria: {canary: []}}}
                    good | end     | rotas: {night: {title: Night, people: "@night"}}
                    good | end     | rotas:
                    good | end     | rotas: {night: {title: Night, people: ["@ann", S012AB3CD]}}
                    bad  | end     | rotas: {night: {title: Night}}
                    bad  | end     | rotas: {night: {people: "@night"}}
                    bad  | end     | rotas: {Night: {title: Night, people: "@night"}}
                    bad  | end     | rotas: {night: {title: Night, people: "@night", shifts: 2}}
                    bad  | end     | external_systems: {bank: }
                    bad  | end     | external_systems: {bank: {}}
                    bad  | end     | external_systems: {bank: {contact: " "}}
                    bad  | end     | external_systems: {bank: {contact: "a\\nb"}}
                    bad  | end     | external_systems: {bank: {contact: 110}}
                    bad  | end     | external_systems: {bank: {contact: B, url: x}}
                    bad  | end     | external_systems: {"a b": {contact: B}}
                    bad  | end     | size_budget: {changes: 0}
                    bad  | end     | size_budget: {changes: 2001}
                    bad  | end     | size_budget: {teams: 201}
                    bad  | end     | size_budget: {high_risk: -1}
                    bad  | end     | size_budget: {components: 1.5}
                    bad  | end     | size_budget: {risk: 1}
                    bad  | end     | size_budget: 20
                    bad  | end     | criteria: {evidence_max_age: 24h}
                    bad  | end     | criteria: {evidence_max_age: }
                    bad  | end     | criteria: {stage: [open bugs = 0 in PAY board, open bugs = 0 in PAY board]}
                    bad  | end     | criteria: {kinds: [copy]}
                    bad  | end     | criteria: {kinds: {copy: []}}
                    bad  | end     | criteria: {kinds: {Copy: }}
                    bad  | end     | criteria: {kinds: {copy: {evidence_max_age: PT1H}}}
                    bad  | end     | sources: {interval: 60}
                    bad  | end     | sources: {sytems: }
                    bad  | end     | sources: {systems: {P: {kind: http, address: "http://h"}}}
                    bad  | end     | sources: {systems: {p: }}
                    bad  | end     | sources: {systems: {p: {kind: graphite, address: "http://h"}}}
                    bad  | end     | sources: {systems: {p: {kind: http}}}
                    bad  | end     | sources: {systems: {p: {kind: http, address: "ftp://h"}}}
                    bad  | end     | sources: {systems: {p: {kind: http, address: "http://u:p@h"}}}
                    bad  | end     | sources: {systems: {p: {kind: http, address: "http://h?a=b"}}}
                    bad  | end     | sources: {systems: {p: {kind: http, address: "https://h", authorization: "Bearer s3cret"}}}
                    bad  | end     | sources: {systems: {p: {kind: http, address: "https://h", timeout: 10s}}}
                    bad  | end     | sources: {measures: [{measure: e}]}
                    bad  | end     | sources: {systems: {p: {kind: prometheus, address: "http://p"}}, measures: [{measure: e, system: p, query: e, unit: parsecs}]}
                    bad  | end     | sources: {systems: {p: {kind: prometheus, address: "http://p"}}, measures: [{measure: e, system: p, query: e, components: []}]}
                    bad  | end     | sources: {systems: {p: {kind: prometheus, address: "http://p"}}, measures: [{measure: e, system: p, query: e, points: {query: c}}]}
                    bad  | end     | sources: {systems: {p: {kind: http, address: "http://h"}}, measures: [{measure: e, system: p, path: "o", pointer: /v}]}
                    bad  | end     | sources: {systems: {p: {kind: http, address: "http://h"}}, measures: [{measure: e, system: p, path: /o, pointer: v}]}
                    bad  | end     | stages: {nightly: }
                    bad  | end     | stages: {canary_maximum: 51}
                    bad  | end     | stages: {regular: []}
                    bad  | end     | stages: {advance_by_itself: hotfix}
                    bad  | end     | stages: {advance_by_itself: [nightly]}
                    bad  | end     | stages: {advance_by_itself: [hotfix, hotfix]}
                    bad  | end     | stages: {regular: [{stage: canary, bake: PT1H}]}
                    bad  | end     | stages: {regular: [{stage: staging}]}
                    bad  | end     | stages: {regular: [{stage: staging, share: 5, bake: PT1H}]}
                    bad  | end     | stages: {regular: [{bake: PT1H}]}
                    bad  | end     | stages: {regular: [{share: 101, bake: PT1H}]}
                    bad  | end     | unknown: 1
                    bad  | team    | confirmations: 0
                    bad  | team    | confirmations: 3
                    bad  | team    | confirmations: "2"
                    bad  | team    | confirmations: 1.5
                    bad  | team    | ask: {people: []}
                    bad  | team    | ask: {people: ["@olga"], count: 1}
                    bad  | team    | ask: {people: [S012AB3CD]}
                    bad  | team    | ask: {count: 11}
                    bad  | team    | ask: ["@olga"]
                    bad  | team    | components: api
                    bad  | team    | components: [a, a]
                    bad  | team    | components: ["a b"]
                    bad  | team    | components: [true]
                    bad  | team    | channel: ["#a"]
                    bad  | team    | led: "@olga"
                    bad  | members | members: []
                    bad  | members | members: olga
                    bad  | members | members: olga@example.com
                    bad  | members | members: U012AB3CD
                    bad  | members | members: {group: "@x"}
                    bad  | members | members: ["@olga", "@olga"]
                    bad  | members | members: ["olga"]
                    bad  | members | members: ["@olga petrova"]
                    bad  | members | members: [17]
                    bad  | members | membres: ["@olga"]
                    bad  | name    | name: 7
                    bad  | name    | name: "   "
                    bad  | name    | name: ""
                    bad  | name    | name: ~
                    bad  | name    | name: "a\\nb"
                    bad  | name    | name: [a]
                    bad  | name    | title: Payments
                    bad  | check   | checklist: []
                    bad  | check   | checklist: "tests"
                    bad  | check   | checklist: [a, 5]
                    bad  | check   | checklist: [a, a]
                    bad  | check   | checklist: [1a, 2a, 3a, 4a, 5a, 6a, 7a, 8a, 9a, 10a, 11a]
                    good | roles   | roles: {executives: ["@elena"], support: ["@sam"], rollback: }
                    good | roles   | roles: {executives: ["@elena"], support: ["@sam"], rollback: []}
                    good | roles   | roles: {executives: ["@elena"], support: ["@sam"], rollback: [members, support]}
                    bad  | roles   | roles: {executives: ["@elena"], support: ["@sam"], rollback: leads}
                    bad  | roles   | roles: {executives: ["@elena"], support: ["@sam"], rollback: ["@sam"]}
                    bad  | roles   | roles: {executives: ["@elena"], support: ["@sam"], rollback: [leads, leads]}
                    bad  | roles   | roles: {executives: ["@elena"]}
                    bad  | roles   | roles: {executives: ["@elena"], support: []}
                    bad  | roles   | roles: {executives: ["@elena"], support: ["@sam"], legal: ["@lea"]}
                    bad  | roles   | roles:
                    bad  | roles   | teams2: {}
                    """)
    void schema_and_program_agree(String verdict, String place, String line) throws IOException {
        String file = place(place, line);
        Checked<Settings> read = SettingsTest.read(file);

        assertThat(List.of("program: " + read.isSound() + " " + read.faults(), "schema: " + underlined(file)))
                .satisfiesExactly(
                        program -> assertThat(program).startsWith("program: " + verdict.equals("good")),
                        editor -> assertThat(editor.equals("schema: []"))
                                .as(editor)
                                .isEqualTo(verdict.equals("good")));
    }

    private static String place(String place, String line) {
        String least = SettingsTest.LEAST;
        return switch (place) {
            case "end" -> least + line + "\n";
            case "team" -> least.replace("    name:", "    " + line + "\n    name:");
            case "members" -> least.replaceFirst(" {4}members:.*", "    " + line);
            case "name" -> least.replace("    name: Payments", "    " + line);
            case "check" -> least.replaceFirst(" {4}checklist:.*", "    " + line);
            case "roles" -> least.substring(0, least.indexOf("roles:")) + line + "\n";
            default -> throw new IllegalArgumentException(place);
        };
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "workspace: {time_zone: Mars/Olympus}",
                "key_prefixes: {\"#a\": PAY, \"#b\": PAY}",
                "checkpoints: {hotfix: {reminders: [PT10M, PT30M]}}",
                "checkpoints: {hotfix: {window: PT1M}}",
                "components: {a: {needs: [b]}}",
                "components: {a: {needs: [b]}, b: {needs: [a]}}",
                "components: {a: }¶external_systems: {a: {contact: A}}",
                "rotas: {a: {title: Night, people: \"@a\"}, b: {title: night, people: \"@b\"}}",
                "criteria: {kinds: {unheard-of: {}}}",
                "criteria: {stage: [looks good]}",
                "sources: {interval: P1D}",
                "sources: {systems: {h: {kind: http, address: \"http://h\", authorization: H_AUTH}}}",
                "sources: {measures: [{measure: e, system: p, query: e}]}",
                "sources: {systems: {p: {kind: prometheus, address: \"http://p\"}}, measures: [{measure: e, system: p}]}",
                "sources: {systems: {p: {kind: prometheus, address: \"http://p\"}}, measures: [{measure: e, system: p, query: \"{{component}}\"}]}",
                "sources: {systems: {p: {kind: prometheus, address: \"http://p\"}}, measures: [{measure: e, system: p, query: \"e{{x}}\"}]}",
                "sources: {systems: {p: {kind: prometheus, address: \"http://p\"}}, measures: [{measure: e, system: p, path: /o, pointer: /v}]}",
                "sources: {systems: {h: {kind: http, address: \"http://h\"}}, measures: [{measure: e, system: h, path: /o}]}"
            })
    void the_program_alone_refuses_what_no_schema_can_say(String line) throws IOException {
        String file = SettingsTest.LEAST + line.replace('¶', '\n');

        assertThat(underlined(file)).isEmpty();
        assertThat(SettingsTest.read(file).isSound()).isFalse();
    }
}
