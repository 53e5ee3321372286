package dev.sallyport.edge.http;

import dev.sallyport.base.ids.Id;
import io.quarkus.smallrye.openapi.OpenApiFilter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.OASFilter;
import org.eclipse.microprofile.openapi.models.OpenAPI;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.jspecify.annotations.Nullable;

/**
 * Writes the schemas in the way that generators of clients take: patterns that are regular expressions in every
 * language, no schema that has the name of a standard type, and a schema for every answer that has a body. It runs
 * after the others.
 */
@OpenApiFilter(stages = OpenApiFilter.RunStage.BUILD, priority = OpenApiSchemas.LAST)
public class OpenApiSchemas implements OASFilter {

    static final int LAST = -1;

    private static final String REFERENCE = "#/components/schemas/";

    /** Schemas that the framework makes of Java types, by name, with the format that says all of them. */
    private static final Map<String, String> FORMATS = Stream.concat(
                    Stream.of(Map.entry("Instant", "date-time"), Map.entry("UUID", "uuid")),
                    Arrays.stream(Id.class.getPermittedSubclasses())
                            .map(kind -> Map.entry(kind.getSimpleName(), "uuid")))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    /**
     * What the framework makes of {@code @NotBlank}: the only pattern that is looked for, not compared with the whole.
     */
    private static final String NOT_BLANK = "\\S";

    /** A pattern that is a list of words and nothing else. */
    private static final Pattern WORDS = Pattern.compile("[A-Za-z-]+(\\|[A-Za-z-]+)+");

    private static final Pattern BAR = Pattern.compile("\\|");

    @Override
    public Schema filterSchema(Schema schema) {
        inline(schema);
        if (schema.getRef() != null) {
            // Whatever it is, the schema that it refers to says so.
            schema.setType(null);
        }
        if (schema.getPattern() != null && WORDS.matcher(schema.getPattern()).matches()) {
            schema.setEnumeration(BAR.splitAsStream(schema.getPattern())
                    .<Object>map(word -> word)
                    .toList());
            schema.setPattern(null);
        } else if (schema.getPattern() != null) {
            schema.setPattern(anchored(schema.getPattern()));
        }
        return schema;
    }

    @Override
    public APIResponse filterAPIResponse(APIResponse response) {
        if (response.getContent() != null) {
            response.getContent().getMediaTypes().forEach(OpenApiSchemas::addSchema);
        }
        return response;
    }

    @Override
    public void filterOpenAPI(OpenAPI api) {
        FORMATS.keySet().forEach(api.getComponents()::removeSchema);
        // What no operation names: a body of lines that is written while it is read.
        api.getComponents().removeSchema("StreamingOutput");
    }

    /**
     * A pattern that is found in a text only if the whole text fits: JSON Schema looks for it anywhere, Jakarta
     * Validation compares all.
     */
    static String anchored(String pattern) {
        if (pattern.equals(NOT_BLANK)) {
            return "^\\s*\\S[\\s\\S]*$";
        }
        boolean isAnchored = pattern.startsWith("^") && pattern.endsWith("$");
        return isAnchored ? pattern : "^(?:" + pattern + ")$";
    }

    private static void inline(Schema schema) {
        String own = formatOfReference(schema);
        if (own != null) {
            schema.setRef(null);
            schema.setType(List.of(SchemaType.STRING));
            schema.setFormat(own);
        }
        List<Schema> either = schema.getAnyOf() == null ? List.of() : schema.getAnyOf();
        boolean isNullable = either.size() == 2 && either.stream().anyMatch(OpenApiSchemas::isNull);
        either.stream()
                .map(OpenApiSchemas::format)
                .filter(found -> isNullable && found != null)
                .findFirst()
                .ifPresent(found -> {
                    schema.setAnyOf(null);
                    schema.setType(List.of(SchemaType.STRING, SchemaType.NULL));
                    schema.setFormat(found);
                });
    }

    private static @Nullable String formatOfReference(Schema schema) {
        boolean isReference = schema.getRef() != null && schema.getRef().startsWith(REFERENCE);
        return isReference ? FORMATS.get(schema.getRef().substring(REFERENCE.length())) : null;
    }

    /** The format of a schema that is to be inlined, or is already; null for any other one. */
    private static @Nullable String format(Schema schema) {
        return schema.getFormat() == null ? formatOfReference(schema) : schema.getFormat();
    }

    private static boolean isNull(Schema schema) {
        return List.of(SchemaType.NULL).equals(schema.getType());
    }

    private static void addSchema(String name, MediaType type) {
        if (!name.endsWith("json") || name.endsWith("ndjson")) {
            Schema text = OASFactory.createSchema().type(new ArrayList<>(List.of(SchemaType.STRING)));
            type.setSchema(name.startsWith("image/png") ? text.format("binary") : text);
        }
    }
}
