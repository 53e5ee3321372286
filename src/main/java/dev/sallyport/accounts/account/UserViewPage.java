package dev.sallyport.accounts.account;

import dev.sallyport.base.pagination.Page;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of users. */
@Schema(name = "ProvisionedUserPage")
record UserViewPage(
        @Schema(required = true) List<UserView> items,
        @Schema(required = true, nullable = true) @Nullable String next) {

    static UserViewPage of(Page<UserView> page) {
        return new UserViewPage(page.items(), page.next());
    }
}
