/**
 * The change record that source and sink agree on. Only Connect schemas, structs and primitives
 * cross between them; the classes here read and build those, and each plugin carries its own copy.
 */
package io.dbmazz.record;
