/**
 * The change record that source and sink agree on. Only Connect schemas, structs and primitives
 * cross between them; the classes here read and build those, and each plugin carries its own copy.
 * Beside it, what else several parties must read alike: names of metrics, URLs of PostgreSQL.
 */
package io.dbmazz.record;
