package dev.sallyport.account;

import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A user of an account. */
record Member(
        @Schema(required = true) UUID id,
        @Schema(required = true) String email,
        @Schema(required = true) Role role,

        @Schema(
                enumeration = {"active", "disabled"},
                required = true)
        String status) {}
