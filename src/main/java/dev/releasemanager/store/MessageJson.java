package dev.releasemanager.store;

import com.fasterxml.jackson.annotation.JsonAutoDetect.Visibility;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.PropertyAccessor;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.releasemanager.notice.Document;
import dev.releasemanager.notice.Message;
import dev.releasemanager.notice.Words;
import dev.releasemanager.release.ChannelId;
import dev.releasemanager.release.PersonId;
import dev.releasemanager.release.ReleaseKey;
import dev.releasemanager.release.TeamId;
import java.io.IOException;
import java.util.function.Function;

/**
 * Messages as they are stored. The names of the kinds are part of what is stored and outlive the names of classes; a
 * component that is added later reads as absent from what was stored before, and one that is unknown is passed over.
 */
final class MessageJson {
    private static final JsonMapper MAPPER = mapper();

    private MessageJson() {}

    static String write(Message message) {
        try {
            return MAPPER.writerFor(Message.class).writeValueAsString(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "write a message as JSON: " + message.getClass().getSimpleName(), e);
        }
    }

    static Message read(String json) {
        try {
            return MAPPER.readValue(json, Message.class);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "read a stored message: " + e.getClass().getSimpleName(), e);
        }
    }

    private static JsonMapper mapper() {
        SimpleModule ids = new SimpleModule();
        asString(ids, ChannelId.class, ChannelId::new);
        asString(ids, PersonId.class, PersonId::new);
        asString(ids, ReleaseKey.class, ReleaseKey::new);
        asString(ids, TeamId.class, TeamId::new);
        return JsonMapper.builder()
                .addModule(new Jdk8Module())
                .addModule(new JavaTimeModule())
                .addModule(ids)
                .addMixIn(Message.class, MessageKinds.class)
                .addMixIn(Document.Part.class, PartKinds.class)
                .addMixIn(Words.Span.class, SpanKinds.class)
                .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
                .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                // Only the components of a record: what it computes from them isn't stored.
                .visibility(PropertyAccessor.GETTER, Visibility.NONE)
                .visibility(PropertyAccessor.IS_GETTER, Visibility.NONE)
                .visibility(PropertyAccessor.FIELD, Visibility.ANY)
                .build();
    }

    private static <T> void asString(SimpleModule module, Class<T> type, Function<String, T> of) {
        module.addSerializer(type, ToStringSerializer.instance);
        module.addDeserializer(type, new StdDeserializer<T>(type) {
            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                return of.apply(parser.getText());
            }
        });
    }

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Message.ToChannel.class, name = "channel"),
        @JsonSubTypes.Type(value = Message.ToPerson.class, name = "person"),
        @JsonSubTypes.Type(value = Message.Reply.class, name = "reply"),
        @JsonSubTypes.Type(value = Message.Board.class, name = "board"),
        @JsonSubTypes.Type(value = Message.Upload.class, name = "upload"),
        @JsonSubTypes.Type(value = Message.ToTracker.class, name = "tracker"),
        @JsonSubTypes.Type(value = Message.Home.class, name = "home")
    })
    private interface MessageKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Document.Heading.class, name = "heading"),
        @JsonSubTypes.Type(value = Document.Paragraph.class, name = "paragraph"),
        @JsonSubTypes.Type(value = Document.Items.class, name = "items"),
        @JsonSubTypes.Type(value = Document.Facts.class, name = "facts"),
        @JsonSubTypes.Type(value = Document.Aside.class, name = "aside"),
        @JsonSubTypes.Type(value = Document.Rule.class, name = "rule"),
        @JsonSubTypes.Type(value = Document.Choices.class, name = "choices"),
        @JsonSubTypes.Type(value = Document.Row.class, name = "row")
    })
    private interface PartKinds {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "type")
    @JsonSubTypes({
        @JsonSubTypes.Type(value = Words.Plain.class, name = "plain"),
        @JsonSubTypes.Type(value = Words.Strong.class, name = "strong"),
        @JsonSubTypes.Type(value = Words.Soft.class, name = "soft"),
        @JsonSubTypes.Type(value = Words.Code.class, name = "code"),
        @JsonSubTypes.Type(value = Words.Mention.class, name = "mention"),
        @JsonSubTypes.Type(value = Words.Channel.class, name = "channel"),
        @JsonSubTypes.Type(value = Words.Moment.class, name = "moment"),
        @JsonSubTypes.Type(value = Words.Link.class, name = "link")
    })
    private interface SpanKinds {}
}
