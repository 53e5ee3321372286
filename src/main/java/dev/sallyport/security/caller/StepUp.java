package dev.sallyport.security.caller;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.base.problem.ProblemType;
import dev.sallyport.security.assurance.FactorMethod;
import dev.sallyport.security.token.AssuranceLevel;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Checks whether a session is recent and strong enough for a sensitive operation (RFC 9470). */
@ApplicationScoped
public class StepUp {

    private final StepUpConfig config;
    private final StepUpFactors factors;
    private final Clock clock;

    StepUp(StepUpConfig config, StepUpFactors factors, Clock clock) {
        this.config = config;
        this.factors = factors;
        this.clock = clock;
    }

    /**
     * Refuses a session that is too old or too weak, and states the required level and age in the header. One that
     * rests on the access code of an agent is too weak: only {@link #requireForSetUp} lets it pass.
     */
    public void require(UserCaller user) {
        if (!isRecentAndStrong(user)) {
            throw refusal(user);
        }
    }

    /** The same for the set-up of a second factor, which may take the place of one that was lost. */
    public void requireForSetUp(UserCaller user) {
        if (!isRecent(user) || !hasLevel(user)) {
            throw refusal(user);
        }
    }

    /** The refusal of a session, or of a proof, that is too weak for this user. */
    public ProblemException refusal(UserCaller user) {
        AssuranceLevel needed = user.twoFactorEnabled() ? AssuranceLevel.TWO_FACTOR : AssuranceLevel.ONE_FACTOR;
        String challenge = "Bearer error=\"insufficient_user_authentication\","
                + " error_description=\"Prove again who you are\", acr_values=\"%s\", max_age=%d"
                        .formatted(needed.acr(), config.maxAge().toSeconds());
        return new ProblemException(ProblemType.STEP_UP_REQUIRED)
                .with("methods", methods(needed, factors.of(user.userId())))
                .header("WWW-Authenticate", challenge);
    }

    /** The refusal of a step-up by a method that is too weak for a user with a second factor. */
    public ProblemException tooWeak(UserCaller user) {
        return refusal(user).detail("This method is too weak: the user has a second factor. Use one of the methods.");
    }

    /**
     * The methods that {@code POST /v1/me/step-up} accepts from a user for this level.
     *
     * @param active the kinds of second factor that the user can answer with
     */
    public static List<String> methods(AssuranceLevel needed, Set<FactorMethod> active) {
        Stream<String> factors = FactorMethod.steppingUpTo(needed).stream()
                .filter(method -> !method.isSecondFactor() || active.contains(method))
                .map(FactorMethod::text);
        return needed == AssuranceLevel.ONE_FACTOR
                ? Stream.concat(Stream.of("password"), factors).toList()
                : factors.toList();
    }

    /** Whether the session was proved recently, and with a second factor where the user has one. */
    public boolean isRecentAndStrong(UserCaller user) {
        return isRecent(user) && hasLevel(user) && !FactorMethod.areTemporary(user.amr());
    }

    private boolean isRecent(UserCaller user) {
        return !user.authTime().plus(config.maxAge()).isBefore(clock.instant());
    }

    private static boolean hasLevel(UserCaller user) {
        return !user.twoFactorEnabled() || user.level() == AssuranceLevel.TWO_FACTOR;
    }
}
