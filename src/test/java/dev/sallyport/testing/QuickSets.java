package dev.sallyport.testing;

import dev.sallyport.crypto.Argon2id;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Alternative;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/**
 * Ten slow hashes for each person who enrolls in a test would take most of the time of all tests: here those of recovery
 * codes, and no others, are quick. The packaged service of the ITs makes them at full cost.
 */
@Dependent
class QuickSets {

    @Produces
    @Singleton
    @Alternative
    @Priority(1)
    Argon2id argon2id() {
        return new Argon2id(new Argon2id.Cost(256, 1));
    }
}
