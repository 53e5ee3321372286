package dev.sallyport.mailing.brand;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** The senders that an account can choose for its mails. */
@ConfigMapping(prefix = "sallyport.mail.senders")
public interface SenderConfig {

    /**
     * The domains of which an account may choose the address that its mails come from, separated by commas. Each must
     * let this service send: SPF, DKIM and DMARC. Empty: no account may.
     */
    Optional<List<String>> domains();
}
