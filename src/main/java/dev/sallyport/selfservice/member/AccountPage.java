package dev.sallyport.selfservice.member;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A page of accounts. */
@Schema(name = "AccountPage")
record AccountPage(
        @Schema(required = true) List<AccountView> items,
        @Schema(required = true, nullable = true) @Nullable String next) {}
