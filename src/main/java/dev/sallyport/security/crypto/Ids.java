package dev.sallyport.security.crypto;

import com.fasterxml.uuid.Generators;
import com.fasterxml.uuid.NoArgGenerator;
import java.util.UUID;

/** Row ids: UUIDv7, ordered by time, so that inserts stay on one page of the index. Never a secret. */
public final class Ids {

    private static final NoArgGenerator GENERATOR = Generators.timeBasedEpochGenerator(RandomBytes.random());

    private Ids() {}

    public static UUID next() {
        return GENERATOR.generate();
    }
}
