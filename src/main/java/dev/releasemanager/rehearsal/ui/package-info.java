/**
 * What people see and do: the JSON that the rehearsal's page, the end-to-end tests and the visitor speak. Uses
 * {@code rehearsal.world} to see, {@code rehearsal.delivery} to act, and {@code rehearsal.api} only for the faults
 * that it plants there.
 */
@NullMarked
package dev.releasemanager.rehearsal.ui;

import org.jspecify.annotations.NullMarked;
