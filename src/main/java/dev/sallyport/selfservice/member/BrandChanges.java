package dev.sallyport.selfservice.member;

import dev.sallyport.accounts.account.Role;
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

    /**
     * Why the caller must not change the brand; empty if the caller may. Members choose no address: the domains that
     * the operator allows hold for all accounts, and one could send as another.
     */
    static Optional<ProblemException> forbidden(MemberPermission permission, Brand known, Brand chosen) {
        if (permission.role() != Role.OWNER) {
            return Optional.of(new ProblemException(ProblemType.FORBIDDEN)
                    .detail("Only an owner can change the brand of mails. Ask an owner."));
        }
        String address = chosen.senderAddress();
        return permission.userId() == null || address == null || address.equals(known.senderAddress())
                ? Optional.empty()
                : Optional.of(new ProblemException(ProblemType.FORBIDDEN)
                        .detail("Only a client of the service can set senderAddress. Ask the operator."));
    }

    /** Why an account cannot have this brand, of which each value is well formed; empty if it can. */
    Optional<ProblemException> refusal(Brand brand) {
        String color = brand.color();
        if (color != null && !BrandColor.isReadable(color)) {
            return Optional.of(new ProblemException(ProblemType.RULE_VIOLATED)
                    .detail(
                            "White text on this color has a contrast of {0} to 1, and needs {1}: choose a darker one.",
                            ratio(BrandColor.contrastWithWhite(color)), ratio(BrandColor.LEAST_CONTRAST)));
        }
        String address = brand.senderAddress();
        return address == null || domains.allow(address)
                ? Optional.empty()
                : Optional.of(new ProblemException(ProblemType.RULE_VIOLATED)
                        .detail("The service sends no mails from the domain of this senderAddress."
                                + " Use another one, or ask the operator to allow it."));
    }

    private static String ratio(double contrast) {
        return String.format(Locale.ROOT, "%.1f", contrast);
    }
}
