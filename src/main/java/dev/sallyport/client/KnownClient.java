package dev.sallyport.client;

import java.util.List;
import java.util.Optional;

/**
 * A client that proved who it is.
 *
 * @param scopes what it may do with what it showed
 * @param requestsPerMinute its own limit; empty for the configured one
 */
public record KnownClient(String id, List<String> scopes, Optional<Integer> requestsPerMinute) {}
