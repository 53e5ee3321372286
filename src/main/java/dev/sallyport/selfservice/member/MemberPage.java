package dev.sallyport.selfservice.member;

import dev.sallyport.base.pagination.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of members. */
record MemberPage(
        @Schema(required = true) List<ListedMember> items,
        @Schema(required = true, nullable = true) @Nullable String next) {

    static MemberPage of(Page<ListedMember> page) {
        return new MemberPage(page.items(), page.next());
    }
}
