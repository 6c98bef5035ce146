/**
 * The rehearsal's page in a real browser. A small fake of the page's server answers with canned states and writes down
 * what the page sends; the tests say what a person sees and what reaches the server. Needs Chromium, and says loudly
 * when it is skipped for want of it.
 */
@NullMarked
package dev.releasemanager.rehearsal.page;

import org.jspecify.annotations.NullMarked;
