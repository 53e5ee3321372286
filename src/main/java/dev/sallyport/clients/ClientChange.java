package dev.sallyport.clients;

import dev.sallyport.base.names.DisplayName;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import jakarta.validation.constraints.Size;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The changes to a client; omitted fields stay unchanged. */
@Schema(name = "UpdateClientRequest")
record ClientChange(
        @DisplayName String name,

        @Size(min = 1, max = 6)
        List<@NotNull @Pattern(regexp = ClientRequest.SCOPE, message = ClientRequest.NO_SCOPE) String> scopes,

        @Min(0) @Max(ClientRequest.MOST_REQUESTS) Integer requestsPerMinute) {}
