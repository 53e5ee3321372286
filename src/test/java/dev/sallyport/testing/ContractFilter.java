package dev.sallyport.testing;

import dev.sallyport.testing.PublishedContract.Answered;
import io.quarkus.test.junit.callback.QuarkusTestBeforeClassCallback;
import io.restassured.RestAssured;
import io.restassured.filter.Filter;
import io.restassured.filter.FilterContext;
import io.restassured.response.Response;
import io.restassured.specification.FilterableRequestSpecification;
import io.restassured.specification.FilterableResponseSpecification;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * Compares every exchange of every test with the published contract, and fails the one that is not in it. The answer
 * that it returns reads its paths quickly.
 */
public final class ContractFilter implements Filter {

    private static volatile boolean isForTheJvm;

    /** Found by Quarkus as a service, so that no test has to ask for the comparison. */
    public static final class Installation implements QuarkusTestBeforeClassCallback {

        @Override
        public void beforeClass(Class<?> test) {
            install();
            isForTheJvm = true;
        }
    }

    /** For tests without an application of their own. */
    public static void install() {
        if (RestAssured.filters().stream().noneMatch(ContractFilter.class::isInstance)) {
            RestAssured.filters(new ContractFilter());
        }
    }

    @Override
    public Response filter(
            FilterableRequestSpecification request, FilterableResponseSpecification expected, FilterContext context) {
        Exchange exchange = Exchange.of(context.next(request, expected));
        evaluate(request.getMethod(), URI.create(request.getURI()), exchange);
        return QuickAnswers.over(exchange);
    }

    /** Whether the service is in this JVM, and every answer of it is checked. */
    static boolean isInstalledForTheJvm() {
        return isForTheJvm;
    }

    /** Fails where the answer is not in the contract. */
    static void evaluate(String method, URI target, Exchange exchange) {
        if (target.getPort() == RestAssured.port && isInTheContract(method, target.getPath())) {
            PublishedContract contract = PublishedContract.read();
            contract.mistake(answered(method, target.getPath(), exchange))
                    .filter(mistake -> contract.mistake(answered(method, plain(target.getPath()), exchange))
                            .isPresent())
                    .ifPresent(mistake -> {
                        throw new AssertionError(mistake + "\n" + new String(exchange.body(), StandardCharsets.UTF_8));
                    });
        }
    }

    /** The questions of browsers (CORS), the platform's own pages and the operations of the tests are not. */
    private static boolean isInTheContract(String method, String path) {
        return !method.equals("OPTIONS") && !path.startsWith("/q/") && !path.startsWith("/v1/test/");
    }

    /** As the service may read a path: without the parameters of its segments, and without a slash at its end. */
    private static String plain(String path) {
        return path.replaceAll(";[^/]*", "").replaceAll("(?<=.)/$", "");
    }

    private static Answered answered(String method, String path, Exchange exchange) {
        String type = exchange.header("Content-Type");
        return new Answered(
                method,
                path,
                exchange.status(),
                type == null || type.isEmpty() ? null : type.split(";")[0].strip(),
                exchange.body());
    }
}
