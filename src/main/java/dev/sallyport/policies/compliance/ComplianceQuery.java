package dev.sallyport.policies.compliance;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.pagination.QueryParameters;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a request for members asks for. */
record ComplianceQuery(Optional<ComplianceStatus> status, Optional<UserId> after, int limit) {

    static ComplianceQuery parse(Map<String, List<String>> given) {
        QueryParameters parameters = new QueryParameters(given);
        String[] standings = Arrays.stream(ComplianceStatus.values())
                .map(ComplianceStatus::text)
                .toArray(String[]::new);
        ComplianceQuery query = new ComplianceQuery(
                parameters.oneOf("status", standings).map(ComplianceStatus::of),
                parameters.after().map(UserId::new),
                parameters.limit());
        parameters.refuseOthers();
        return query;
    }
}
