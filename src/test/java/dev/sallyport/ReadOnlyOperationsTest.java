package dev.sallyport;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.exchange.ChangesNothing;
import dev.sallyport.testing.Levels;
import dev.sallyport.testing.ReadOnlyOperations;
import dev.sallyport.testing.ServiceClasses;
import jakarta.ws.rs.GET;
import java.lang.reflect.Method;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ReadOnlyOperationsTest {

    private static Stream<Method> operations() {
        return ServiceClasses.ofResources();
    }

    @Test
    @DisplayName("[RELY-16] what a read-only replica answers is annotated, and is what the table says")
    void the_annotated_operations_are_in_the_table() {
        assertThat(operations()
                        .filter(method -> method.isAnnotationPresent(ChangesNothing.class))
                        .map(Levels::id)
                        .distinct())
                .as("@ChangesNothing, and ReadOnlyOperations.ANSWERED")
                .containsExactlyInAnyOrderElementsOf(ReadOnlyOperations.ANSWERED);
    }

    @Test
    @DisplayName("[RELY-16] every GET is answered by a read-only replica, or there is a reason why it is not")
    void every_get_is_classified() {
        assertThat(operations()
                        .filter(method -> method.isAnnotationPresent(GET.class))
                        .filter(method -> !method.isAnnotationPresent(ChangesNothing.class))
                        .map(method -> method.getDeclaringClass().getSimpleName() + "." + method.getName()))
                .as("GET without @ChangesNothing, and ReadOnlyOperations.REFUSED")
                .containsExactlyInAnyOrderElementsOf(ReadOnlyOperations.REFUSED.keySet());
    }
}
