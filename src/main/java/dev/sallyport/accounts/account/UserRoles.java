package dev.sallyport.accounts.account;

import dev.sallyport.base.ids.UserId;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A user's roles in the whole service. */
record UserRoles(
        @Schema(required = true) UserId id,
        @Schema(required = true) List<String> roles) {}
