package dev.sallyport.mail;

import java.util.UUID;

/** A mail that this replica has taken out of the outbox for one try. */
record TakenMail(UUID id, OwedMail mail) {}
