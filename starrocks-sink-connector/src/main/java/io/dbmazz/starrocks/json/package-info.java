/** From a batch to the bytes of a Stream Load request body. */
package io.dbmazz.starrocks.json;
