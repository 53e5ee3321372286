package dev.sallyport.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * An integration test that loads the machine for a minute or so. Only {@code mvn verify -Pload} runs it, and
 * {@code .ci/run}: the whole check stays short for a developer.
 */
@Tag("load")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface LoadTest {}
