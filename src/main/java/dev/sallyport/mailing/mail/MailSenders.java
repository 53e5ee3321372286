package dev.sallyport.mailing.mail;

import dev.sallyport.mailing.brand.Brand;
import dev.sallyport.mailing.brand.SenderDomains;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Whom mails come from. */
@Singleton
class MailSenders {

    private final MailServer server;
    private final SenderDomains domains;

    MailSenders(MailServer server, SenderDomains domains) {
        this.server = server;
        this.domains = domains;
    }

    /**
     * The sender of mails with this brand. An address whose domain is no longer allowed counts as none: mails then come
     * from the service's.
     */
    Sender of(Brand brand) {
        Optional<String> address = Optional.ofNullable(brand.senderAddress()).filter(domains::allow);
        String name = Optional.ofNullable(brand.senderName())
                .or(() -> address.map(own -> Optional.ofNullable(brand.name()).orElse("")))
                .orElse(server.sender().name());
        return new Sender(name, address.orElse(server.sender().address()));
    }
}
