package dev.sallyport.edge.platform;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.arc.Arc;
import io.quarkus.arc.ClientProxy;
import io.quarkus.smallrye.openapi.runtime.OpenApiDocumentService;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.reflect.Field;
import java.util.Map;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What a start leaves out, because nothing needs it: each of these took a twentieth of it, or more. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class LeanStartTest {

    /** Made by the build if any configuration interface, of whose every setting we have a rule, has a constraint. */
    private static final String VALIDATOR_OF_SETTINGS =
            "io/quarkus/hibernate/validator/runtime/HibernateBeanValidationConfigValidatorBuilder.class";

    @Test
    void no_validator_of_settings_is_made() {
        ClassLoader application = Thread.currentThread().getContextClassLoader();
        assertThat(application.getResource("io/quarkus/runner/ApplicationImpl.class"))
                .as("what the build makes")
                .isNotNull();
        assertThat(application.getResource(VALIDATOR_OF_SETTINGS)).isNull();
    }

    @Test
    void the_contract_is_served_as_it_was_built() throws ReflectiveOperationException {
        OpenApiDocumentService service =
                Arc.container().instance(OpenApiDocumentService.class).get();
        Field models = OpenApiDocumentService.class.getDeclaredField("documentHolders");
        models.setAccessible(true);
        assertThat((Map<?, ?>) models.get(ClientProxy.unwrap(service))).isEmpty();
    }
}
