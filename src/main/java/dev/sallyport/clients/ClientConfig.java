package dev.sallyport.clients;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/** First client. It has every scope, and creates the others. */
@ConfigMapping(prefix = "sallyport")
public interface ClientConfig {

    /**
     * The id of the first client. Required at the first start with a database of your own; later starts check only its
     * form.
     */
    Optional<String> bootstrapClientId();

    /**
     * The secret of the first client. Use random characters ({@code openssl rand -hex 32}): a secret that repeats or
     * counts stops the start. Rotate it later as that of any client, with {@code POST /v1/admin/clients/{id}/rotate}.
     */
    Optional<String> bootstrapClientSecret();

    /**
     * Whether the embedded database is in use, for which a first client is created and printed. The service sets this
     * itself.
     */
    Optional<Boolean> embedded();
}
