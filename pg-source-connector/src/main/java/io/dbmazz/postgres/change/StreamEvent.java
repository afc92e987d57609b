package io.dbmazz.postgres.change;

/** What one pgoutput message means to a reader of changes. */
public sealed interface StreamEvent permits RowChange, TransactionEnd, EmittedMessage {}
