package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.Arc;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DeferredWorkTest {

    @Inject
    DeferredWork after;

    @Test
    @DisplayName("the work outlives its request: it has nothing of it that could end")
    void the_work_has_no_request() throws Exception {
        assertThat(isInRequest()).isTrue();
        CompletableFuture<Boolean> work = new CompletableFuture<>();

        after.run(() -> work.complete(isInRequest()));

        assertThat(work.get(20, TimeUnit.SECONDS)).isFalse();
    }

    private static boolean isInRequest() {
        return Arc.container().requestContext().isActive();
    }
}
