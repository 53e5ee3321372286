package dev.sallyport.base.cookie;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an operation that reads, sets or clears {@linkplain TokenCookie cookies} for a page that asks for it. All other
 * operations ignore cookies.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface UsesTokenCookies {

    /** The cookies that replace fields omitted from the body. */
    TokenCookie[] reads() default {};
}
