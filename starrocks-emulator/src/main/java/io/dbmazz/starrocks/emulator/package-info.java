/** A StarRocks stand-in: front end, back end and MySQL port in one process. */
package io.dbmazz.starrocks.emulator;
