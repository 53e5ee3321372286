package dev.sallyport.factors.passkey;

import dev.sallyport.accounts.account.UserSnapshot;
import dev.sallyport.accounts.emailaddress.EmailAddress;
import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.factor.Authenticator;
import dev.sallyport.factors.factor.PendingFactor;
import dev.sallyport.factors.factor.SetUpHolder;
import dev.sallyport.factors.passkey.CeremonyTokens.Binding;
import dev.sallyport.mailing.mail.MailKind;
import dev.sallyport.security.assurance.FactorMethod;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Registers passkeys, and lists and renames them. */
@ApplicationScoped
public class Passkeys {

    /** How many a user can have. */
    public static final int MAX = 10;

    private static final String PREFERRED = "preferred";

    private final PasskeyRepository passkeys;
    private final Ceremonies ceremonies;
    private final PasskeyVerification verification;
    private final RelyingParty relyingParty;

    Passkeys(
            PasskeyRepository passkeys,
            Ceremonies ceremonies,
            PasskeyVerification verification,
            RelyingParty relyingParty) {
        this.passkeys = passkeys;
        this.ceremonies = ceremonies;
        this.verification = verification;
        this.relyingParty = relyingParty;
    }

    /**
     * A registration that was begun. Nothing of it is stored.
     *
     * @param id of the passkey that it will make
     */
    public record Started(AuthenticatorId id, String token, CreationOptions options, Instant expiresAt) {

        @Override
        public String toString() {
            return "Started[id=" + id + "]";
        }
    }

    /**
     * Options for a new passkey. Browsers show the address of the user.
     *
     * @param service the name of the service, which browsers may show
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public Started start(UserSnapshot user, SetUpHolder holder, String service, Instant now) {
        String account = EmailAddress.shown(user.email());
        byte[] handle = passkeys.findHandle(user.id()).orElseGet(CeremonyTokens::newHandle);
        Ceremony ceremony = ceremonies.issue(binding(user, holder), handle, now);
        CreationOptions options = new CreationOptions(
                new CreationOptions.RelyingPartyEntity(relyingParty.id(), service),
                new CreationOptions.UserEntity(Base64Url.encode(handle), account, account),
                Base64Url.encode(ceremony.challenge()),
                CredentialVerifier.ALGORITHMS.stream()
                        .map(algorithm ->
                                new CreationOptions.Parameter(CredentialDescriptor.PUBLIC_KEY, algorithm.getValue()))
                        .toList(),
                CeremonyTokens.LIFETIME.toMillis(),
                passkeys.describe(user.id()),
                new CreationOptions.Selection(PREFERRED, false, PREFERRED),
                "none");
        return new Started(new AuthenticatorId(ceremony.id()), ceremony.token(), options, ceremony.expiresAt());
    }

    /** The options that a token is of, while their holder can answer them. */
    public Optional<Options> find(String token, UserSnapshot user, SetUpHolder holder, Instant now) {
        return ceremonies.read(token, binding(user, holder), now).map(ceremony -> new Options(ceremony, holder));
    }

    private static Binding binding(UserSnapshot user, SetUpHolder holder) {
        return Binding.ofRegistration(holder.id(), holder.epoch(), user.secondStepLocks());
    }

    /** Options that can be answered. */
    public static final class Options {

        private final Ceremony ceremony;
        private final SetUpHolder holder;

        private Options(Ceremony ceremony, SetUpHolder holder) {
            this.ceremony = ceremony;
            this.holder = holder;
        }

        /** The id of the passkey that they will make. */
        public AuthenticatorId id() {
            return new AuthenticatorId(ceremony.id());
        }

        @Override
        public String toString() {
            return "Options[id=" + id() + "]";
        }
    }

    /** Whether options were used up by an answer of the user. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isUsed(Options options, UserId user) {
        return ceremonies.isUsed(options.ceremony, user);
    }

    /** Uses options up; false if they were. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean spend(Options options, UserId user) {
        return ceremonies.spend(options.ceremony, user);
    }

    /** A passkey that is to become active; empty if the answer does not fit the options. */
    public Optional<NewPasskey> verify(UserId user, Options options, RegistrationResponse response, String name) {
        return verification
                .registered(response, options.ceremony)
                .map(made -> new NewPasskey(this, user, options, made, name));
    }

    /** A passkey whose registration was right. */
    public static final class NewPasskey implements PendingFactor {

        private final Passkeys passkeys;
        private final UserId user;
        private final Options options;
        private final NewCredential made;
        private final String name;

        private NewPasskey(Passkeys passkeys, UserId user, Options options, NewCredential made, String name) {
            this.passkeys = passkeys;
            this.user = user;
            this.options = options;
            this.made = made;
            this.name = name;
        }

        /** Whether it can be restored from a backup, or is on other devices of its user. */
        public boolean backedUp() {
            return made.backedUp();
        }

        @Override
        public FactorMethod method() {
            return FactorMethod.PASSKEY;
        }

        @Override
        public UUID id() {
            return options.ceremony.id();
        }

        @Override
        public List<String> amr() {
            return method().amr(made.amr());
        }

        @Override
        public MailKind addedMail() {
            return MailKind.PASSKEY_ADDED;
        }

        @Override
        public Optional<Activated> activate(SetUpHolder holder, Instant now) {
            return passkeys.activate(this, holder, now);
        }

        @Override
        public String toString() {
            return "NewPasskey[id=" + id() + "]";
        }
    }

    /** Whether any user has registered the credential. */
    @Transactional(Transactional.TxType.MANDATORY)
    public boolean isRegistered(NewPasskey passkey) {
        return passkeys.findOwner(passkey.made.id()).isPresent();
    }

    @Transactional(Transactional.TxType.MANDATORY)
    Optional<PendingFactor.Activated> activate(NewPasskey passkey, SetUpHolder holder, Instant now) {
        boolean active = passkey.options.holder.equals(holder)
                && spend(passkey.options, passkey.user)
                && passkeys.insert(
                        passkey.options.id(),
                        passkey.user,
                        passkey.made,
                        passkey.options.ceremony.userHandle(),
                        passkey.name,
                        now);
        return active ? Optional.of(new PendingFactor.Activated(passkey.name, false)) : Optional.empty();
    }

    /** Every passkey of the user, the oldest first. */
    @Transactional(Transactional.TxType.MANDATORY)
    public List<Authenticator> list(UserId user) {
        return passkeys.list(user);
    }

    /** Renames a passkey; empty if this user has none with the id. */
    @Transactional(Transactional.TxType.MANDATORY)
    public Optional<Authenticator> rename(AuthenticatorId id, UserId user, String name) {
        return passkeys.rename(id, user, name)
                ? passkeys.list(user).stream()
                        .filter(each -> each.id().equals(id))
                        .findFirst()
                : Optional.empty();
    }
}
