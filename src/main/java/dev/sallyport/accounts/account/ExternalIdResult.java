package dev.sallyport.accounts.account;

/** The result of a change of an external id. */
public enum ExternalIdResult {
    CHANGED,
    UNCHANGED,

    /** Another user or account has it, and nothing has changed. */
    TAKEN
}
