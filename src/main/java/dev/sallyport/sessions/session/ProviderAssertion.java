package dev.sallyport.sessions.session;

import dev.sallyport.base.ids.ProviderId;
import java.util.List;

/**
 * The word of an identity provider that is exempt from policies.
 *
 * @param provider whose word it is: it counts while the provider vouches for the user
 * @param methods what it said it saw, as {@code amr} values
 */
public record ProviderAssertion(ProviderId provider, List<String> methods) {}
