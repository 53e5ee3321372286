package dev.sallyport.sessions.session;

import java.util.List;
import java.util.UUID;

/**
 * The word of an identity provider that is exempt from policies.
 *
 * @param provider whose word it is: it counts while the provider vouches for the user
 * @param methods what it said it saw, as {@code amr} values
 */
public record ProviderAssertion(UUID provider, List<String> methods) {}
