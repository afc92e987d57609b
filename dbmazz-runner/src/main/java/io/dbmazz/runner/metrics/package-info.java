/** What the connectors, the pipeline and the process say about themselves, in numbers. */
package io.dbmazz.runner.metrics;
