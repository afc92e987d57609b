/** PostgreSQL's binary forms, as {@code typsend} functions write them, turned into its texts. */
package io.dbmazz.postgres.type.binary;
