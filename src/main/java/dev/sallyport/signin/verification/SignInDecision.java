package dev.sallyport.signin.verification;

/** Decides how a sign-in continues after its first factor. */
enum SignInDecision {
    TWO_FACTOR,
    DEVICE_VERIFICATION,
    ENROLLMENT_REQUIRED,
    SIGNED_IN,
    SIGNED_IN_ENROLLMENT_DUE;

    /** The four rules of the contract; the first that applies decides, so their order is part of them. */
    static SignInDecision of(SignInFacts facts) {
        if (facts.authenticatorBound()) {
            boolean skips = facts.deviceRecognized() && facts.deviceSkipsSecondFactor();
            return skips ? SIGNED_IN : TWO_FACTOR;
        }
        if (!facts.deviceRecognized()) {
            // Before enrollment too: else a stolen password could enroll the thief's phone.
            return DEVICE_VERIFICATION;
        }
        if (facts.requirement().isDue(facts.now())) {
            return ENROLLMENT_REQUIRED;
        }
        return facts.requirement().isInGrace(facts.now()) ? SIGNED_IN_ENROLLMENT_DUE : SIGNED_IN;
    }
}
