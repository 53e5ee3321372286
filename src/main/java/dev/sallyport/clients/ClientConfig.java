package dev.sallyport.clients;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.util.Optional;

/** The first client, which can create others. */
@ConfigMapping(prefix = "sallyport")
public interface ClientConfig {

    /** Its id; ignored once the database has had a client. */
    @WithName("bootstrap-client-id")
    Optional<String> bootstrapClientId();

    /** Its secret: see {@link SecretStrength} for what is refused. It is changed as that of every client is, not here. */
    @WithName("bootstrap-client-secret")
    Optional<String> bootstrapClientSecret();

    /** Whether this is the embedded default, where a first client is made and printed once. */
    Optional<Boolean> embedded();
}
