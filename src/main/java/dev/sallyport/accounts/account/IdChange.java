package dev.sallyport.accounts.account;

/** What came of a change of an external id. */
public enum IdChange {
    CHANGED,
    UNCHANGED,

    /** Another user or account has it, and nothing has changed. */
    TAKEN
}
