package dev.releasemanager.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What holds for every address: three methods and no more, and headers that keep a browser on the safe side. */
final class FrontDoor extends Handler.Wrapper {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST");
    private static final Map<String, String> SAFE_HEADERS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "no-referrer",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'",
            "Cache-Control", "no-store");

    FrontDoor(Handler inside) {
        super(inside);
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) throws Exception {
        SAFE_HEADERS.forEach(response.getHeaders()::put);
        if (!METHODS.contains(request.getMethod())) {
            response.getHeaders().put(HttpHeader.ALLOW, "GET, HEAD, POST");
            PlainErrors.write(response, callback, 405, "This method is not served.");
            return true;
        }
        return super.handle(request, response, callback);
    }

    /** Faults that Jetty itself finds, in one plain line: neither a stack trace nor an echo of what was asked. */
    static final class PlainErrors extends ErrorHandler {
        @Override
        public boolean handle(Request request, Response response, Callback callback) {
            SAFE_HEADERS.forEach(response.getHeaders()::put);
            int status = response.getStatus();
            write(response, callback, status, status + " " + HttpStatus.getMessage(status));
            return true;
        }

        static void write(Response response, Callback callback, int status, String words) {
            response.setStatus(status);
            response.getHeaders().put(HttpHeader.CONTENT_TYPE, PlainPage.TEXT);
            byte[] body = (words + "\n").getBytes(StandardCharsets.UTF_8);
            response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
            response.write(true, ByteBuffer.wrap(body), callback);
        }
    }
}
