package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.row.WriteOrder;
import java.time.Clock;

/**
 * What a back end is set to.
 *
 * @param order of upserts and deletes of one key in one load
 * @param maxJsonBytes largest JSON body without {@code ignore_json_size} ({@code
 *     streaming_load_max_batch_size_mb})
 * @param clock for {@code current_timestamp}
 */
public record LoadRules(WriteOrder order, long maxJsonBytes, Clock clock) {}
