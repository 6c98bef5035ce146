package dev.releasemanager.slack.inbound;

import com.slack.api.model.view.View;
import com.slack.api.model.view.ViewState;
import dev.releasemanager.slack.message.Form;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What was typed into a modal, by the fields' names; what wasn't is blank or empty. */
final class Typed {
    private final Map<String, ViewState.Value> values = new LinkedHashMap<>();
    private final Map<String, String> blocks = new LinkedHashMap<>();

    private final View view;

    private Typed(View view) {
        this.view = view;
        ViewState state = view.getState();
        if (state == null || state.getValues() == null) {
            return;
        }
        state.getValues().forEach((block, elements) -> {
            if (elements != null) {
                elements.values().forEach(value -> {
                    values.put(Form.field(block), value);
                    blocks.put(Form.field(block), block);
                });
            }
        });
    }

    static Typed of(View view) {
        return new Typed(view);
    }

    /** The modal that it was typed into. */
    View view() {
        return view;
    }

    /** The block of a field: where its fault is shown. */
    Optional<String> blockOf(String field) {
        return Optional.ofNullable(blocks.get(field));
    }

    /** The first field's block: where a fault is shown that belongs to no field. */
    Optional<String> firstBlock() {
        return blocks.values().stream().findFirst();
    }

    String text(String field) {
        return value(field).map(ViewState.Value::getValue).orElse("");
    }

    Optional<String> selected(String field) {
        return value(field)
                .map(ViewState.Value::getSelectedOption)
                .map(ViewState.SelectedOption::getValue)
                .filter(Typed::isSaid);
    }

    List<String> selectedMany(String field) {
        return value(field)
                .map(ViewState.Value::getSelectedOptions)
                .map(options -> options.stream()
                        .filter(Objects::nonNull)
                        .map(ViewState.SelectedOption::getValue)
                        .filter(Typed::isSaid)
                        .toList())
                .orElse(List.of());
    }

    Optional<String> person(String field) {
        return value(field).map(ViewState.Value::getSelectedUser).filter(Typed::isSaid);
    }

    Optional<String> conversation(String field) {
        return value(field).map(ViewState.Value::getSelectedConversation).filter(Typed::isSaid);
    }

    Optional<String> date(String field) {
        return value(field).map(ViewState.Value::getSelectedDate);
    }

    Optional<String> time(String field) {
        return value(field).map(ViewState.Value::getSelectedTime);
    }

    Optional<Instant> moment(String field) {
        return value(field).map(ViewState.Value::getSelectedDateTime).map(Instant::ofEpochSecond);
    }

    private static boolean isSaid(@Nullable String chosen) {
        return chosen != null && !chosen.isBlank();
    }

    private Optional<ViewState.Value> value(String field) {
        return Optional.ofNullable(values.get(field));
    }
}
