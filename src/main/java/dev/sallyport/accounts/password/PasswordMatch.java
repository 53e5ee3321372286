package dev.sallyport.accounts.password;

/** The result of comparing a password. */
public enum PasswordMatch {
    WRONG,
    RIGHT,

    /** Correct, but hashed with an older cost or pepper: it should be hashed again while the password is available. */
    RIGHT_BUT_OUTDATED
}
