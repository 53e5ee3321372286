package dev.sallyport.policies.compliance;

import dev.sallyport.base.pagination.Parameters;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What a request for members asks for. */
record ComplianceQuery(Optional<Standing> status, Optional<UUID> after, int limit) {

    static ComplianceQuery parse(Map<String, List<String>> given) {
        Parameters parameters = new Parameters(given);
        String[] standings =
                Arrays.stream(Standing.values()).map(Standing::text).toArray(String[]::new);
        ComplianceQuery query = new ComplianceQuery(
                parameters.oneOf("status", standings).map(Standing::of), parameters.after(), parameters.limit());
        parameters.refuseOthers();
        return query;
    }
}
