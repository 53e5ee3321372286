package dev.sallyport.trail.webhook;

import dev.sallyport.base.pagination.PageRequest;
import dev.sallyport.base.pagination.QueryParameters;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Which messages to an endpoint are asked for.
 *
 * @param status empty for all
 */
record DeliveryQuery(Optional<String> status, PageRequest page) {

    static DeliveryQuery parse(Map<String, List<String>> given) {
        QueryParameters parameters = new QueryParameters(given);
        PageRequest page = new PageRequest(parameters.after(), parameters.limit());
        Optional<String> status = parameters.oneOf("status", "pending", "delivered", "failed", "dead");
        parameters.refuseOthers();
        return new DeliveryQuery(status, page);
    }
}
