package dev.sallyport.base.problem;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.core.HttpHeaders;
import java.util.List;
import java.util.Set;

/** The refusal of an unsupported body or Accept header: it lists the media types that are supported. */
final class MediaTypeProblem {

    /** The problem member that lists the supported types. */
    static final String MEMBER = "mediaTypes";

    private MediaTypeProblem() {}

    /**
     * A 415 with the types that the operation reads: in {@code Accept} (RFC 9110 section 15.5.16) and in what POST and
     * PATCH have for it. A refusal that already has a detail stays unchanged.
     */
    static ProblemException unsupported(ProblemException refusal, Set<String> consumed, String method) {
        if (refusal.detail() != null || consumed.isEmpty()) {
            return refusal;
        }
        String types = String.join(", ", consumed);
        ProblemException told = refusal.detail(
                        "Send the body in UTF-8 as {0}, with a matching Content-Type header.", Text.anyOf(consumed))
                .with(MEMBER, List.copyOf(consumed))
                .header(HttpHeaders.ACCEPT, types);
        return switch (method) {
            case HttpMethod.POST -> told.header("Accept-Post", types);
            case HttpMethod.PATCH -> told.header("Accept-Patch", types);
            default -> told;
        };
    }

    /** A 406 with the types that the operation can return. */
    static ProblemException notAcceptable(ProblemException refusal, Set<String> produced) {
        if (refusal.detail() != null || produced.isEmpty()) {
            return refusal;
        }
        return refusal.detail("The response can be {0}. Allow that in the Accept header.", Text.anyOf(produced))
                .with(MEMBER, List.copyOf(produced));
    }
}
