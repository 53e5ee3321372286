package dev.sallyport.sessions.session;

import dev.sallyport.base.ids.ProviderId;
import java.util.List;

/**
 * The assertion of an identity provider that is exempt from policies.
 *
 * @param provider the provider: the assertion counts while the provider vouches for the user
 * @param methods the methods that it states, as {@code amr} values
 */
public record ProviderAssertion(ProviderId provider, List<String> methods) {}
