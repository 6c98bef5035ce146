/**
 * Pictures of what ships: the dependency graph as PNG and SVG, drawn by PlantUML with its own layout in Java, so that no
 * program besides is needed. Names come from people and are written so that none is read as an instruction. Uses the
 * manifest's graph, and knows nothing of Slack or of the web.
 */
@NullMarked
package dev.releasemanager.picture;

import org.jspecify.annotations.NullMarked;
