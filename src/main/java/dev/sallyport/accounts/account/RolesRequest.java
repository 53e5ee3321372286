package dev.sallyport.accounts.account;

import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The roles that a user is to have, and no others. */
@Schema(name = "ReplaceRolesRequest")
record RolesRequest(@NotNull List<@NotNull ServiceRole> roles) {}
