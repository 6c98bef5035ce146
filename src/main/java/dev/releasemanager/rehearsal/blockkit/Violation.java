package dev.releasemanager.rehearsal.blockkit;

/**
 * One thing that Slack would refuse.
 *
 * @param pointer JSON pointer to the fault, from the argument's name on ({@code /blocks/0/text/text},
 *     {@code /view/title}); a missing or an unknown field is reported at its object
 * @param rule the kind of fault, stable and short ({@code too-long}, {@code missing-field}), for tests and for counting
 * @param words the fault as Slack says it, with the pointer at the end
 */
public record Violation(String pointer, String rule, String words) {}
