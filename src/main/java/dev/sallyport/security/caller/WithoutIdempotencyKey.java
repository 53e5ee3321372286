package dev.sallyport.security.caller;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks a POST whose answer is not stored under the {@link IdempotencyKey} of the request. Every other POST takes a
 * key, without saying so.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface WithoutIdempotencyKey {

    /** The reason. */
    String value();
}
