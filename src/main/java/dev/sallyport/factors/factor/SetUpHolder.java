package dev.sallyport.factors.factor;

import java.util.UUID;

/**
 * To whom a set-up belongs that is not confirmed yet: no other caller sees it, and it ends with them.
 *
 * @param id of the session, or of the challenge behind the enrollment token, that began it
 * @param epoch of the user: in any other the set-up is void
 */
public record SetUpHolder(UUID id, int epoch) {}
