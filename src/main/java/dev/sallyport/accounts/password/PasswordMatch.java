package dev.sallyport.accounts.password;

/** What comparing a password came to. */
public enum PasswordMatch {
    WRONG,
    RIGHT,

    /** Right, but hashed with an older cost or pepper: it should be hashed anew while the password is at hand. */
    RIGHT_BUT_OUTDATED
}
