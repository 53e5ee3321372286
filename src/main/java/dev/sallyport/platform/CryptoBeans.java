package dev.sallyport.platform;

import dev.sallyport.crypto.Argon2id;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** Makes beans of what {@code crypto}, which is plain Java, cannot make beans of itself. */
@Dependent
class CryptoBeans {

    @Produces
    @Singleton
    Argon2id argon2id() {
        return new Argon2id();
    }
}
