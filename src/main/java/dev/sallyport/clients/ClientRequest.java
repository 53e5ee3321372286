package dev.sallyport.clients;

import dev.sallyport.base.names.DisplayName;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A client to be created. */
@Schema(name = "CreateClientRequest")
record ClientRequest(
        @NotNull @DisplayName String name,

        @NotEmpty @Size(max = 6) @Schema(required = true)
        List<@NotNull @Pattern(regexp = SCOPE, message = NO_SCOPE) String> scopes,

        @Min(1) @Max(ClientRequest.MOST_REQUESTS) Integer requestsPerMinute) {

    static final String SCOPE = "introspect|sign-in|provision|import|export|admin";
    static final String NO_SCOPE = "must be introspect, sign-in, provision, import, export or admin";
    static final int MOST_REQUESTS = 10_000_000;
}
