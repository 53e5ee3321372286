package dev.sallyport.moving;

/** The fields of a row that an export encrypts, as the protected header of each names them. */
final class RowFields {

    static final String PASSWORD = "password.hash";
    static final String APP = "totp.secret";
    static final String RECOVERY_CODE = "recoveryCodes.hash";

    private RowFields() {}
}
