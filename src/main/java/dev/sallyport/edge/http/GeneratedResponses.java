package dev.sallyport.edge.http;

import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.models.Operation;
import org.eclipse.microprofile.openapi.models.media.MediaType;
import org.eclipse.microprofile.openapi.models.responses.APIResponse;
import org.eclipse.microprofile.openapi.models.responses.APIResponses;

/** The responses that the framework gives an operation by itself: the schema, and a word or two as text. */
final class GeneratedResponses {

    private static final Set<String> TEXTS = Set.of("OK", "Created", "No Content", "Not Authorized", "Not Allowed");

    private GeneratedResponses() {}

    static boolean is(APIResponse response) {
        return response.getRef() == null && TEXTS.contains(response.getDescription());
    }

    /** All operations with roles have one and the same 401 and 403: a text for one would be there for all. */
    static void dropErrors(Operation operation) {
        APIResponses responses = operation.getResponses();
        for (String status : List.of("401", "403")) {
            if (responses != null && responses.hasAPIResponse(status) && is(responses.getAPIResponse(status))) {
                responses.removeAPIResponse(status);
            }
        }
    }

    /** The scan takes 200, 201 or 204 for the success of every method; the status that has a text is the right one. */
    static void moveSuccess(Operation operation) {
        APIResponses responses = operation.getResponses();
        List<String> successes = responses.getAPIResponses().keySet().stream()
                .filter(status -> status.startsWith("2"))
                .toList();
        List<String> written = successes.stream()
                .filter(status -> !is(responses.getAPIResponse(status)))
                .toList();
        if (!written.isEmpty()) {
            for (String scanned : successes.stream()
                    .filter(status -> !written.contains(status))
                    .toList()) {
                APIResponse generated = responses.getAPIResponse(scanned);
                responses.removeAPIResponse(scanned);
                written.forEach(status -> addContent(responses.getAPIResponse(status), generated));
            }
        }
    }

    private static void addContent(APIResponse success, APIResponse scanned) {
        if (scanned.getContent() == null) {
            return;
        }
        if (success.getContent() == null) {
            success.setContent(scanned.getContent());
            return;
        }
        scanned.getContent().getMediaTypes().forEach((name, type) -> {
            MediaType present = success.getContent().getMediaType(name);
            if (present == null) {
                success.getContent().addMediaType(name, type);
            } else if (present.getSchema() == null) {
                present.setSchema(type.getSchema());
            }
        });
    }
}
