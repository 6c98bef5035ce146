/**
 * Time as people speak of it: moments in their own words and zones. Pure; uses nothing but {@code java.*}.
 */
@NullMarked
package dev.releasemanager.calendar;

import org.jspecify.annotations.NullMarked;
