package dev.sallyport.edge.http;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/** Examples of request bodies, put together from the examples of their fields. */
final class OpenApiExamples {

    private static final List<String> TYPES = List.of("application/json", "application/x-www-form-urlencoded");

    private final Components components;

    OpenApiExamples(Components components) {
        this.components = components;
    }

    /** Gives a request body, JSON or form, an example, where the operation has none of its own. */
    void addTo(Operation operation) {
        if (operation.getRequestBody() == null || operation.getRequestBody().getContent() == null) {
            return;
        }
        for (String type : TYPES) {
            MediaType body = operation.getRequestBody().getContent().getMediaType(type);
            boolean isBare = body != null && body.getExample() == null && body.getExamples() == null;
            if (isBare && body.getSchema() != null) {
                body.setExample(example(body.getSchema()));
            }
        }
    }

    private Object example(Schema schema) {
        if (hasOwn(schema)) {
            return schema.getExamples().get(0);
        }
        if (schema.getRef() != null) {
            String name = schema.getRef().substring(schema.getRef().lastIndexOf('/') + 1);
            return example(Objects.requireNonNull(components.getSchemas().get(name), name));
        }
        if (schema.getEnumeration() != null) {
            return schema.getEnumeration().get(0);
        }
        return schema.getProperties() == null ? ofType(schema) : object(schema);
    }

    private Object ofType(Schema schema) {
        List<SchemaType> types = schema.getType() == null ? List.of() : schema.getType();
        if (types.contains(SchemaType.BOOLEAN)) {
            return true;
        }
        return types.contains(SchemaType.ARRAY) ? List.of(example(schema.getItems())) : "EXAMPLE";
    }

    /** With the fields that must be there, and those that have something to show. */
    private Map<String, Object> object(Schema schema) {
        List<String> required = schema.getRequired() == null ? List.of() : schema.getRequired();
        Map<String, Object> object = new LinkedHashMap<>();
        schema.getProperties().forEach((name, field) -> {
            if (required.contains(name) || hasOwn(field)) {
                object.put(name, example(field));
            }
        });
        return object;
    }

    private static boolean hasOwn(Schema schema) {
        return schema.getExamples() != null && !schema.getExamples().isEmpty();
    }
}
