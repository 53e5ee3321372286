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

/**
 * Compares every exchange of every test with the published contract, and fails the one that is not in it. The answer
 * that it returns reads its paths quickly.
 */
public final class ContractFilter implements Filter {

    /** Found by Quarkus as a service, so that no test has to ask for the comparison. */
    public static final class Installation implements QuarkusTestBeforeClassCallback {

        @Override
        public void beforeClass(Class<?> test) {
            install();
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
        Response response = context.next(request, expected);
        URI target = URI.create(request.getURI());
        if (target.getPort() == RestAssured.port && isInTheContract(request.getMethod(), target.getPath())) {
            PublishedContract.read()
                    .mistake(answered(request.getMethod(), target, response))
                    .ifPresent(mistake -> {
                        throw new AssertionError(mistake + "\n" + response.asString());
                    });
        }
        return QuickAnswers.over(response);
    }

    /** The questions of browsers (CORS), the platform's own pages and the operations of the tests are not. */
    private static boolean isInTheContract(String method, String path) {
        return !method.equals("OPTIONS") && !path.startsWith("/q/") && !path.startsWith("/v1/test/");
    }

    private static Answered answered(String method, URI target, Response response) {
        String type = response.contentType();
        return new Answered(
                method,
                target.getPath(),
                response.statusCode(),
                type == null || type.isEmpty() ? null : type.split(";")[0].strip(),
                response.asByteArray());
    }
}
