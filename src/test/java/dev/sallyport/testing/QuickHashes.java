package dev.sallyport.testing;

import dev.sallyport.security.crypto.Argon2id;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * A slow hash for each password and ten more for each person who enrolls would take half of the time of all tests: here
 * they are quick. The packaged service makes them at full cost, and what depends on that is tested there.
 */
@Dependent
public class QuickHashes {

    public static final Argon2id.Cost COST = new Argon2id.Cost(256, 1);

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    Argon2id argon2id() {
        return new Argon2id(COST);
    }
}
