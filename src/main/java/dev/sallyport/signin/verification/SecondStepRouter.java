package dev.sallyport.signin.verification;

import dev.sallyport.factors.passkey.PasskeyOptionsResponse;
import dev.sallyport.security.caller.ClientContext;
import jakarta.enterprise.context.ApplicationScoped;

/** The second step, for both kinds of challenge: those that reveal what they wait for, and blind ones. */
@ApplicationScoped
class SecondStepRouter {

    private final VerificationService verification;
    private final EmailCodeService emailCodes;
    private final ChallengeService challenges;
    private final BlindVerificationService blind;
    private final PasskeyOptionsService passkeys;

    SecondStepRouter(
            VerificationService verification,
            EmailCodeService emailCodes,
            ChallengeService challenges,
            BlindVerificationService blind,
            PasskeyOptionsService passkeys) {
        this.verification = verification;
        this.emailCodes = emailCodes;
        this.challenges = challenges;
        this.blind = blind;
        this.passkeys = passkeys;
    }

    SignInResult verify(VerifyRequest request, ClientContext context) {
        return BlindChallenges.isBlindToken(request.challengeToken())
                ? blind.verify(request, context)
                : verification.verify(request, context);
    }

    PasskeyOptionsResponse passkeyOptions(PasskeyOptionsRequest request) {
        return (request.challengeToken() == null
                        ? passkeys.forPasswordless()
                        : passkeys.forChallenge(request.challengeToken()))
                .orElseThrow();
    }

    CodeResendResponse resend(String challengeToken, ClientContext context) {
        return BlindChallenges.isBlindToken(challengeToken)
                ? blind.resend(challengeToken, context)
                : emailCodes.resend(challengeToken, context).orElseThrow();
    }

    ChallengeView view(String challengeToken, ClientContext context) {
        return BlindChallenges.isBlindToken(challengeToken)
                ? blind.view(challengeToken)
                : challenges.view(challengeToken, context.address()).orElseThrow();
    }
}
