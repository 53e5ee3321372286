package dev.sallyport.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * An integration test that loads both cores for a minute or so. It runs alone, and only {@code mvn verify -Pfull} and
 * {@code .ci/run} run it.
 */
@Tag("load")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface LoadTest {}
