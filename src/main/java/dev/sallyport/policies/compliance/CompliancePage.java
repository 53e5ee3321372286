package dev.sallyport.policies.compliance;

import dev.sallyport.base.pagination.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of members with their standings. */
record CompliancePage(
        @Schema(required = true) List<ComplianceView> items,
        @Schema(required = true, nullable = true) @Nullable String next) {

    static CompliancePage of(Page<ComplianceView> page) {
        return new CompliancePage(page.items(), page.next());
    }
}
