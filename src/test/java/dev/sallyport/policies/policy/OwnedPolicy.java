package dev.sallyport.policies.policy;

import dev.sallyport.testing.Ceremonies;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.TestClock;
import jakarta.inject.Inject;
import org.junit.jupiter.api.BeforeEach;

/** The policy of an account, whose owner is signed in with a second factor. */
abstract class OwnedPolicy {

    /** One owner for all that only looks at the policy: each claim saves what it needs. */
    static Person owner;

    @Inject
    People people;

    @Inject
    Ceremonies ceremonies;

    @Inject
    TestClock clock;

    @BeforeEach
    void signInAsOwner() {
        if (owner == null) {
            owner = people.enrolled();
        } else {
            ceremonies.signInWithApp(owner);
        }
    }
}
