package io.dbmazz.runner.demo;

/** Primary key of {@code order_items}. */
record ItemKey(long order, int line) {}
