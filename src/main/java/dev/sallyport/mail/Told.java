package dev.sallyport.mail;

import java.util.UUID;

/**
 * The user a notice is for, and where the act came from.
 *
 * @param where network address and browser in plain words; null for what the support team did
 */
public record Told(UUID userId, String email, String locale, String where) {}
