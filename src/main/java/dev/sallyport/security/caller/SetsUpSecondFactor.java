package dev.sallyport.security.caller;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an operation with {@link RecentAuthentication} that is part of the set-up of a second factor. A session that
 * rests on the access code of an agent can call it, and no other of them.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.METHOD)
public @interface SetsUpSecondFactor {}
