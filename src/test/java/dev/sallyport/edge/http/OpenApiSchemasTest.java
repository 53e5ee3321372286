package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The schemas of the contract")
class OpenApiSchemasTest {

    private final OpenApiSchemas filter = new OpenApiSchemas();

    private static Schema reference(String name) {
        return OASFactory.createSchema().addType(SchemaType.STRING).ref(name);
    }

    @Test
    @DisplayName("have patterns that hold the whole text")
    void anchors() {
        assertThat(OpenApiSchemas.anchored("[0-9]{6}")).isEqualTo("^(?:[0-9]{6})$");
        assertThat(OpenApiSchemas.anchored("a|b+")).isEqualTo("^(?:a|b+)$");
        assertThat(OpenApiSchemas.anchored("^a$")).isEqualTo("^a$");
        assertThat(" x\n y").matches(OpenApiSchemas.anchored("\\S"));
        assertThat(" \n ").doesNotMatch(OpenApiSchemas.anchored("\\S"));
    }

    @Test
    @DisplayName("have a list of words as such, and not as a pattern")
    void words() {
        Schema scope = filter.filterSchema(
                OASFactory.createSchema().addType(SchemaType.STRING).pattern("sign-in|admin"));
        assertThat(scope.getPattern()).isNull();
        assertThat(scope.getEnumeration()).containsExactly("sign-in", "admin");
    }

    @Test
    @DisplayName("say times and ids where they are, and nothing next to a reference to another schema")
    void references() {
        Schema id = filter.filterSchema(reference("UUID"));
        assertThat(id.getRef()).isNull();
        assertThat(id.getFormat()).isEqualTo("uuid");
        assertThat(id.getType()).containsExactly(SchemaType.STRING);
        assertThat(filter.filterSchema(reference("Role")).getType()).isNull();
    }

    @Test
    @DisplayName("keep that a time may be null, in whichever order they are seen, and as often as they are")
    void nullable() {
        Schema nothing = OASFactory.createSchema().addType(SchemaType.NULL);
        Schema time = OASFactory.createSchema().anyOf(List.of(reference("Instant"), nothing));
        Schema seen = filter.filterSchema(filter.filterSchema(time));
        Schema late = OASFactory.createSchema().anyOf(List.of(filter.filterSchema(reference("Instant")), nothing));
        for (Schema schema : List.of(seen, filter.filterSchema(late))) {
            assertThat(schema.getAnyOf()).isNull();
            assertThat(schema.getFormat()).isEqualTo("date-time");
            assertThat(schema.getType()).containsExactly(SchemaType.STRING, SchemaType.NULL);
        }
    }
}
