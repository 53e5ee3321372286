package dev.sallyport.security.crypto;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import com.fasterxml.uuid.impl.TimeBasedEpochGenerator;
import java.util.UUID;

/** Row ids: UUIDv7, ordered by time, so that inserts stay on one page of the index. Never a secret. */
public final class Ids {

    private static final TimeBasedEpochGenerator OF_A_TIME = Generators.timeBasedEpochGenerator(RandomBytes.random());

    private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochGenerator(RandomBytes.random());

    private Ids() {}

    public static UUID next() {
        return GENERATOR.generate();
    }

    /**
     * An id with this time, in milliseconds since 1970. Of successive calls with one time, each gives a greater id than
     * the one before.
     */
    public static UUID at(long time) {
        return OF_A_TIME.construct(time);
    }
}
