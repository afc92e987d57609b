/** What must hold before streaming starts: one check a class, each failure with its remedy. */
package io.dbmazz.postgres.setup;
