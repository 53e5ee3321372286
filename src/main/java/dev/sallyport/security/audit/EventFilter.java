package dev.sallyport.security.audit;

import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/** Which events are asked for; what is empty asks for all. */
public record EventFilter(
        Optional<String> type,
        Optional<String> outcome,
        Optional<UUID> user,
        Optional<String> actor,
        Optional<Instant> since,
        Optional<Instant> until) {}
