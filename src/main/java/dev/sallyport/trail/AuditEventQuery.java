package dev.sallyport.trail;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.pagination.QueryParameters;
import dev.sallyport.security.audit.AuditOutcome;
import dev.sallyport.security.audit.EventFilter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** What a request for events asks for. */
record AuditEventQuery(EventFilter filter, Optional<UUID> before, int limit) {

    static AuditEventQuery parse(Map<String, List<String>> given) {
        QueryParameters parameters = new QueryParameters(given);
        EventFilter filter = new EventFilter(
                parameters.get("type", Function.identity()),
                parameters
                        .oneOf("outcome", AuditOutcome.texts().toArray(String[]::new))
                        .map(AuditOutcome::of),
                parameters.id("user").map(UserId::new),
                parameters.get("actor", Function.identity()),
                parameters.time("since"),
                parameters.time("until"));
        AuditEventQuery query = new AuditEventQuery(filter, parameters.after(), parameters.limit());
        parameters.refuseOthers();
        return query;
    }
}
