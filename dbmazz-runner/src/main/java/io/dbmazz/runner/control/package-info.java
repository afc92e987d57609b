/** The gRPC services: proto in, one call, proto out. */
package io.dbmazz.runner.control;
