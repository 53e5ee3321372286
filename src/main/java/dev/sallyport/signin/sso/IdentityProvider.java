package dev.sallyport.signin.sso;

import dev.sallyport.base.ids.AccountId;
import dev.sallyport.base.ids.ProviderId;
import dev.sallyport.security.crypto.Ids;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.SQLRestriction;
import org.jspecify.annotations.Nullable;

/**
 * An OpenID provider with which users of one account can sign in. One that was removed is not read: its row stays until
 * no user is linked to it.
 */
@Entity
@DynamicUpdate
@Table(name = "identity_provider")
@SQLRestriction("removed_at is null")
class IdentityProvider {

    @Id
    private ProviderId id;

    private AccountId accountId;
    private String name;
    private String issuer;
    private String clientId;
    private List<String> emailDomains;
    private String ssoExempt;
    private Instant createdAt;

    /** Set by a statement; then the row is no longer read. */
    @SuppressWarnings("UnusedVariable")
    private @Nullable Instant removedAt;

    // JPA sets the fields
    @SuppressWarnings("NullAway.Init")
    protected IdentityProvider() {}

    IdentityProvider(AccountId account, ProviderRequest request, Instant now) {
        this.id = new ProviderId(Ids.next());
        this.accountId = account;
        this.name = request.name().strip();
        this.issuer = request.issuer();
        this.clientId = request.clientId();
        this.emailDomains = request.domains();
        this.ssoExempt = request.exemption().text();
        this.createdAt = now;
    }

    ProviderId id() {
        return id;
    }

    AccountId accountId() {
        return accountId;
    }

    String issuer() {
        return issuer;
    }

    String clientId() {
        return clientId;
    }

    SsoExemption exemption() {
        return SsoExemption.of(ssoExempt);
    }

    /** Whether it may provision a new user with this address. */
    boolean isResponsibleFor(String emailDomain) {
        return emailDomains.contains(emailDomain);
    }

    ProviderView view() {
        return new ProviderView(id, name, issuer, clientId, List.copyOf(emailDomains), exemption(), createdAt);
    }
}
