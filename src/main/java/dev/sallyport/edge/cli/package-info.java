/** The commands of an operator: {@code java -jar quarkus-run.jar admin <command>}. */
@NullMarked
package dev.sallyport.edge.cli;

import org.jspecify.annotations.NullMarked;
