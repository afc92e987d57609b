/** Where source offsets outlive the process: a table of PostgreSQL or a file. */
package io.dbmazz.runner.offset;
