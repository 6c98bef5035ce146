package dev.releasemanager.bench;

import dev.releasemanager.bench.ClicksPart.Cell;
import dev.releasemanager.bench.Contender.Mode;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.ToDoubleFunction;
import javax.imageio.ImageIO;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.style.Styler;

/** The table of the clicks as a picture: how many a second, and below it how long all but one in a hundred took. */
final class Plot {
    private static final int WIDTH = 1_100;
    private static final int PANEL = 380;

    private Plot() {}

    static void write(Path file, Map<Cell, Latencies> measured) throws IOException {
        if (measured.isEmpty()) {
            return;
        }
        List<CategoryChart> charts = new ArrayList<>();
        for (Mode mode : Mode.values()) {
            charts.add(chart("Clicks a second, " + mode.words(), mode, measured, Latencies::perSecond));
            charts.add(chart("p99 in milliseconds, " + mode.words(), mode, measured, times -> times.percentile(.99)));
        }
        BufferedImage image = new BufferedImage(WIDTH, PANEL * charts.size(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            for (int i = 0; i < charts.size(); i++) {
                Graphics2D part = (Graphics2D) graphics.create(0, i * PANEL, WIDTH, PANEL);
                charts.get(i).paint(part, WIDTH, PANEL);
                part.dispose();
            }
        } finally {
            graphics.dispose();
        }
        if (!ImageIO.write(image, "png", file.toFile())) {
            throw new IOException("Java writes no PNG here");
        }
    }

    private static CategoryChart chart(
            String title, Mode mode, Map<Cell, Latencies> measured, ToDoubleFunction<Latencies> figure) {
        List<String> atOnce = measured.keySet().stream()
                .filter(cell -> cell.mode() == mode)
                .map(cell -> cell.atOnce() + " at a time")
                .distinct()
                .toList();
        Map<String, List<Double>> series = new LinkedHashMap<>();
        measured.forEach((cell, times) -> {
            if (cell.mode() == mode && !cell.who().equals(ClicksPart.FLOOR)) {
                series.computeIfAbsent(cell.who(), who -> new ArrayList<>()).add(figure.applyAsDouble(times));
            }
        });
        CategoryChart chart = new CategoryChartBuilder()
                .width(WIDTH)
                .height(PANEL)
                .title(title)
                .build();
        chart.getStyler()
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setLegendPosition(Styler.LegendPosition.OutsideE)
                .setChartTitleBoxVisible(false);
        chart.getStyler().setLabelsVisible(true).setDecimalPattern("#,##0");
        series.forEach((who, figures) -> {
            if (figures.size() == atOnce.size() && figures.stream().noneMatch(each -> each.isNaN())) {
                Object unused = Objects.requireNonNull(chart.addSeries(who, atOnce, figures));
            }
        });
        return chart;
    }
}
