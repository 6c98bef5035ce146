package dev.releasemanager.rehearsal.blockkit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The data visualization block: pie, bar, area and line charts. */
final class Charts {
    private static final Kinds CHART = new Kinds()
            .with(
                    "pie",
                    Fields.of()
                            .need(
                                    "segments",
                                    some(
                                            "segments",
                                            Fields.of()
                                                    .need("label", named("segment.label"))
                                                    .need("value", Charts::positive))))
            .with("bar", plotted())
            .with("area", plotted())
            .with("line", plotted());

    private Charts() {}

    static Fields block() {
        return Fields.of().need("title", named("title")).need("chart", CHART);
    }

    private static Fields plotted() {
        Rule point = Fields.of().need("label", named("point_label")).need("value", Rules.NUMBER);
        Rule series = Fields.of().need("name", named("series_name")).need("data", some("data", point));
        Rule axis = Fields.of()
                .need("categories", some("categories", named("category_label")))
                .may("x_label", Rules.upTo(limit("axis_label.max_length")))
                .may("y_label", Rules.upTo(limit("axis_label.max_length")));
        return Fields.of()
                .need("series", some("series", series))
                .need("axis_config", axis)
                .also(Charts::onePointForEachCategory)
                .also(at -> Rules.unique(at.field("series").items(), "name"));
    }

    private static void onePointForEachCategory(Cursor at) {
        Set<String> categories = new HashSet<>();
        at.field("axis_config")
                .field("categories")
                .items()
                .forEach(category -> categories.add(category.node().asText()));
        for (Cursor series : at.field("series").items()) {
            List<String> labels = new ArrayList<>();
            series.field("data").items().forEach(point -> labels.add(point.text("label")));
            if (labels.size() != categories.size() || !categories.equals(Set.copyOf(labels))) {
                series.field("data").refuse("unmatched-category", "must contain exactly one entry for every category");
            }
        }
    }

    private static void positive(Cursor at) {
        Rules.NUMBER.check(at);
        int bound = limit("segment.value.exclusive_min");
        if (at.node().isNumber() && !(at.node().doubleValue() > bound)) {
            at.refuse("out-of-range", "must be greater than " + bound);
        }
    }

    private static Rule named(String what) {
        return Rules.string(1, limit(what + ".max_length"));
    }

    private static Rule some(String what, Rule item) {
        return Rules.list(limit(what + ".min_items"), limit(what + ".max_items"), item);
    }

    private static int limit(String path) {
        return Limits.of("data_visualization." + path);
    }
}
