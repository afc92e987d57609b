/**
 * Whole pipelines: real PostgreSQL, the StarRocks emulator, and a runner in a process of its own,
 * driven only by what a user has: SQL, properties, signals and gRPC.
 */
package io.dbmazz.runner.e2e;
