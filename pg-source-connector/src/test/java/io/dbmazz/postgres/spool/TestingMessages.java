package io.dbmazz.postgres.spool;

import io.dbmazz.postgres.replication.WalData;
import io.dbmazz.record.Lsn;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Messages as a server sends them; rows have one column, a number. */
final class TestingMessages {

  static final int ORDERS = 16_400;

  private TestingMessages() {}

  /** Settings that keep so many bytes in memory. */
  static SpoolSettings keeping(long bytes) {
    return new SpoolSettings(bytes, Path.of(System.getProperty("java.io.tmpdir")));
  }

  private static WalData message(ByteBuffer content) {
    return new WalData(new Lsn(7), content.flip());
  }

  private static ByteBuffer start(char kind) {
    return ByteBuffer.allocate(256).put((byte) kind);
  }

  /** A message of any kind and content. */
  static WalData of(char kind, String content) {
    return message(start(kind).put(content.getBytes(StandardCharsets.US_ASCII)));
  }

  static WalData insert(int row) {
    return message(row(start('I'), row));
  }

  static WalData insert(int part, int row) {
    return message(row(start('I').putInt(part), row));
  }

  private static ByteBuffer row(ByteBuffer message, int row) {
    byte[] text = Integer.toString(row).getBytes(StandardCharsets.US_ASCII);
    message.putInt(ORDERS).put((byte) 'N').putShort((short) 1).put((byte) 't');
    return message.putInt(text.length).put(text);
  }

  /** A description of the table, whose column's name tells one from another. */
  static WalData relation(String column) {
    return message(relation(start('R'), column));
  }

  static WalData relation(int part, String column) {
    return message(relation(start('R').putInt(part), column));
  }

  private static ByteBuffer relation(ByteBuffer message, String column) {
    message.putInt(ORDERS).put("public\0orders\0".getBytes(StandardCharsets.US_ASCII));
    message.put((byte) 'd').putShort((short) 1).put((byte) 0);
    return message.put((column + "\0").getBytes(StandardCharsets.US_ASCII)).putInt(23).putInt(-1);
  }

  static WalData streamStart(int xid) {
    return message(start('S').putInt(xid).put((byte) 1));
  }

  static WalData streamStop() {
    return message(start('E'));
  }

  static WalData streamAbort(int xid, int part) {
    return message(start('A').putInt(xid).putInt(part));
  }

  static WalData streamCommit(int xid, long commit) {
    return message(end(start('c').putInt(xid), commit));
  }

  /** Flags, start and end of a record, time. */
  private static ByteBuffer end(ByteBuffer message, long lsn) {
    return message.put((byte) 0).putLong(lsn).putLong(lsn + 8).putLong(0);
  }

  static WalData beginPrepare(int xid, long prepare) {
    return message(
        start('b').putLong(prepare).putLong(prepare + 8).putLong(0).putInt(xid).put(gid(xid)));
  }

  static WalData prepare(int xid, long prepare) {
    return message(end(start('P'), prepare).putInt(xid).put(gid(xid)));
  }

  static WalData streamPrepare(int xid, long prepare) {
    return message(end(start('p'), prepare).putInt(xid).put(gid(xid)));
  }

  static WalData commitPrepared(int xid, long commit) {
    return message(end(start('K'), commit).putInt(xid).put(gid(xid)));
  }

  static WalData rollbackPrepared(int xid, long rollback) {
    return message(end(start('r'), rollback).putLong(0).putInt(xid).put(gid(xid)));
  }

  private static byte[] gid(int xid) {
    return ("gid" + xid + "\0").getBytes(StandardCharsets.US_ASCII);
  }
}
