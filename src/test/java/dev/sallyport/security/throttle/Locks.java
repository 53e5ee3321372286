package dev.sallyport.security.throttle;

import static dev.sallyport.testing.Ceremonies.refused;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Guesses;
import dev.sallyport.testing.Mailbox;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import jakarta.inject.Inject;

/** Locks of the second step of a user. */
abstract class Locks {

    static final int LIMIT = 10;

    @Inject
    People people;

    @Inject
    Mailbox mailbox;

    @Inject
    TestClock clock;

    @Inject
    Rows rows;

    /** As many wrong codes as there were, without the mails that they take. */
    void lockAfter(Person person, int failures) {
        rows.change(
                "insert into failed_attempts (user_id, failures, consecutive_failures, locks) values (?::uuid, ?, ?, 0)",
                person.userId,
                failures,
                failures);
    }

    /** Locks a user without an app by the last of ten wrong codes, for a challenge whose mail is the nth. */
    void lockByMail(Person person, int mail) {
        lockAfter(person, LIMIT - 1);
        String challenge = people.challengeFor(person);
        String wrong = Guesses.otherThan(mailbox.awaitCode(person.email, mail));
        refused(Api.verify(challenge, "email_code", wrong), 401, "invalid-code");
        refused(Api.verify(challenge, "email_code", wrong), 429, "too-many-attempts");
    }

    /** The lock is shorter than what it found open lives. */
    void endLock(Person person) {
        rows.change(
                "update failed_attempts set locked_until = ?::timestamptz where user_id = ?::uuid",
                clock.instant().toString(),
                person.userId);
    }
}
