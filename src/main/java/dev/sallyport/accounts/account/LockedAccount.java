package dev.sallyport.accounts.account;

/**
 * An account that is locked until the transaction ends, on behalf of a member whose role lasts as long.
 *
 * @param role of the member who acts
 */
public record LockedAccount(String name, Role role) {}
