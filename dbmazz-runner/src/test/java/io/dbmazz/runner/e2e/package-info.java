/**
 * Whole pipelines: real PostgreSQL, the StarRocks emulator, and a runner, driven only by what a
 * user has: SQL, properties, signals and gRPC. The runner has a process of its own where a process
 * ends or its heap, log or exit code matters; elsewhere it starts quickly in that of the test.
 */
package io.dbmazz.runner.e2e;
