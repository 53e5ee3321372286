package dev.sallyport.accounts.account;

import com.fasterxml.jackson.annotation.JsonIgnore;
import dev.sallyport.base.ids.UserId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A user of an account, or a user who is invited to it. */
@Schema(name = "AccountMember")
public record Member(
        @Schema(required = true) UserId id,
        @Schema(required = true) String email,
        @Schema(required = true) Role role,

        @Schema(
                enumeration = {"active", "disabled", "invited"},
                required = true)
        String status) {

    @JsonIgnore
    public boolean isActive() {
        return status.equals(AppUser.ACTIVE);
    }
}
