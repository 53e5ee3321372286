package dev.sallyport.factors.factor;

import java.util.UUID;

/**
 * The owner of a pending enrollment: no other caller sees it, and it ends with the owner.
 *
 * @param id of the session, or of the challenge behind the enrollment token, that began it
 * @param epoch of the user: in any other the set-up is void
 */
public record SetUpHolder(UUID id, int epoch) {}
