package dev.sallyport.security.audit;

import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import java.util.Optional;

/** Which events are asked for; what is empty asks for all. */
public record EventFilter(
        Optional<String> type,
        Optional<String> outcome,
        Optional<UserId> user,
        Optional<String> actor,
        Optional<Instant> since,
        Optional<Instant> until) {}
