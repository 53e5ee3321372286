package dev.sallyport.base.exchange;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An operation that writes no row, so that a read-only replica answers it. An operation without this annotation gets
 * 503 there: so does a read that is recorded in the audit trail, and a page with a form that could not be sent.
 */
@Documented
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface ChangesNothing {}
