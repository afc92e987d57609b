/** A source and a sink connector whose every answer the test decides. */
package io.dbmazz.runner.fake;
