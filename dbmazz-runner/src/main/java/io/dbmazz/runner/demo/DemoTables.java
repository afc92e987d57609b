package io.dbmazz.runner.demo;

import java.util.List;
import java.util.stream.Collectors;

/** The tables of the demo, as a user would create them on both sides. */
final class DemoTables {

  static final String SCHEMA = "public";
  static final String ORDERS = "orders";
  static final List<String> NAMES = List.of(ORDERS, "order_items", "product_documents");

  /** The tables as the source's regular expressions. */
  static final String INCLUDE_LIST =
      NAMES.stream().map(name -> SCHEMA + "\\." + name).collect(Collectors.joining(","));

  static final List<String> POSTGRES =
      List.of(
          """
          CREATE TABLE orders (
            order_id    bigint PRIMARY KEY,
            customer_id integer NOT NULL,
            status      varchar(20) NOT NULL,
            total       numeric(12,2) NOT NULL,
            note        text,
            placed_at   timestamptz NOT NULL)""",
          """
          CREATE TABLE order_items (
            order_id   bigint,
            line       integer,
            product_id bigint NOT NULL,
            quantity   integer NOT NULL,
            unit_price numeric(10,2) NOT NULL,
            gift       boolean,
            PRIMARY KEY (order_id, line))""",
          """
          CREATE TABLE product_documents (
            product_id bigint PRIMARY KEY,
            price      numeric(10,2) NOT NULL,
            stock      integer NOT NULL,
            document   jsonb NOT NULL,
            updated_at timestamp NOT NULL)""");

  static final List<String> STARROCKS =
      List.of(
          """
          CREATE TABLE orders (
            order_id    BIGINT NOT NULL,
            customer_id INT NOT NULL,
            status      VARCHAR(80) NOT NULL,
            total       DECIMAL(12,2) NOT NULL,
            note        STRING,
            placed_at   DATETIME NOT NULL
          ) PRIMARY KEY (order_id) DISTRIBUTED BY HASH (order_id) PROPERTIES ('replication_num' = '1')""",
          """
          CREATE TABLE order_items (
            order_id   BIGINT NOT NULL,
            line       INT NOT NULL,
            product_id BIGINT NOT NULL,
            quantity   INT NOT NULL,
            unit_price DECIMAL(10,2) NOT NULL,
            gift       BOOLEAN
          ) PRIMARY KEY (order_id, line) DISTRIBUTED BY HASH (order_id) PROPERTIES ('replication_num' = '1')""",
          """
          CREATE TABLE product_documents (
            product_id BIGINT NOT NULL,
            price      DECIMAL(10,2) NOT NULL,
            stock      INT NOT NULL,
            document   JSON NOT NULL,
            updated_at DATETIME NOT NULL
          ) PRIMARY KEY (product_id) DISTRIBUTED BY HASH (product_id) PROPERTIES ('replication_num' = '1')""");

  /** Orders, with two items each, that are there before replication starts. */
  static final int ORDERS_BEFORE = 2_000;

  /** Documents that are there before replication starts. */
  static final int DOCUMENTS_BEFORE = 20;

  /** Rows for the snapshot. */
  static final List<String> ROWS_BEFORE =
      List.of(
          """
          INSERT INTO orders SELECT i, mod(i, 500), 'placed', i * 1.01, 'before the start',
            clock_timestamp() FROM generate_series(1, %d) i"""
              .formatted(ORDERS_BEFORE),
          """
          INSERT INTO order_items SELECT i, line, mod(i, 300), line, 9.99, line = 2
            FROM generate_series(1, %d) i, generate_series(1, 2) line"""
              .formatted(ORDERS_BEFORE),
          """
          INSERT INTO product_documents SELECT p, 9.99, 1000,
            (SELECT jsonb_build_object('text', string_agg(md5(p || '.' || i), ''))
              FROM generate_series(1, 2000) i), clock_timestamp()
            FROM generate_series(1, %d) p"""
              .formatted(DOCUMENTS_BEFORE));

  private DemoTables() {}
}
