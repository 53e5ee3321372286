package dev.sallyport.factors.enrollment;

/** The examples in the contract of answers that are long. */
final class EnrollmentExamples {

    /** A set-up that was begun. */
    static final String PENDING = """
            {"id": "0199d3c2-8c01-7a55-b0aa-5e6f708192a3", "status": "pending",
             "secret": "EXAMPLEEXAMPLEEXAMPLEEXAMPLEEXAM",
             "secretGrouped": "EXAM PLEE XAMP LEEX AMPL EEXA MPLE EXAM",
             "otpauthUri": "otpauth://totp/Sallyport:ada%40example.org?secret=EXAMPLE",
             "qrCode": "data:image/png;base64,EXAMPLE", "paperKey": "EXAMPLE",
             "expiresAt": "2026-11-23T10:10:00Z"}
            """;

    /** A set-up that was confirmed. */
    static final String ACTIVE = """
            {"id": "0199d3c2-8c01-7a55-b0aa-5e6f708192a3", "name": "Ada's phone",
             "status": "active", "recoveryCodes": ["EXAM-PLE0-EXAM-PLE0"],
             "signIn": {"status": "signed_in", "accessToken": "eyJ.EXAMPLE",
               "tokenType": "Bearer", "expiresIn": 300, "refreshToken": "sp_rt_EXAMPLE",
               "refreshExpiresIn": 604800,
               "sessionId": "0199d3c2-7a10-7f21-8c44-1d2e3f4a5b66",
               "user": {"id": "0199d3c2-5b20-7b0e-8f3e-6d1f0c9a2b44",
                        "email": "ada@example.org"}, "notices": []}}
            """;

    private EnrollmentExamples() {}
}
