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
record DeliveryQuery(Optional<DeliveryStatus> status, PageRequest page) {

    static DeliveryQuery parse(Map<String, List<String>> given) {
        QueryParameters parameters = new QueryParameters(given);
        PageRequest page = new PageRequest(parameters.after(), parameters.limit());
        Optional<DeliveryStatus> status =
                parameters.oneOf("status", DeliveryStatus.texts()).map(DeliveryStatus::of);
        parameters.refuseOthers();
        return new DeliveryQuery(status, page);
    }
}
