/**
 * How fast the bot is: a program that {@code mvn -Pbench verify} runs, and no test. It starts the packaged bot as an
 * installation does, acts on it by signed requests, and measures beside it what it is compared with. It may use everything.
 */
@NullMarked
package dev.releasemanager.bench;

import org.jspecify.annotations.NullMarked;
