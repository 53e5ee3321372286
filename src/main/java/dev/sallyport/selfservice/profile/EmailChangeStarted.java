package dev.sallyport.selfservice.profile;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** A code is sent to the new address, unless a limit prevents it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record EmailChangeStarted(
        @Schema(required = true, description = "Until when the code can be entered.")
        Instant expiresAt,

        @Schema(
                enumeration = "limited",
                description = "Present when a limit of mails is reached: there is no mail, and no code to enter.")
        @Nullable
        String delivery,

        @Schema(description = "With `limited`: from when on asking again can bring a mail.") @Nullable
        Instant resendAfter) {}
