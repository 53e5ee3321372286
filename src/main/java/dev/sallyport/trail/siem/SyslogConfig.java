package dev.sallyport.trail.siem;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Optional;

/** The trail by syslog. */
@ConfigMapping(prefix = "sallyport.syslog")
public interface SyslogConfig {

    /**
     * The receiver of the trail by syslog over TLS (RFC 5424, RFC 5425): its name, which its certificate must have, and
     * its port if that is not 6514, such as {@code siem.example.org:6514}. Without it no syslog is sent.
     */
    Optional<String> endpoint();

    /** The facility of the messages: 13 is the audit log, 10 is {@code authpriv}. */
    @WithDefault("13")
    int facility();

    /**
     * The number of your organization in the names of structured data, {@code sallyport@32473}: a private enterprise
     * number, which IANA assigns. The default is the number for documentation.
     */
    @WithDefault("32473")
    int enterpriseNumber();

    /**
     * Whether events count as received only once the receiver has answered the end of the connection. Turn it off only
     * for a receiver that never answers it: what a broken connection loses is then not sent again.
     */
    @WithDefault("true")
    boolean confirmed();
}
