package dev.sallyport.trail.sealcheck;

import static dev.sallyport.trail.sealcheck.SealedTrail.event;

import dev.sallyport.trail.chain.EventRow;
import dev.sallyport.trail.chain.SignedSeal;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/**
 * Events 1 and 2 are sealed in the first batch, 3 and 4 in the second, 5 and 6 in the third: odd ones of an account.
 */
abstract class ThreeBatches {

    static final UUID ACCOUNT = new UUID(9, 9);

    SealedTrail trail = new SealedTrail();

    @BeforeEach
    void seal() {
        trail = new SealedTrail();
        for (int batch = 0; batch < 3; batch++) {
            trail.with(event(2 * batch + 1, ACCOUNT), event(2 * batch + 2, null))
                    .seal();
        }
    }

    EventRow get(int number) {
        return trail.events.get(number - 1);
    }

    void replaceSeal(UUID owner, int sequence, @Nullable SignedSeal other) {
        int at = IntStream.range(0, trail.seals.size())
                .filter(each -> trail.seals.get(each).seal().owner().equals(owner)
                        && trail.seals.get(each).seal().sequence() == sequence)
                .findFirst()
                .orElseThrow();
        if (other == null) {
            trail.seals.remove(at);
        } else {
            trail.seals.set(at, other);
        }
    }

    SignedSeal seal(UUID owner, int sequence) {
        return trail.seals.stream()
                .filter(signed ->
                        signed.seal().owner().equals(owner) && signed.seal().sequence() == sequence)
                .findFirst()
                .orElseThrow();
    }
}
