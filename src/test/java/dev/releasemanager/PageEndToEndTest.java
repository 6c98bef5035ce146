package dev.releasemanager;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.ReducedMotion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.assertj.core.api.Assertions;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The main flows as a newcomer goes through them: in Chromium, on the page, by clicking as each person. */
class PageEndToEndTest {
    private static final Path CHROMIUM = Path.of("/usr/bin/chromium");
    private static final Path PICTURE = Path.of("src", "site", "board.png");
    private static final int PICTURES_LIMIT = 200 * 1024;

    /** The machine may be slow, and a board comes a second after the one before it. */
    private static final double PATIENCE_MILLIS = 60_000;

    @RegisterExtension
    static final Players players = Players.rehearsing();

    private static @Nullable Playwright playwright;
    private static @Nullable Browser browser;

    @SuppressWarnings("NullAway.Init")
    private BrowserContext context;

    @SuppressWarnings("NullAway.Init")
    private Page page;

    @BeforeAll
    static void launch() {
        if (!Files.isExecutable(CHROMIUM)) {
            String why = "SKIPPED: PageEndToEndTest, the main flows on the rehearsal's page: there is no " + CHROMIUM
                    + " on this machine. Install Debian's package chromium to run them.";
            System.out.println(why);
            Assumptions.abort(why);
        }
        Playwright created = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        playwright = created;
        browser = created.chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(CHROMIUM)
                        .setArgs(List.of(
                                "--no-sandbox",
                                "--disable-gpu",
                                "--disable-quic",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    @AfterAll
    static void quit() {
        if (playwright != null) {
            playwright.close();
        }
    }

    @BeforeEach
    void begin() {
        context = Optional.ofNullable(browser)
                .orElseThrow()
                .newContext(new Browser.NewContextOptions()
                        .setViewportSize(1200, 900)
                        .setReducedMotion(ReducedMotion.REDUCE)
                        .setColorScheme(ColorScheme.LIGHT)
                        .setTimezoneId("Europe/Berlin"));
        page = context.newPage();
        page.setDefaultTimeout(PATIENCE_MILLIS);
    }

    @AfterEach
    void end() {
        context.close();
    }

    private void become(String person) {
        page.getByTestId("person-" + players.id(person)).click();
        page.waitForSelector("body[data-me=" + players.id(person) + "]");
    }

    private void goTo(String channel) {
        page.locator("[data-testid^=conversation-C]")
                .filter(new Locator.FilterOptions()
                        .setHas(page.getByText(channel, new Page.GetByTextOptions().setExact(true))))
                .click();
    }

    private void goToDirect() {
        page.locator("[data-testid^=conversation-D]").first().click();
    }

    private Locator button(String said) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(said).setExact(true));
    }

    private Locator modal() {
        return page.getByTestId("modal");
    }

    private void fill(String label, String words) {
        modal().locator(".field")
                .filter(new Locator.FilterOptions().setHasText(Pattern.compile("^" + label)))
                .locator("input, textarea")
                .first()
                .fill(words);
    }

    private void send() {
        page.getByTestId("modal-submit").click();
    }

    private void closeModal() {
        page.getByTestId("modal-x").click();
        assertThat(modal()).hasCount(0);
    }

    private static LocatorAssertions.ContainsTextOptions soon() {
        return new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE_MILLIS);
    }

    /** Confirms by the button in the direct message, with every item ticked. */
    private void confirm(String person, String team, String key) {
        become(person);
        goToDirect();
        button("Answer ready for " + team + " on " + key).click();
        Locator items = modal().getByRole(AriaRole.CHECKBOX);
        assertThat(items.first()).isVisible();
        for (int i = 0; i < items.count(); i++) {
            items.nth(i).check();
        }
        send();
        assertThat(page.getByTestId("conversation")).containsText("you confirmed for " + team, soon());
    }

    @Test
    void a_newcomer_takes_the_sample_release_to_a_called_go() {
        page.navigate(players.address() + "/");
        assertThat(page.getByTestId("me")).containsText("You are Olivia Okafor", soon());
        assertThat(page.getByTestId("hint")).isVisible();
        goTo("payments");
        assertThat(page.getByTestId("conversation")).containsText("a rollback window", soon());

        button("Write the rollback plan of PAY-1").click();
        modal().getByText("Triggers and window").click();
        fill("Until when can it be rolled back", "2 days");
        send();
        assertThat(modal()).containsText("Complete.", soon());
        closeModal();

        button("Show the gate's findings on PAY-1").click();
        button("State what was seen for a criterion of PAY-1").first().click();
        assertThat(modal()).containsText("What was seen", soon());
        assertThat(modal()).containsText("For which criterion", soon());
        fill("What was seen", "yes");
        fill("Where it was seen", "CI");
        fill("Link", "https://ci.example.com/build/7");
        send();
        assertThat(modal()).containsText("Stated.", soon());
        closeModal();

        button("Open a checkpoint for PAY-1").click();
        assertThat(modal()).containsText("6 people", soon());
        send();
        assertThat(page.getByTestId("conversation")).containsText("POLLING", soon());
        button("Call Go for PAY-1").click();
        assertThat(modal()).containsText("The Go was not called.", soon());
        assertThat(page.getByTestId("modal-submit")).isHidden();
        closeModal();

        confirm("priya", "Payments", "PAY-1");
        confirm("chen", "Checkout", "PAY-1");
        confirm("ines", "Identity", "PAY-1");
        confirm("ivan", "Identity", "PAY-1");

        become("olivia");
        goTo("payments");
        assertThat(page.getByTestId("conversation")).containsText("3 of 3 teams are ready", soon());
        button("Call Go for PAY-1").click();
        assertThat(modal()).containsText("You are calling Go for PAY-1", soon());
        send();
        assertThat(page.getByTestId("conversation")).containsText("GO. Called by", soon());
        become("sam");
        goTo("support");
        assertThat(page.getByTestId("conversation")).containsText("What changes for users", soon());
    }

    @Test
    void another_release_goes_from_nothing_to_a_no_go() {
        page.navigate(players.address() + "/");
        assertThat(page.getByTestId("me")).containsText("You are Olivia Okafor", soon());
        goTo("releases");
        page.getByTestId("composer").fill("/release new");
        page.getByTestId("composer").press("Enter");
        assertThat(modal()).containsText("New release", soon());
        fill("Title", "Receipts by post");
        fill("Purpose", "Send receipts on paper to those who want them.");
        send();
        assertThat(modal()).containsText("First open item", soon());
        closeModal();
        assertThat(page.getByTestId("conversation")).containsText("REL-1 Receipts by post", soon());

        button("Open a checkpoint for REL-1").click();
        assertThat(modal()).containsText("2 people", soon());
        send();
        become("pavel");
        goToDirect();
        button("Answer not ready for Payments on REL-1").click();
        fill("Why", "The printer is on fire.");
        fill("When do you expect to be ready", "unknown");
        send();
        assertThat(page.getByTestId("conversation")).containsText("The printer is on fire.", soon());

        become("olivia");
        goTo("releases");
        assertThat(page.getByTestId("conversation")).containsText("NOT READY", soon());
        button("Call No-Go for REL-1").click();
        fill("Why not", "No paper without a printer.");
        send();
        assertThat(page.getByTestId("conversation"))
                .containsText("DELAYED (no-go). No paper without a printer.", soon());
    }

    /** Draws the README's picture anew: {@code -Dpicture=update}. */
    @Test
    @EnabledIfSystemProperty(named = "picture", matches = "update")
    void the_readmes_picture_is_a_board_with_one_team_not_ready() throws IOException {
        try (Players own = Players.rehearsing().start()) {
            picture(own);
        }
    }

    private void picture(Players own) throws IOException {
        own.sayTheWindow("PAY-1");
        own.open("PAY-1", "in 5h");
        own.ready("priya", "PAY-1");
        own.notReady("chen", "PAY-1", "The browser matrix fails on the oldest browser", "tomorrow noon");
        own.ready("ines", "PAY-1");
        own.board("olivia", Players.CHANNEL, "PAY-1", "1 of 2 confirmed");
        page.setViewportSize(1200, 1300);
        page.navigate(own.address() + "/#as=" + own.id("sam"));
        goTo(Players.CHANNEL);
        page.getByTestId("hint-dismiss").click();
        Locator board = page.getByTestId("conversation")
                .locator("article")
                .filter(new Locator.FilterOptions().setHasText("the browser matrix fails"))
                .first();

        byte[] picture = board.screenshot();

        Assertions.assertThat(picture.length).isLessThan(PICTURES_LIMIT);
        Files.createDirectories(PICTURE.getParent());
        Files.write(PICTURE, picture);
    }
}
