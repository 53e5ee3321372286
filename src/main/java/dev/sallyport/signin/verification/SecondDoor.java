package dev.sallyport.signin.verification;

import dev.sallyport.security.caller.Origin;
import jakarta.enterprise.context.ApplicationScoped;

/** The second door, before which there are two kinds of challenge: those that say what they wait for, and blind ones. */
@ApplicationScoped
class SecondDoor {

    private final VerificationService verification;
    private final EmailCodeService emailCodes;
    private final ChallengeService challenges;
    private final BlindVerificationService blind;

    SecondDoor(
            VerificationService verification,
            EmailCodeService emailCodes,
            ChallengeService challenges,
            BlindVerificationService blind) {
        this.verification = verification;
        this.emailCodes = emailCodes;
        this.challenges = challenges;
        this.blind = blind;
    }

    SignInResult verify(VerifyRequest request, Origin origin) {
        return BlindChallenges.isMeantBy(request.challengeToken())
                ? blind.verify(request, origin)
                : verification.verify(request, origin);
    }

    ResendAccepted resend(String challengeToken, Origin origin) {
        return BlindChallenges.isMeantBy(challengeToken)
                ? blind.resend(challengeToken, origin)
                : emailCodes.resend(challengeToken, origin).orElseThrow();
    }

    ChallengeView view(String challengeToken, Origin origin) {
        return BlindChallenges.isMeantBy(challengeToken)
                ? blind.view(challengeToken)
                : challenges.view(challengeToken, origin.address()).orElseThrow();
    }
}
