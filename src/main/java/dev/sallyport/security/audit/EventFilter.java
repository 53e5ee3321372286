package dev.sallyport.security.audit;

import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import java.util.Optional;

/** The requested events; empty fields do not filter. */
public record EventFilter(
        Optional<String> type,
        Optional<AuditOutcome> outcome,
        Optional<UserId> user,
        Optional<String> actor,
        Optional<Instant> since,
        Optional<Instant> until) {}
