package dev.sallyport.testing;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.keyword.NonValidationKeyword;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * Checks answers against the published contract: their status, their media type, and every field of a JSON body.
 *
 * <p>The document leaves open whether an object may have more fields than it names. Here it may not.
 */
public final class PublishedContract {

    /** Answers to whatever comes in, said once at the root of the document. */
    private static final String TO_ANY_REQUEST = "x-any-request";

    private static final String TO_ANY_OAUTH_REQUEST = "x-any-oauth-request";

    /** A hint of the document for readers, next to the text that it is about. */
    private static final String KNOWN_VALUES = "x-known-values";

    private static final String SERVICE = "urn:sallyport:contract";
    private static final ObjectMapper JSON = new ObjectMapper();

    private static PublishedContract published;

    /**
     * One answer and what it was to.
     *
     * @param path as it was sent, without a query
     * @param mediaType without parameters; null where the answer has none
     */
    public record Answered(String method, String path, int status, String mediaType, byte[] body) {

        @Override
        public String toString() {
            return "%s %s: %d %s".formatted(method, path, status, mediaType);
        }
    }

    private final JsonNode document;
    private final Schema schemas;
    private final Map<String, String[]> templates = new LinkedHashMap<>();
    private final Map<String, Schema> compiled = new ConcurrentHashMap<>();

    private PublishedContract(JsonNode document) {
        this.document = close(document.deepCopy());
        document.path("paths").fieldNames().forEachRemaining(path -> templates.put(path, path.split("/")));
        this.schemas = SchemaRegistry.withDialect(
                        dialect(),
                        registry -> registry.schemaRegistryConfig(SchemaRegistryConfig.builder()
                                .formatAssertionsEnabled(true)
                                .build()))
                .getSchema(SchemaLocation.of(SERVICE), this.document);
    }

    /** The keywords of schemas, and in addition what the document has at its root, where the reading begins. */
    private Dialect dialect() {
        Dialect.Builder dialect =
                Dialect.builder(Dialects.getOpenApi31()).keyword(new NonValidationKeyword(KNOWN_VALUES));
        document.fieldNames().forEachRemaining(name -> dialect.keyword(new NonValidationKeyword(name)));
        return dialect.build();
    }

    /** The document in the repository, which another test compares with that of the running service. */
    public static synchronized PublishedContract read() {
        if (published == null) {
            published = new PublishedContract(document());
        }
        return published;
    }

    public static JsonNode document() {
        try {
            return new ObjectMapper(new YAMLFactory())
                    .readTree(Path.of("openapi", "openapi.yaml").toFile());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** What is wrong with an answer; nothing where the contract has it so. */
    public Optional<String> mistake(Answered answered) {
        List<Optional<String>> mistakes = pointers(answered)
                .filter(pointer -> document.at(pointer).isObject())
                .map(pointer -> mistake(answered, followed(pointer)))
                .toList();
        if (mistakes.stream().anyMatch(Optional::isEmpty)) {
            return Optional.empty();
        }
        String mistake = mistakes.isEmpty()
                ? "The contract does not have this status"
                : mistakes.get(0).get();
        return Optional.of(answered + ": " + mistake);
    }

    /** Where the document may describe an answer: with the operation, and once for all. */
    private Stream<String> pointers(Answered answered) {
        String status = "/" + answered.status();
        String own = path(answered.path())
                .map(path -> "/paths/" + escaped(path) + "/" + method(answered) + "/responses" + status)
                .orElse(answered.status() == 404 ? "/components/responses/NoSuchPath" : "/nowhere");
        boolean isOauth = answered.path().startsWith("/oauth2/");
        return Stream.of(own, "/" + (isOauth ? TO_ANY_OAUTH_REQUEST : TO_ANY_REQUEST) + status);
    }

    private Optional<String> mistake(Answered answered, String response) {
        JsonNode content = document.at(response).path("content");
        if (answered.body().length == 0) {
            return content.isEmpty() || isBare(answered)
                    ? Optional.empty()
                    : Optional.of("The contract has a body here");
        }
        if (answered.mediaType() == null || !content.has(answered.mediaType())) {
            return Optional.of("The contract does not have this media type");
        }
        String schema = response + "/content/" + escaped(answered.mediaType()) + "/schema";
        boolean isJson = isOneValue(answered.mediaType()) && document.at(schema).isObject();
        List<String> mistakes = isJson ? mistakes(tree(answered.body()), schema) : List.of();
        return mistakes.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", mistakes));
    }

    /** Lines of JSON are text to the contract. */
    private static boolean isOneValue(String mediaType) {
        return mediaType.endsWith("/json") || mediaType.endsWith("+json");
    }

    /** An answer to HEAD, or of the server itself, which cuts off far too long requests with a status and no more. */
    private static boolean isBare(Answered answered) {
        return answered.method().equals("HEAD") || answered.status() == 414 || answered.status() == 431;
    }

    /** What is wrong with a value by the schema that a pointer leads to. */
    public List<String> mistakes(JsonNode value, String schema) {
        return compiled.computeIfAbsent(schema, this::part).validate(value).stream()
                .map(Error::toString)
                .distinct()
                .toList();
    }

    /** A schema of the one document: asked for by its own address, the library would read the whole again for each. */
    private Schema part(String pointer) {
        return schemas.getRefSchema(SchemaLocation.Fragment.of(pointer));
    }

    private static JsonNode tree(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (IOException e) {
            throw new AssertionError("The body is not JSON", e);
        }
    }

    /** Over any number of references. */
    private String followed(String pointer) {
        JsonNode reference = document.at(pointer).path("$ref");
        return reference.isTextual() ? followed(reference.asText().substring(1)) : pointer;
    }

    private static String method(Answered answered) {
        return answered.method().equals("HEAD") ? "get" : answered.method().toLowerCase(Locale.ROOT);
    }

    /** The path of the document that a request is for: one without parameters before one with. */
    private Optional<String> path(String asSent) {
        // as the framework reads it
        String sent = asSent.contains(";") || asSent.contains("//")
                ? asSent.replaceAll("(?<=[^/]);[^/]*", "").replaceAll("/+", "/")
                : asSent;
        if (document.path("paths").has(sent)) {
            return Optional.of(sent);
        }
        String[] parts = sent.split("/");
        return templates.entrySet().stream()
                .filter(template -> fits(template.getValue(), parts))
                .map(Map.Entry::getKey)
                .findFirst();
    }

    private static boolean fits(String[] template, String[] sent) {
        boolean fits = template.length == sent.length;
        for (int at = 0; fits && at < template.length; at++) {
            fits = template[at].startsWith("{") || template[at].equals(sent[at]);
        }
        return fits;
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /** Forbids the fields that an object does not name. */
    private static JsonNode close(JsonNode node) {
        if (node.path("properties").isObject() && !node.has("additionalProperties")) {
            ((ObjectNode) node).put("additionalProperties", false);
        }
        node.forEach(PublishedContract::close);
        return node;
    }
}
