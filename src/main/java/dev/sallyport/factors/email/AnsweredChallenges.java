package dev.sallyport.factors.email;

import dev.sallyport.base.ids.UserId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Finds the challenges that were answered with a mailed code. The package that stores challenges implements it. */
public interface AnsweredChallenges {

    /**
     * The ids of the user's challenges that a right code closed at that time or later. A blind challenge does not
     * record by which method it was answered, so that all of them are among these.
     */
    List<UUID> findSince(UserId user, Instant time);
}
