/** PostgreSQL types: the Connect schema of each and the decoder of its text form. */
package io.dbmazz.postgres.type;
