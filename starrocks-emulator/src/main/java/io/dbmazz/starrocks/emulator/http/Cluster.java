package io.dbmazz.starrocks.emulator.http;

import io.dbmazz.starrocks.emulator.fault.Faults;
import io.dbmazz.starrocks.emulator.sql.RowStore;
import io.dbmazz.starrocks.emulator.sql.ServerVersion;
import io.dbmazz.starrocks.emulator.txn.TableVersions;
import io.dbmazz.starrocks.emulator.txn.Transactions;

/**
 * What the servers of one emulator share; every part is safe for several threads.
 *
 * @param version what they can do
 * @param store the tables
 * @param transactions labels and their states
 * @param versions of each table
 * @param faults to suffer
 * @param requests to note
 * @param credentials to ask for
 */
public record Cluster(
    ServerVersion version,
    RowStore store,
    Transactions transactions,
    TableVersions versions,
    Faults faults,
    RequestLog requests,
    Credentials credentials) {}
