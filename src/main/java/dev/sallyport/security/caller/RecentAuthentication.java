package dev.sallyport.security.caller;

import jakarta.ws.rs.NameBinding;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Marks an operation that changes factors, codes or passwords, or is about a policy or for support: a user's session
 * must have been proved within {@link StepUpConfig#maxAge()}, and with a second factor where the user has one (RFC
 * 9470). The access code of an agent is no such factor, but for {@link SetsUpSecondFactor}. An enrollment token, which
 * lives no longer than that, passes.
 */
@NameBinding
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface RecentAuthentication {}
