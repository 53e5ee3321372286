package dev.sallyport.sessions.session;

import dev.sallyport.accounts.account.UserSnapshot;

/**
 * An epoch that has just begun.
 *
 * @param user in the new epoch
 * @param sessionsEnded how many sessions ended with the old one
 */
public record NewEpoch(UserSnapshot user, int sessionsEnded) {}
