package dev.sallyport.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Await;
import java.time.Clock;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClientMemoryTest {

    private static final int BOUND = 10_000;

    @Test
    @DisplayName("[THRT-07] the memory of secrets that were right has a bound")
    void right_secrets_have_a_bound() {
        Clients clients = new Clients(null, null, Clock.systemUTC());
        IntStream.range(0, 2 * BOUND)
                .forEach(number -> clients.remember("client", Clients.secretHash("secret-" + number)));

        Await.await("no more than the bound", () -> remembered(clients) <= BOUND);
        assertThat(remembered(clients)).isPositive();
    }

    private static long remembered(Clients clients) {
        return IntStream.range(0, 2 * BOUND)
                .filter(number -> clients.remembers("client", "secret-" + number))
                .count();
    }
}
