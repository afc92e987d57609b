/** Files that survive a crash whole, and locks between processes. */
package io.dbmazz.runner.file;
