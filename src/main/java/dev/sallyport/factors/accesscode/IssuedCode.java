package dev.sallyport.factors.accesscode;

import dev.sallyport.base.ids.UserId;
import java.time.Instant;

/**
 * Who issued an access code, to whom and when.
 *
 * @param agent the support agent
 * @param user the user that it is for
 */
public record IssuedCode(UserId agent, UserId user, Instant at) {}
