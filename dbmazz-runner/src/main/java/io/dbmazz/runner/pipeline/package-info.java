/** The loop from poll to put and back, its states, and what an operator may ask of it. */
package io.dbmazz.runner.pipeline;
