package dev.sallyport.selfservice.member;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.mailing.brand.Brand;
import dev.sallyport.mailing.brand.BrandColor;
import dev.sallyport.mailing.brand.Brands;
import dev.sallyport.mailing.brand.SenderDomains;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/** Checks and stores the brand that an account chooses for its mails. */
@ApplicationScoped
class BrandChanges {

    private final Brands brands;
    private final SenderDomains domains;

    BrandChanges(Brands brands, SenderDomains domains) {
        this.brands = brands;
        this.domains = domains;
    }

    @Transactional(Transactional.TxType.MANDATORY)
    Brand of(AccountId account) {
        return brands.find(account);
    }

    @Transactional(Transactional.TxType.MANDATORY)
    void choose(AccountId account, Brand brand, Instant now) {
        brands.choose(account, brand, now);
    }

    /** Why an account cannot have this brand, of which each value is well formed; empty if it can. */
    Optional<ProblemException> refusal(Brand brand) {
        String color = brand.color();
        if (color != null && !BrandColor.isReadable(color)) {
            return refused(String.format(
                    Locale.ROOT,
                    "White text on this color has a contrast of %.1f to 1, and needs %.1f: choose a darker one.",
                    BrandColor.contrastWithWhite(color),
                    BrandColor.LEAST_CONTRAST));
        }
        String address = brand.senderAddress();
        return address == null || domains.allow(address)
                ? Optional.empty()
                : refused("The service sends no mails from the domain of this senderAddress.");
    }

    private static Optional<ProblemException> refused(String detail) {
        return Optional.of(new ProblemException(ProblemType.RULE_VIOLATED).detail(detail));
    }
}
