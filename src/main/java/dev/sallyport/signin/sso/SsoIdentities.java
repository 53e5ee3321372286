package dev.sallyport.signin.sso;

import dev.sallyport.accounts.account.AccountAccess;
import dev.sallyport.accounts.account.JustInTimeProvisioning;
import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.ProviderId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.security.Principal;
import java.time.Instant;
import java.util.Optional;

/**
 * Maps the subjects of identity providers to users. The link consists of the provider and its subject, never of an
 * email alone: addresses change owners, and a provider could state any address.
 */
@ApplicationScoped
public class SsoIdentities {

    private final IdentityProviderRepository providers;
    private final SsoLinks links;
    private final UsedIdTokens used;
    private final IdTokenReader tokens;
    private final Users users;
    private final AccountAccess access;
    private final JustInTimeProvisioning provisioning;

    SsoIdentities(
            IdentityProviderRepository providers,
            SsoLinks links,
            UsedIdTokens used,
            IdTokenReader tokens,
            Users users,
            AccountAccess access,
            JustInTimeProvisioning provisioning) {
        this.providers = providers;
        this.links = links;
        this.used = used;
        this.tokens = tokens;
        this.users = users;
        this.access = access;
        this.provisioning = provisioning;
    }

    /** Validates an ID token. The provider's keys may have to be fetched: MUST be called outside a transaction. */
    public Optional<SsoAssertion> check(ProviderId provider, String idToken, String nonce) {
        Optional<IdentityProvider> known = Transactions.call(() -> providers.findByIdOptional(provider));
        return known.flatMap(found -> tokens.read(found, idToken, nonce).map(token -> new SsoAssertion(found, token)));
    }

    /**
     * Consumes an assertion and finds its user, who must be active and still a member of the provider's account. An
     * unknown subject becomes a new member if the provider is responsible for the domain of the verified address and no
     * user has the address.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<SsoUser> redeem(SsoAssertion assertion, ClientContext context, Instant now) {
        IdentityProvider provider = assertion.provider();
        IdToken token = assertion.token();
        if (!used.spend(token)) {
            return Optional.empty();
        }
        Optional<UserSnapshot> user = links.findUser(provider.id(), token.subject())
                .or(() -> newcomer(provider, token, context, now))
                .flatMap(users::lockActive)
                .filter(known -> access.isMember(known.id(), provider.accountId()));
        user.ifPresent(known -> links.markUsed(provider.id(), token.subject(), known.id(), now));
        return user.map(known -> SsoUser.of(known, provider, token));
    }

    /**
     * Links a subject to a signed-in user. Returns false if it is already linked, or the user is not a member of the
     * provider's account.
     */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean link(SsoAssertion assertion, UserId user, ClientContext context, Instant now) {
        ProviderId provider = assertion.provider().id();
        String subject = assertion.token().subject();
        boolean isFree = used.spend(assertion.token())
                && links.findUser(provider, subject).isEmpty()
                && access.isMember(user, assertion.provider().accountId())
                && providers.lock(provider);
        if (isFree) {
            links.add(provider, subject, user, context, now);
        }
        return isFree;
    }

    /** Removes the link between a user and a provider that the user reports as not their own. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void unlink(ProviderId provider, UserId user, ClientContext context, Instant now) {
        links.remove(provider, user, context, now);
    }

    /** Removes every link of a user whose row is locked, in the name of another person. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void unlinkAll(UserId user, Principal by, ClientContext context, Instant now) {
        links.removeAll(user, by, context, now);
    }

    /** Whether the user is linked to any provider. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isLinked(UserId user) {
        return !links.findProviders(user).isEmpty();
    }

    private Optional<UserId> newcomer(IdentityProvider provider, IdToken token, ClientContext context, Instant now) {
        // New users of a provider are created one after the other: of two tokens of one person, the second finds the
        // user that the first created.
        if (!providers.lock(provider.id())) {
            return Optional.empty();
        }
        Optional<UserId> known = links.findUser(provider.id(), token.subject());
        return known.isPresent() ? known : admitted(provider, token, context, now);
    }

    private Optional<UserId> admitted(IdentityProvider provider, IdToken token, ClientContext context, Instant now) {
        Optional<UserId> user = token.verifiedEmail()
                .flatMap(EmailAddress::parse)
                .filter(email -> provider.isResponsibleFor(email.domain()))
                .flatMap(email -> provisioning.admit(email, provider.accountId(), context, now));
        user.ifPresent(id -> links.add(provider.id(), token.subject(), id, context, now));
        return user;
    }
}
