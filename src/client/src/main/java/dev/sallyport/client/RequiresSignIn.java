package dev.sallyport.client;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * An operation of JAX-RS, or every operation of a resource class, that requires a sign-in. {@link SignInFeature}
 * enforces it. The annotation of a method counts instead of that of its class. Both are found on superclasses and
 * interfaces, too, generic ones included. Where a method, or a class without an annotated method, has several, all of
 * them must be met.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.METHOD, ElementType.TYPE})
public @interface RequiresSignIn {

    /**
     * The lowest level.
     *
     * @return what the session must have proved
     */
    Acr acr() default Acr.ONE_FACTOR;

    /**
     * How many seconds ago the user may have authenticated.
     *
     * @return the seconds; 0 where that does not matter
     */
    int maxAge() default 0;
}
