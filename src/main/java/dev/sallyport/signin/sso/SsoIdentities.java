package dev.sallyport.signin.sso;

import dev.sallyport.accounts.account.AccountAccess;
import dev.sallyport.accounts.account.EmailAddress;
import dev.sallyport.accounts.account.JustInTimeProvisioning;
import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.account.Users;
import dev.sallyport.base.database.Transactions;
import dev.sallyport.base.ids.ProviderId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.Optional;

/**
 * Who the subjects of identity providers are here. A provider and its name for a person make the link, never an email
 * alone: addresses change hands, and a provider could name anybody's.
 */
@ApplicationScoped
public class SsoIdentities {

    private final IdentityProviderRepository providers;
    private final SsoLinks links;
    private final UsedIdTokens used;
    private final IdTokenReader tokens;
    private final Users users;
    private final AccountAccess access;
    private final JustInTimeProvisioning admission;

    SsoIdentities(
            IdentityProviderRepository providers,
            SsoLinks links,
            UsedIdTokens used,
            IdTokenReader tokens,
            Users users,
            AccountAccess access,
            JustInTimeProvisioning admission) {
        this.providers = providers;
        this.links = links;
        this.used = used;
        this.tokens = tokens;
        this.users = users;
        this.access = access;
        this.admission = admission;
    }

    /** Checks an ID token. The provider may have to be asked for its keys: MUST be called outside a transaction. */
    public Optional<SsoAssertion> check(ProviderId provider, String idToken, String nonce) {
        Optional<IdentityProvider> known = Transactions.call(() -> providers.findByIdOptional(provider));
        return known.flatMap(found -> tokens.read(found, idToken, nonce).map(token -> new SsoAssertion(found, token)));
    }

    /**
     * Uses an assertion up, and finds its user: active, and still a member of the account whose provider it is. Somebody
     * who is not known yet becomes a member, where the provider speaks for the domain of their verified address and
     * nobody else has the address.
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
                .flatMap(users::lock)
                .filter(known -> access.isMember(known.id(), provider.accountId()));
        user.ifPresent(known -> links.markUsed(provider.id(), token.subject(), now));
        return user.map(known -> SsoUser.of(known, provider, token));
    }

    /** Links a subject to a user who is signed in. False if it is a link already, or not a member's. */
    @Transactional(Transactional.TxType.MANDATORY)
    boolean link(SsoAssertion assertion, UserId user, ClientContext context, Instant now) {
        ProviderId provider = assertion.provider().id();
        String subject = assertion.token().subject();
        boolean isFree = used.spend(assertion.token())
                && links.findUser(provider, subject).isEmpty()
                && access.isMember(user, assertion.provider().accountId());
        if (isFree) {
            links.add(provider, subject, user, context, now);
        }
        return isFree;
    }

    /** Removes the link between a user and a provider, which the user says they did not make. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void unlink(ProviderId provider, UserId user, ClientContext context, Instant now) {
        links.remove(provider, user, context, now);
    }

    /** Whether the user can sign in by another provider than this one. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isLinkedBeside(ProviderId provider, UserId user) {
        return links.findAccountsBeside(provider, user).stream().anyMatch(account -> access.isMember(user, account));
    }

    private Optional<UserId> newcomer(IdentityProvider provider, IdToken token, ClientContext context, Instant now) {
        // Newcomers of a provider take turns: of two tokens of one person the second finds what the first has made.
        providers.lock(provider.id());
        Optional<UserId> known = links.findUser(provider.id(), token.subject());
        return known.isPresent() ? known : admitted(provider, token, context, now);
    }

    private Optional<UserId> admitted(IdentityProvider provider, IdToken token, ClientContext context, Instant now) {
        Optional<UserId> user = token.verifiedEmail()
                .flatMap(EmailAddress::parse)
                .filter(email -> provider.speaksFor(email.domain()))
                .flatMap(email -> admission.admit(email, provider.accountId(), context, now));
        user.ifPresent(id -> links.add(provider.id(), token.subject(), id, context, now));
        return user;
    }
}
