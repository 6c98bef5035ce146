package dev.releasemanager.rehearsal.page;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.options.ReducedMotion;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.TestInstance;

/**
 * A test of the page in Chromium: one browser per class, a fresh workspace and a fresh page per test. A test during
 * which the page complained on its console fails, unless the test called {@link #tolerateComplaints()}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
abstract class BrowserCase {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final List<String> ARGUMENTS = List.of(
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync");

    private @Nullable Playwright playwright;

    @SuppressWarnings("NullAway.Init")
    private Browser browser;

    private @Nullable BrowserContext context;
    private final List<String> complaints = Collections.synchronizedList(new ArrayList<>());
    private boolean tolerant;

    @SuppressWarnings("NullAway.Init")
    FakeWorkspace workspace;

    @SuppressWarnings("NullAway.Init")
    Page page;

    @BeforeAll
    void launch() {
        if (!Files.isExecutable(CHROMIUM)) {
            String why = "SKIPPED: " + getClass().getSimpleName() + ", the tests of the rehearsal's page: there is no "
                    + CHROMIUM + " on this machine. Install Debian's package chromium to run them.";
            System.out.println(why);
            Assumptions.abort(why);
        }
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(ARGUMENTS));
    }

    @AfterAll
    void quit() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @BeforeEach
    void begin() {
        workspace = new FakeWorkspace();
        complaints.clear();
        tolerant = false;
        window(1440, 900);
    }

    @AfterEach
    void end() {
        if (context != null) {
            context.close();
        }
        workspace.close();
        if (!tolerant) {
            assertThat(complaints)
                    .as("what the page complained of on its console")
                    .isEmpty();
        }
    }

    /** A new window of this size in place of the present one. */
    void window(int width, int height) {
        if (context != null) {
            context.close();
        }
        context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(width, height)
                .setReducedMotion(ReducedMotion.REDUCE)
                .setTimezoneId("America/Los_Angeles"));
        page = context.newPage();
        page.setDefaultTimeout(10_000);
        page.onPageError(complaints::add);
        page.onConsoleMessage(message -> {
            if (List.of("error", "warning").contains(message.type())) {
                complaints.add(message.text());
            }
        });
    }

    void tolerateComplaints() {
        tolerant = true;
    }

    /** Opens the page as a person, at a conversation or at {@code home}. */
    void open(String person, String place) {
        page.navigate(workspace.address(person, place));
        page.waitForSelector("body[data-connection=ok][data-me=" + person + "]");
    }
}
