package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ProcessResourcesTest {

    private static final long MIB = 1L << 20;

    @ParameterizedTest
    @CsvSource({"1, 8", "2, 16", "4, 32", "8, 32", "64, 32"})
    void connections_follow_the_cores_up_to_what_a_database_takes(int cores, int connections) {
        ProcessResources resources = new ProcessResources(cores, 768 * MIB, 192 * MIB, 2);
        assertThat(resources.connections()).isEqualTo(connections);
        assertThat(resources.supply()).containsEntry("quarkus.datasource.jdbc.max-size", Integer.toString(connections));
    }

    @Test
    @DisplayName("The log says in one line what the process was given and what follows")
    void the_log_says_what_was_chosen() {
        assertThat(new ProcessResources(2, 768 * MIB, 192 * MIB, 2).sentence(16))
                .isEqualTo("Sized for 2 cores and 768 MiB of memory: heap up to 192 MiB, 2 hashing threads,"
                        + " 16 database connections");
    }

    @Test
    void this_process_has_at_least_one_of_everything() {
        ProcessResources resources = ProcessResources.ofThisProcess();
        assertThat(resources.cores()).isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(resources.heap()).isPositive().isLessThan(resources.memory());
        assertThat(resources.hashingThreads()).isBetween(1, resources.cores());
    }
}
