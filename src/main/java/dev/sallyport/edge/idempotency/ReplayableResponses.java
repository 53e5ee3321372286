package dev.sallyport.edge.idempotency;

import dev.sallyport.base.problem.ProblemType;
import java.util.Set;

/**
 * Which answers are kept. An answer that is not kept leaves its key free: the same request is processed when it comes
 * again.
 */
final class ReplayableResponses {

    /** Refusals that may have cost an attempt, or say what has become of the request. */
    private static final Set<Integer> REFUSALS = Set.of(401, 403, 404, 409, 410, 422);

    /** They ask for a credential or a proof, with which the same request is to come again. */
    private static final Set<String> ASKING =
            Set.of(ProblemType.NOT_AUTHENTICATED.urn(), ProblemType.STEP_UP_REQUIRED.urn());

    private ReplayableResponses() {}

    /**
     * Whether the answer is kept.
     *
     * @param problem the type of a refusal, else empty
     */
    static boolean keeps(int status, String problem) {
        boolean isSuccess = status >= 200 && status < 300;
        return isSuccess || (REFUSALS.contains(status) && !ASKING.contains(problem));
    }
}
