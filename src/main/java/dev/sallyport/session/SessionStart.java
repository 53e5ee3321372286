package dev.sallyport.session;

import dev.sallyport.caller.Origin;
import dev.sallyport.token.AssuranceLevel;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** What a completed sign-in brings along to its session. */
public record SessionStart(
        SessionUser user, AssuranceLevel level, List<String> amr, Optional<UUID> deviceId, Origin origin) {}
