package dev.sallyport.testing;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.Tag;

/**
 * A test that takes ten seconds or more: it starts services of its own or other programs, waits for real time-outs, or
 * a browser goes through whole journeys. Only {@code mvn verify -Pfull} runs it, and {@code .ci/run}: {@code mvn verify}
 * stays below twelve minutes on two cores.
 */
@Tag("slow")
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface SlowTest {}
