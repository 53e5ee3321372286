package dev.sallyport.factors.passkey;

import dev.sallyport.base.ids.ChallengeId;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.factors.passkey.CeremonyTokens.Binding;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Instant;
import java.util.List;

/** Options for a signature. They can be answered once, within five minutes, and only where they were asked for. */
@ApplicationScoped
public class PasskeyOptions {

    private static final String PREFERRED = "preferred";
    private static final String REQUIRED = "required";

    private final PasskeyRepository passkeys;
    private final Ceremonies ceremonies;
    private final RelyingParty relyingParty;

    PasskeyOptions(PasskeyRepository passkeys, Ceremonies ceremonies, RelyingParty relyingParty) {
        this.passkeys = passkeys;
        this.ceremonies = ceremonies;
        this.relyingParty = relyingParty;
    }

    /** For a challenge of this user. */
    @Transactional(Transactional.TxType.MANDATORY)
    public PasskeyOptionsResponse forChallenge(ChallengeId challenge, UserId user, Instant now) {
        return response(
                ceremonies.issue(Binding.ofChallenge(challenge.value()), now), passkeys.describe(user), PREFERRED);
    }

    /** For a challenge that does not say whether there is a user: any passkey that the browser finds. */
    public PasskeyOptionsResponse forBlindChallenge(ChallengeId challenge, Instant now) {
        return response(ceremonies.issue(Binding.ofChallenge(challenge.value()), now), List.of(), PREFERRED);
    }

    /** For a session of this user, in the epoch that lasts. */
    @Transactional(Transactional.TxType.MANDATORY)
    public PasskeyOptionsResponse forSession(SessionId session, UserId user, int epoch, Instant now) {
        return response(
                ceremonies.issue(Binding.ofSession(session.value(), epoch), now), passkeys.describe(user), PREFERRED);
    }

    /** For a sign-in without a password: any passkey that the browser finds and that verifies its user. */
    public PasskeyOptionsResponse forPasswordless(Instant now) {
        return response(ceremonies.issue(Binding.NO_USER, now), List.of(), REQUIRED);
    }

    private PasskeyOptionsResponse response(
            Ceremony ceremony, List<CredentialDescriptor> allowed, String userVerification) {
        RequestOptions options = new RequestOptions(
                Base64Url.encode(ceremony.challenge()),
                CeremonyTokens.LIFETIME.toMillis(),
                relyingParty.id(),
                allowed,
                userVerification);
        return new PasskeyOptionsResponse(ceremony.token(), options, ceremony.expiresAt());
    }
}
