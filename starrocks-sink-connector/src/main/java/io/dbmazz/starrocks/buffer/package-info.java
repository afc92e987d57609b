/** Folding to one operation per key, batches and when they are due, and what is durable. */
package io.dbmazz.starrocks.buffer;
