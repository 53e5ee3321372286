package dev.sallyport.selfservice.member;

import dev.sallyport.base.pagination.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A page of members. */
record MemberPage(
        @Schema(required = true) List<ListedMember> items,
        @Schema(nullable = true) String next) {

    static MemberPage of(Page<ListedMember> page) {
        return new MemberPage(page.items(), page.next());
    }
}
