package dev.releasemanager.picture;

import dev.releasemanager.picture.Sketch.Fold;
import java.awt.Font;
import java.awt.font.FontRenderContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.sourceforge.plantuml.FileFormat;
import net.sourceforge.plantuml.FileFormatOption;
import net.sourceforge.plantuml.SourceStringReader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Draws the order of a release. Up to twenty components stand each by itself; past that, and where the picture would get
 * too wide to be read, they are folded by team, and at last by wave. Thread-safe; one picture at a time, and the newest
 * ones are remembered.
 */
public final class OrderPictures {
    /** No text is smaller than this, in pixels, when the picture is shown {@value #SHOWN_WIDTH} pixels wide. */
    public static final int SMALLEST_TEXT = 11;

    public static final int SHOWN_WIDTH = 1_000;

    /** The smallest letters in a sketch stand on its arrows and in its caption. */
    private static final int SMALLEST_FONT = 12;

    private static final int WIDEST = SMALLEST_FONT * SHOWN_WIDTH / SMALLEST_TEXT;
    private static final int BY_COMPONENT = 20;
    private static final int BY_TEAM = 60;
    private static final int REMEMBERED = 16;
    private static final Pattern SIZE = Pattern.compile("viewBox=\"0 0 ([0-9]+) ([0-9]+)\"");
    private static final Logger log = LoggerFactory.getLogger(OrderPictures.class);

    private final Map<String, Drawing> remembered = new LinkedHashMap<>(32, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Drawing> eldest) {
            return size() > REMEMBERED;
        }
    };

    private OrderPictures() {}

    /** Opens nothing yet: whether this machine can draw is found out when it is first asked for. */
    public static OrderPictures open() {
        System.setProperty("java.awt.headless", "true");
        // Read by PlantUML when its first class is loaded: no file, no address, nothing included.
        System.setProperty("PLANTUML_SECURITY_PROFILE", "SANDBOX");
        System.setProperty("PLANTUML_LIMIT_SIZE", "8192");
        return new OrderPictures();
    }

    /** Whether this machine can draw at all: text wants fonts, and Java finds them through fontconfig. */
    private static final class Machine {
        static final Optional<String> MISSING = missing();

        static {
            MISSING.ifPresent(why -> log.atWarn()
                    .setMessage("Pictures can't be drawn here")
                    .addKeyValue("why", why)
                    .log());
        }
    }

    private static Optional<String> missing() {
        try {
            double width = new Font(Font.SANS_SERIF, Font.PLAIN, Sketch.FONT)
                    .getStringBounds("release", new FontRenderContext(null, true, true))
                    .getWidth();
            return width > 0 ? Optional.empty() : Optional.of(withoutFonts("no text has a width"));
        } catch (RuntimeException | LinkageError | InternalError e) {
            return Optional.of(withoutFonts(e.getClass().getSimpleName()));
        }
    }

    private static String withoutFonts(String seen) {
        return "Java finds no fonts here (" + seen + "). Install fontconfig and a font, such as Debian's packages"
                + " fontconfig and fonts-dejavu-core, and start again.";
    }

    /**
     * Why nothing can be drawn on this machine, and what to install; empty if all is well. It is looked once in the life of the
     * process, which takes a moment, and what is missing is logged then.
     */
    public Optional<String> unavailable() {
        return Machine.MISSING;
    }

    /**
     * A picture that was drawn.
     *
     * @param raster the PNG file; not to be moved in
     * @param width of the SVG and the PNG, in pixels
     */
    public record Drawing(String svg, ByteBuffer raster, int width, int height) {
        /** The PNG file. */
        public byte[] png() {
            byte[] copy = new byte[raster.remaining()];
            raster.duplicate().get(copy);
            return copy;
        }
    }

    /** @throws IllegalStateException if nothing can be drawn here, or PlantUML failed */
    public synchronized Drawing draw(Order order) {
        unavailable().ifPresent(why -> {
            throw new IllegalStateException(why);
        });
        String key = Sketch.of(order, Fold.COMPONENTS, false);
        Drawing known = remembered.get(key);
        if (known != null) {
            return known;
        }
        Drawing drawn = drawAnew(order);
        remembered.put(key, drawn);
        return drawn;
    }

    private record Try(Fold fold, boolean leftToRight) {}

    private static Drawing drawAnew(Order order) {
        for (Try candidate : candidates(order)) {
            String source = Sketch.of(order, candidate.fold(), candidate.leftToRight());
            // The one sign that PlantUML leaves in a text though XML doesn't allow it there; it writes no such section.
            String svg = new String(rendered(source, FileFormat.SVG), StandardCharsets.UTF_8).replace("]]>", "]]&gt;");
            Matcher size = SIZE.matcher(svg);
            if (!size.find()) {
                throw new IllegalStateException("a picture without a size");
            }
            int width = Integer.parseInt(size.group(1));
            if (width <= WIDEST || candidate.fold() == Fold.WAVES) {
                return new Drawing(
                        svg, ByteBuffer.wrap(rendered(source, FileFormat.PNG)), width, Integer.parseInt(size.group(2)));
            }
        }
        throw new IllegalStateException("no way to draw it");
    }

    private static List<Try> candidates(Order order) {
        List<Try> candidates = new ArrayList<>();
        if (order.graph().components().size() <= BY_COMPONENT) {
            candidates.add(new Try(Fold.COMPONENTS, false));
            candidates.add(new Try(Fold.COMPONENTS, true));
        }
        long boxes = order.graph().waves().stream()
                .mapToLong(wave -> order.byTeam(wave).size())
                .sum();
        if (boxes <= BY_TEAM && order.graph().waves().size() <= Sketch.WAVES) {
            candidates.add(new Try(Fold.TEAMS, false));
            candidates.add(new Try(Fold.TEAMS, true));
        }
        candidates.add(new Try(Fold.WAVES, false));
        return candidates;
    }

    private static byte[] rendered(String source, FileFormat format) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            Object unused = new SourceStringReader(source).outputImage(out, 0, new FileFormatOption(format));
        } catch (IOException e) {
            throw new IllegalStateException("PlantUML could not draw", e);
        }
        return out.toByteArray();
    }
}
