package dev.sallyport.edge.http;

import dev.sallyport.base.problem.ProblemType;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.openapi.OASFactory;
import org.eclipse.microprofile.openapi.models.Components;
import org.eclipse.microprofile.openapi.models.media.Schema;
import org.eclipse.microprofile.openapi.models.media.Schema.SchemaType;

/**
 * The schemas of a problem document.
 *
 * <p>The types of today are a schema of their own, so that generated clients have a constant for each. A problem itself
 * has any URI as its type, and only names that schema: some generators make a choice of an enum and any other string an
 * enum, and a client that was made before a type was added could not read a problem of it.
 */
final class OpenApiProblems {

    static final String PROBLEM = "Problem";

    /** An extension, since no schema says that a string may be one of some values and does not have to be. */
    private static final String KNOWN_VALUES = "x-known-values";

    private static final String TYPE = "ProblemType";

    private OpenApiProblems() {}

    static void addTo(Components components) {
        components.addSchema(TYPE, types());
        components.addSchema(PROBLEM, problem());
    }

    private static Schema types() {
        return OASFactory.createSchema()
                .addType(SchemaType.STRING)
                .description("The types of problems in this version; later versions may have more.")
                .enumeration(Arrays.stream(ProblemType.values())
                        .<Object>map(ProblemType::urn)
                        .toList());
    }

    private static Schema problem() {
        return OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .description(
                        "A problem document (RFC 9457). Tell problems apart by their type; titles may be reworded.")
                .addProperty(
                        "type",
                        text("One of `ProblemType`, or of a later version: then go by the status.")
                                .format("uri")
                                .addExtension(KNOWN_VALUES, Map.of("$ref", "#/components/schemas/" + TYPE)))
                .addProperty("title", text("The problem in a few words."))
                .addProperty("status", number("The HTTP status."))
                .addProperty("detail", text("A sentence for the developer of the client: what to do next."))
                .addProperty(
                        "instance",
                        text("The id of the request, also in X-Request-Id and in our log.")
                                .format("uri"))
                .addProperty("attemptsLeft", number("After a wrong code: how many more may be tried."))
                .addProperty(
                        "reason",
                        text("Why a code is wrong that was right once: it was used before, or it belongs to another time.")
                                .enumeration(List.of("already_used", "clock_off")))
                .addProperty(
                        "clockOffsetSeconds",
                        number("With `clock_off`: how far the clock of the user's device is ahead, in seconds; below"
                                + " zero it is behind."))
                .addProperty("retryAfterSeconds", number("The value of Retry-After."))
                .addProperty("maxBytes", number("With `payload-too-large`: the most that a body may have."))
                .addProperty("mediaTypes", texts("With `unsupported-media-type` and `not-acceptable`: what would do."))
                .addProperty(
                        "methods", texts("With `step-up-required`: what `POST /v1/me/step-up` takes of this user."))
                .addProperty("errors", list(error()).description("The fields that are not valid."))
                .required(List.of("type", "title", "status", "detail", "instance"));
    }

    private static Schema error() {
        return OASFactory.createSchema()
                .addType(SchemaType.OBJECT)
                .addProperty("field", text("The path of the field in the body, or the name of the parameter."))
                .addProperty("message", text("What is wrong with it."))
                .required(List.of("field", "message"));
    }

    private static Schema texts(String description) {
        return list(OASFactory.createSchema().addType(SchemaType.STRING)).description(description);
    }

    private static Schema list(Schema items) {
        return OASFactory.createSchema().addType(SchemaType.ARRAY).items(items);
    }

    private static Schema text(String description) {
        return OASFactory.createSchema().addType(SchemaType.STRING).description(description);
    }

    private static Schema number(String description) {
        return OASFactory.createSchema().addType(SchemaType.INTEGER).description(description);
    }
}
