package dev.releasemanager.rehearsal.blockkit;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.UncheckedIOException;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** JSON written short: single quotes for double ones, and the smallest valid piece of each sort. */
final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .configure(JsonParser.Feature.ALLOW_SINGLE_QUOTES, true)
            .build();

    private Json() {}

    static JsonNode json(String text) {
        try {
            return MAPPER.readTree(text);
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String plain(String text) {
        return "{'type':'plain_text','text':'" + text + "'}";
    }

    static String plain(int length) {
        return plain(x(length));
    }

    static String mrkdwn(int length) {
        return "{'type':'mrkdwn','text':'" + x(length) + "'}";
    }

    static String x(int length) {
        return "x".repeat(length);
    }

    static String option(int number) {
        return "{'text':" + plain("o" + number) + ",'value':'v" + number + "'}";
    }

    static String options(int count) {
        return times(count, Json::option);
    }

    static String times(int count, IntFunction<String> item) {
        return IntStream.range(0, count).mapToObj(item).collect(Collectors.joining(",", "[", "]"));
    }

    static String times(int count, String item) {
        return times(count, number -> item);
    }

    static String button(String more) {
        return "{'type':'button','text':" + plain("Go") + more + "}";
    }

    static String section(String more) {
        return "{'type':'section'" + more + "}";
    }

    static String actions(String element) {
        return "{'type':'actions','elements':[" + element + "]}";
    }

    static String input(String element) {
        return "{'type':'input','label':" + plain("Label") + ",'element':" + element + "}";
    }

    static String rich(String part) {
        return "{'type':'rich_text','elements':[" + part + "]}";
    }

    static String richSection(String inline) {
        return rich("{'type':'rich_text_section','elements':[" + inline + "]}");
    }

    static String modal(String blocks, String more) {
        return "{'type':'modal','title':" + plain("Title") + ",'blocks':[" + blocks + "]" + more + "}";
    }

    static String home(String blocks, String more) {
        return "{'type':'home','blocks':[" + blocks + "]" + more + "}";
    }
}
