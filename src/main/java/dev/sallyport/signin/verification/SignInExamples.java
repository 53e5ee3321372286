package dev.sallyport.signin.verification;

/** Examples of the three outcomes of a sign-in, for the contract. */
final class SignInExamples {

    static final String BY_EMAIL = """
            {"status": "challenge_required", "challengeToken": "sp_ch_EXAMPLE",
             "expiresAt": "2026-11-23T10:10:00Z", "purpose": "device_verification", "methods": ["email_code"],
             "emailHint": "a•••@e•••.org", "resendAfter": "2026-11-23T10:00:30Z", "delivery": "queued",
             "trustDeviceAllowed": false}
            """;

    static final String BY_SECOND_FACTOR = """
            {"status": "challenge_required", "challengeToken": "sp_ch_EXAMPLE",
             "expiresAt": "2026-11-23T10:10:00Z", "purpose": "two_factor",
             "methods": ["totp", "recovery_code", "paper_key"], "trustDeviceAllowed": false}
            """;

    /** After too many wrong passwords for the email: the same for every password and every email. */
    static final String BLIND = """
            {"status": "challenge_required", "challengeToken": "sp_bc_EXAMPLE",
             "expiresAt": "2026-11-23T10:10:00Z", "purpose": "extra_verification",
             "methods": ["totp", "email_code", "recovery_code", "paper_key"], "emailHint": "a•••@e•••.org",
             "resendAfter": "2026-11-23T10:00:30Z", "trustDeviceAllowed": false}
            """;

    static final String ENROLLMENT = """
            {"status": "enrollment_required", "enrollmentToken": "sp_en_EXAMPLE", "expiresIn": 600}
            """;

    static final String SIGNED_IN = """
            {"status": "signed_in", "accessToken": "eyJ.EXAMPLE", "tokenType": "Bearer", "expiresIn": 300,
             "refreshToken": "sp_rt_EXAMPLE", "refreshExpiresIn": 604800,
             "sessionId": "0199d3c2-7a10-7f21-8c44-1d2e3f4a5b66",
             "user": {"id": "0199d3c2-5b20-7b0e-8f3e-6d1f0c9a2b44", "email": "ada@example.org"},
             "deviceToken": "sp_dt_EXAMPLE", "notices": []}
            """;

    /** With something to show: two-factor sign-in will be asked for. */
    static final String SIGNED_IN_WITH_NOTICE = """
            {"status": "signed_in", "accessToken": "eyJ.EXAMPLE", "tokenType": "Bearer", "expiresIn": 300,
             "refreshToken": "sp_rt_EXAMPLE", "refreshExpiresIn": 604800,
             "sessionId": "0199d3c2-7a10-7f21-8c44-1d2e3f4a5b66",
             "user": {"id": "0199d3c2-5b20-7b0e-8f3e-6d1f0c9a2b44", "email": "ada@example.org"},
             "deviceToken": "sp_dt_EXAMPLE",
             "notices": [{"type": "enrollment_due", "dueAt": "2026-12-07T08:00:00Z"}]}
            """;

    /** The device is what it was, and nothing is due. */
    static final String STEPPED_UP = """
            {"status": "signed_in", "accessToken": "eyJ.EXAMPLE", "tokenType": "Bearer", "expiresIn": 300,
             "refreshToken": "sp_rt_EXAMPLE", "refreshExpiresIn": 604800,
             "sessionId": "0199d3c2-7a10-7f21-8c44-1d2e3f4a5b66",
             "user": {"id": "0199d3c2-5b20-7b0e-8f3e-6d1f0c9a2b44", "email": "ada@example.org"}, "notices": []}
            """;

    private SignInExamples() {}
}
