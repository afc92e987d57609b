/** The commands of {@code bin/dbmazz}. */
package io.dbmazz.runner.cli;
