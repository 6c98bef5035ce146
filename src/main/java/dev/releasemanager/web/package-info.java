/**
 * The door to the network: Jetty with Slack's endpoint, liveness, readiness and metrics, and the pages that are
 * mounted beside them. It verifies and reads what Slack sends, lets Bolt dispatch it, and sees that every payload gets
 * an answer of its own. It may use Jetty, the servlet API, Slack's libraries, Gson as Bolt brings it, Micrometer, and
 * later the use cases of coordination for its pages; it decides nothing.
 */
@NullMarked
package dev.releasemanager.web;

import org.jspecify.annotations.NullMarked;
