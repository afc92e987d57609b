package io.dbmazz.postgres.type;

import io.dbmazz.postgres.type.TypeOptions.BinaryMode;
import java.nio.ByteBuffer;
import org.apache.kafka.connect.data.Schema;

/** Bytes that are no column's value, written as {@code binary.handling.mode} has those. */
public final class RawBytes {

  private final ColumnType type;
  private final ValueDecoder encoder;
  private final Schema schema;

  /** A writer for one mode. */
  public RawBytes(BinaryMode mode) {
    type = Binaries.raw(mode);
    schema = type.optional();
    encoder = type.decoder(schema);
  }

  /** Optional: bytes, or a text. */
  public Schema schema() {
    return schema;
  }

  /** The bytes from position to limit, as a value of {@link #schema}. */
  public Object write(ByteBuffer content) {
    byte[] bytes = new byte[content.remaining()];
    content.duplicate().get(bytes);
    return encoder.decode(bytes, 0, bytes.length);
  }
}
