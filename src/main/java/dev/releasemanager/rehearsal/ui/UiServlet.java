package dev.releasemanager.rehearsal.ui;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.releasemanager.rehearsal.api.Faults;
import dev.releasemanager.rehearsal.delivery.AppHome;
import dev.releasemanager.rehearsal.delivery.BotLine;
import dev.releasemanager.rehearsal.delivery.Changes;
import dev.releasemanager.rehearsal.delivery.Deliveries;
import dev.releasemanager.rehearsal.delivery.Events;
import dev.releasemanager.rehearsal.delivery.MessageEvents;
import dev.releasemanager.rehearsal.delivery.Traffic;
import dev.releasemanager.rehearsal.metrics.SteeredMetrics;
import dev.releasemanager.rehearsal.time.RehearsalClock;
import dev.releasemanager.rehearsal.world.Json;
import dev.releasemanager.rehearsal.world.Person;
import dev.releasemanager.rehearsal.world.World;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** The edge towards the page: everything under {@code /ui/}. A caller's fault is a 400 with words. */
public final class UiServlet extends HttpServlet {

    private static final long serialVersionUID = 1L;

    private static final Duration POLL = Duration.ofSeconds(25);

    private final transient World world;
    private final transient Screens screens;
    private final transient Acts acts;
    private final transient Administration administration;
    private final transient Pace pace;
    private final transient RawDeliveries raw;
    private final transient Faults faults;
    private final transient Traffic traffic;
    private final transient Steering steering;

    public UiServlet(
            World world,
            BotLine bot,
            Events events,
            MessageEvents messageEvents,
            Faults faults,
            Traffic traffic,
            SteeredMetrics metrics) {
        this.world = world;
        this.screens = new Screens(world);
        this.acts = new Acts(world, new Deliveries(world, bot, traffic), new AppHome(world, events), messageEvents);
        this.administration = new Administration(world, new Changes(world, events));
        this.pace = new Pace(world);
        this.raw = new RawDeliveries(bot);
        this.faults = faults;
        this.traffic = traffic;
        this.steering = new Steering(world, metrics);
    }

    @Override
    protected void service(HttpServletRequest request, HttpServletResponse response) throws IOException {
        int status = 200;
        ObjectNode answer;
        try {
            answer = answer(request);
        } catch (BadRequest bad) {
            status = 400;
            answer = Json.object().put("error", bad.words());
        }
        response.setStatus(status);
        response.setContentType("application/json; charset=utf-8");
        response.setHeader("Cache-Control", "no-store");
        response.getOutputStream().write(Json.write(answer).getBytes(StandardCharsets.UTF_8));
    }

    private ObjectNode answer(HttpServletRequest request) throws IOException {
        String path = Optional.ofNullable(request.getPathInfo()).orElse("");
        return switch (request.getMethod() + " " + path) {
            case "GET /state" -> state(request);
            case "GET /log" -> traffic.toJson();
            case "GET /faults" -> faults.toJson();
            case "DELETE /faults" -> {
                faults.clear();
                yield faults.toJson();
            }
            case "POST /faults" -> fault(body(request));
            case "GET /metrics" -> steering.show();
            case "POST /metrics" -> steering.steer(body(request));
            case "POST /act" -> {
                ObjectNode done = acts.perform(body(request));
                pace.settle();
                yield done;
            }
            case "POST /clock" -> clock(body(request));
            case "POST /people" -> administration.people(body(request));
            case "POST /channels" -> administration.channels(body(request));
            case "POST /groups" -> administration.groups(body(request));
            case "POST /bot" -> administration.bot(body(request));
            case "POST /raw" -> raw.send(body(request));
            default -> throw new BadRequest("nothing is at " + request.getMethod() + " /ui" + path);
        };
    }

    private static JsonNode body(HttpServletRequest request) throws IOException {
        String text = new String(request.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return Json.parse(text)
                .filter(JsonNode::isObject)
                .orElseThrow(() -> new BadRequest("the body must be a JSON object"));
    }

    private ObjectNode state(HttpServletRequest request) {
        String as = Optional.ofNullable(request.getParameter("as")).orElse("");
        Person person = world.look(() -> world.people()
                .findByName(as)
                .or(() -> as.isEmpty() ? world.people().all().stream().findFirst() : Optional.empty())
                .orElseThrow(() -> new BadRequest("nobody is called \"" + as + "\"")));
        String after = request.getParameter("after");
        if (after != null && !after.isEmpty()) {
            try {
                String wait = request.getParameter("wait_ms");
                Duration atMost = wait == null ? POLL : Duration.ofMillis(Long.parseLong(wait));
                world.awaitChange(Long.parseLong(after), atMost.compareTo(POLL) < 0 ? atMost : POLL);
            } catch (NumberFormatException e) {
                throw new BadRequest("after must be a version and wait_ms milliseconds, both numbers");
            }
        }
        pace.settle();
        ObjectNode clock = screens.clock();
        return world.look(() -> screens.of(person, clock));
    }

    private ObjectNode clock(JsonNode asked) {
        RehearsalClock clock = world.clock();
        if (asked.has("speed")) {
            double speed = asked.path("speed").asDouble(-1);
            if (speed < 0 || speed > 1_000_000) {
                throw new BadRequest("speed must be from 0 to 1000000");
            }
            pace.ask(speed);
        }
        if (asked.has("jump")) {
            String jump = Json.text(asked, "jump", "");
            if (jump.equals("next_timer")) {
                clock.jumpToNextTimer();
            } else {
                try {
                    clock.jump(Duration.parse(jump));
                } catch (DateTimeParseException e) {
                    throw new BadRequest("jump must be next_timer or a duration such as PT1H");
                }
            }
        }
        world.wake();
        return Json.object().put("ok", true).put("now", clock.now().toString()).put("speed", clock.speed());
    }

    private ObjectNode fault(JsonNode asked) {
        try {
            faults.add(Faults.read(asked));
        } catch (IllegalArgumentException e) {
            throw new BadRequest(String.valueOf(e.getMessage()));
        }
        return faults.toJson().put("ok", true);
    }
}
