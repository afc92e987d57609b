/** Records that the sink cannot load: kept in files, listed, and loaded once they can be. */
package io.dbmazz.runner.quarantine;
