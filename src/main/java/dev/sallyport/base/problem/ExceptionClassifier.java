package dev.sallyport.base.problem;

import dev.sallyport.base.database.Outage;
import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.ForbiddenException;
import io.quarkus.security.UnauthorizedException;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.WebApplicationException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import org.jboss.logging.Logger;

/** Maps any failure to the refusal that the client receives, and logs failures of the service itself. */
public final class ExceptionClassifier {

    private static final Logger LOG = Logger.getLogger(ExceptionClassifier.class);

    /** Long enough for a failover to begin, short enough that a client's retry still helps its user. */
    private static final Duration OUTAGE_RETRY = Duration.ofSeconds(5);

    private ExceptionClassifier() {}

    public static ProblemException of(Throwable failure) {
        if (failure instanceof ProblemException refusal) {
            return refusal;
        }
        if (failure instanceof UnauthorizedException || failure instanceof AuthenticationFailedException) {
            return new ProblemException(ProblemType.NOT_AUTHENTICATED);
        }
        if (failure instanceof ForbiddenException) {
            return new ProblemException(ProblemType.FORBIDDEN);
        }
        if (failure instanceof ConstraintViolationException invalid && isInput(invalid)) {
            return invalidInput(invalid);
        }
        if (failure instanceof WebApplicationException web && web.getResponse().getStatus() < 500) {
            return ofStatus(web);
        }
        return fault(failure);
    }

    private static ProblemException fault(Throwable failure) {
        Optional<String> outage = Outage.in(failure);
        if (outage.isPresent()) {
            LOG.warnf("The database is unavailable: %s", outage.get());
            return new ProblemException(ProblemType.UNAVAILABLE).retryAfter(OUTAGE_RETRY);
        }
        if (failure instanceof RejectedExecutionException) {
            LOG.warn("Refused with 503: too many requests wait for a thread or the database");
            return new ProblemException(ProblemType.UNAVAILABLE).retryAfter(OUTAGE_RETRY);
        }
        LOG.error("Unexpected failure", failure);
        return new ProblemException(ProblemType.INTERNAL);
    }

    private static ProblemException ofStatus(WebApplicationException web) {
        ProblemException refusal =
                new ProblemException(ProblemType.of(web.getResponse().getStatus()));
        for (String name : List.of("Allow", "Retry-After", "WWW-Authenticate")) {
            String value = web.getResponse().getHeaderString(name);
            refusal = value == null ? refusal : refusal.header(name, value);
        }
        return refusal;
    }

    /** A violation in a returned or stored value is an error of the service and not of the client. */
    private static boolean isInput(ConstraintViolationException invalid) {
        return invalid.getConstraintViolations().stream().allMatch(violation -> {
            List<ElementKind> kinds = kinds(violation.getPropertyPath());
            return kinds.contains(ElementKind.PARAMETER) || kinds.contains(ElementKind.CROSS_PARAMETER);
        });
    }

    private static ProblemException invalidInput(ConstraintViolationException invalid) {
        ProblemException refusal = new ProblemException(ProblemType.INVALID_REQUEST);
        List<ConstraintViolation<?>> violations = new ArrayList<>(invalid.getConstraintViolations());
        violations.sort(Comparator.<ConstraintViolation<?>, String>comparing(ExceptionClassifier::field)
                .thenComparing(violation -> ViolationText.of(violation).toString()));
        for (ConstraintViolation<?> violation : violations) {
            refusal = refusal.error(field(violation), ViolationText.of(violation));
        }
        return refusal;
    }

    /** The path in the body, without the Java method and, for a body, without its parameter's name. */
    private static String field(ConstraintViolation<?> violation) {
        List<String> names = new ArrayList<>();
        String parameter = "";
        for (Path.Node node : violation.getPropertyPath()) {
            if (node.getKind() == ElementKind.PARAMETER) {
                parameter = node.getName();
            } else if (node.getKind() == ElementKind.PROPERTY) {
                names.add(node.toString());
            }
        }
        return names.isEmpty() ? parameter : String.join(".", names);
    }

    private static List<ElementKind> kinds(Path path) {
        List<ElementKind> kinds = new ArrayList<>();
        path.forEach(node -> kinds.add(node.getKind()));
        return kinds;
    }
}
