package dev.sallyport.accounts.account;

import java.util.List;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A user's roles in the whole service. */
record UserRoles(
        @Schema(required = true) UUID id,
        @Schema(required = true) List<String> roles) {}
