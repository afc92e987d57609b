/** The pgoutput wire format: bytes in, messages out; knows neither SQL nor Connect. */
package io.dbmazz.postgres.pgoutput;
