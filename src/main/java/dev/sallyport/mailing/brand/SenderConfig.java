package dev.sallyport.mailing.brand;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/** Senders of accounts. A client can choose one for the mails of an account. */
@ConfigMapping(prefix = "sallyport.mail.senders")
public interface SenderConfig {

    /**
     * The domains of the addresses that a client may choose for the mails of an account, separated by commas. The mail
     * server must sign for each of them (DKIM), as DMARC asks. Empty: all mails come from {@code QUARKUS_MAILER_FROM}.
     */
    Optional<List<String>> domains();
}
