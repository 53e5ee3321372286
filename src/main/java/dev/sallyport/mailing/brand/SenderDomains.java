package dev.sallyport.mailing.brand;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** The domains that the sender of an account's mails may be of; they hold for all accounts. */
@Singleton
public class SenderDomains {

    private final Set<String> allowed;

    SenderDomains(SenderConfig config) {
        this.allowed = config.domains().orElse(List.of()).stream()
                .map(domain -> domain.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether mails may come from this address: its domain is one of them, and not below one. */
    public boolean allow(String address) {
        return allowed.contains(address.substring(address.lastIndexOf('@') + 1).toLowerCase(Locale.ROOT));
    }
}
