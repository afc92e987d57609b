/** What a Connect worker gives to connectors and tasks: loading, contexts, transformations. */
package io.dbmazz.runner.connect;
