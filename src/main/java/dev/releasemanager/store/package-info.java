/**
 * The truth, in a relational database: H2 in a file or PostgreSQL, one set of migrations and statements for both. It
 * implements the ports of the packages that it serves, and may use them and the pure packages; nobody else sees Jdbi or
 * SQL. Every act runs in one {@link dev.releasemanager.store.Transaction} that is handed from method to method.
 */
@NullMarked
package dev.releasemanager.store;

import org.jspecify.annotations.NullMarked;
