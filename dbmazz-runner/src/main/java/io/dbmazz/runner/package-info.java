/** The embedded runner: a source and a sink connector in one process, without a broker. */
package io.dbmazz.runner;
