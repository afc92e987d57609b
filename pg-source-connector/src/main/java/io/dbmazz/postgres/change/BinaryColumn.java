package io.dbmazz.postgres.change;

import io.dbmazz.postgres.type.ValueDecoder;
import io.dbmazz.postgres.type.binary.BinaryForm;

/**
 * How a column's values in binary form are read.
 *
 * @param form turns them into texts
 * @param decoder of them
 */
record BinaryColumn(BinaryForm form, ValueDecoder decoder) {}
