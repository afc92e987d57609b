/** What to break, and when. */
package io.dbmazz.starrocks.emulator.fault;
