package dev.releasemanager.picture;

import dev.releasemanager.rollout.StageJudgement;
import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TimeZone;
import javax.imageio.ImageIO;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * Draws what was observed through a bake: for each measure its series with its bound and its baseline, and where nothing was
 * seen. Told apart by shape and words, not by colour alone. Thread-safe; one picture at a time.
 */
public final class SeriesPictures {
    private static final int WIDTH = 1_000;
    private static final int PANEL = 260;
    private static final int HEAD = 44;
    /** More would be a picture that nobody reads; the words have the others. */
    private static final int PANELS = 6;

    private static final int LONGEST_TITLE = 90;
    private static final Font TEXT = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final Font TITLE = new Font(Font.SANS_SERIF, Font.BOLD, 15);
    private static final Color SEEN = new Color(0x1F, 0x4E, 0x79);
    private static final Color BOUND = new Color(0xB0, 0x00, 0x20);
    private static final Color BEFORE = new Color(0x4A, 0x55, 0x68);
    private static final Color UNSEEN = new Color(0x7B, 0x5E, 0x00);
    private static final BasicStroke DASHED =
            new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {8, 5}, 0);
    private static final BasicStroke DOTTED =
            new BasicStroke(2, BasicStroke.CAP_BUTT, BasicStroke.JOIN_ROUND, 1, new float[] {2, 4}, 0);

    /**
     * The PNG file.
     *
     * @param title of the stage and its release
     * @param from when the bake began
     * @param until when it ended
     * @return empty if there is no measure among what was judged
     * @throws RuntimeException if nothing can be drawn on this machine; see {@link OrderPictures#unavailable()}
     */
    public synchronized Optional<byte[]> draw(
            String title, StageJudgement judgement, Instant from, Instant until, ZoneId zone) {
        List<SeriesPanel> panels = new ArrayList<>();
        judgement.standings().stream()
                .flatMap(standing -> SeriesPanel.of(standing).stream())
                .limit(PANELS)
                .forEach(panels::add);
        if (panels.isEmpty()) {
            return Optional.empty();
        }
        BufferedImage image = new BufferedImage(WIDTH, HEAD + PANEL * panels.size(), BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        try {
            graphics.setColor(Color.WHITE);
            graphics.fillRect(0, 0, image.getWidth(), image.getHeight());
            graphics.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
            graphics.setColor(Color.BLACK);
            graphics.setFont(TITLE);
            graphics.drawString(Order.cut(Order.line(title), LONGEST_TITLE), 16, 28);
            for (int i = 0; i < panels.size(); i++) {
                Graphics2D part = (Graphics2D) graphics.create(0, HEAD + i * PANEL, WIDTH, PANEL);
                chart(panels.get(i), from, until, zone).paint(part, WIDTH, PANEL);
                part.dispose();
            }
        } finally {
            graphics.dispose();
        }
        return Optional.of(png(image));
    }

    private static byte[] png(BufferedImage image) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, "png", out)) {
                throw new IllegalStateException("Java writes no PNG here");
            }
        } catch (IOException e) {
            throw new IllegalStateException("a picture could not be written", e);
        }
        return out.toByteArray();
    }

    private static XYChart chart(SeriesPanel panel, Instant from, Instant until, ZoneId zone) {
        XYChart chart = new XYChartBuilder().width(WIDTH).height(PANEL).build();
        chart.setTitle(Order.cut(Order.line(panel.words()), LONGEST_TITLE));
        chart.setYAxisTitle(panel.unit().symbol());
        chart.getStyler()
                .setChartBackgroundColor(Color.WHITE)
                .setPlotBackgroundColor(Color.WHITE)
                .setChartTitleFont(TEXT)
                .setLegendFont(TEXT)
                .setLegendPosition(Styler.LegendPosition.OutsideE)
                .setChartTitleBoxVisible(false)
                .setSeriesColors(new Color[] {SEEN, BOUND, BEFORE, UNSEEN});
        chart.getStyler()
                .setAxisTickLabelsFont(TEXT)
                .setAxisTitleFont(TEXT)
                .setDatePattern(until.isAfter(from.plusSeconds(120)) ? "HH:mm" : "HH:mm:ss")
                .setTimezone(TimeZone.getTimeZone(zone))
                .setLocale(Locale.ROOT);
        if (panel.values().stream().anyMatch(SeriesPanel.Value::isSeen)) {
            XYSeries seen = chart.addSeries("seen", dates(panel.values()), numbers(panel.values()));
            seen.setMarker(SeriesMarkers.CIRCLE);
            seen.setLineColor(SEEN);
            seen.setMarkerColor(SEEN);
        }
        if (!panel.out().isEmpty()) {
            XYSeries out = chart.addSeries("out of bounds", dates(panel.out()), numbers(panel.out()));
            out.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
            out.setMarker(SeriesMarkers.CROSS);
            out.setMarkerColor(BOUND);
        }
        panel.edges().low().ifPresent(low -> line(chart, "allowed from", low, from, until, BOUND, DASHED));
        panel.edges()
                .high()
                .filter(high -> !panel.edges().low().equals(Optional.of(high)))
                .ifPresent(high -> line(chart, "allowed up to", high, from, until, BOUND, DASHED));
        panel.baseline().ifPresent(before -> line(chart, "baseline", before, from, until, BEFORE, DOTTED));
        if (!panel.gaps().isEmpty()) {
            double floor = floor(panel);
            XYSeries gaps = chart.addSeries(
                    "nothing seen",
                    panel.gaps().stream().map(Date::from).toList(),
                    panel.gaps().stream().map(gap -> floor).toList());
            gaps.setXYSeriesRenderStyle(XYSeries.XYSeriesRenderStyle.Scatter);
            gaps.setMarker(SeriesMarkers.TRIANGLE_UP);
            gaps.setMarkerColor(UNSEEN);
        }
        return chart;
    }

    private static double floor(SeriesPanel panel) {
        return panel.values().stream()
                .filter(SeriesPanel.Value::isSeen)
                .mapToDouble(SeriesPanel.Value::number)
                .min()
                .orElseGet(() -> panel.edges()
                        .low()
                        .or(() -> panel.edges().high())
                        .map(BigDecimal::doubleValue)
                        .orElse(0d));
    }

    private static void line(
            XYChart chart, String name, BigDecimal at, Instant from, Instant until, Color color, BasicStroke stroke) {
        XYSeries line = chart.addSeries(
                name, List.of(Date.from(from), Date.from(until)), List.of(at.doubleValue(), at.doubleValue()));
        line.setMarker(SeriesMarkers.NONE);
        line.setLineColor(color);
        line.setLineStyle(stroke);
    }

    private static List<Date> dates(List<SeriesPanel.Value> values) {
        return values.stream().map(value -> Date.from(value.at())).toList();
    }

    private static List<Double> numbers(List<SeriesPanel.Value> values) {
        return values.stream().map(SeriesPanel.Value::number).toList();
    }
}
