package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.Api;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.Contract.Operation;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The operations of the contract, all of them, for those who may not call them. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ClosedOperationsTest {

    /** Everything that no caller may call; a new name here is a decision. */
    private static final Set<String> PUBLIC = Set.of(
            "getAndroidApps",
            "getAppleApps",
            "getPasskeySignInOptions",
            "getRelatedOrigins",
            "signInWithPasskey",
            "getJwks",
            "issueToken",
            "revokeToken",
            "getServerMetadata",
            "getOpenIdMetadata",
            "signIn",
            "signInWithSso",
            "verifySignIn",
            "resendEmailCode",
            "getChallenge",
            "showReportPage",
            "reportActivity",
            "showCancelPage",
            "cancelResetByLink",
            "acceptInvitation",
            "showInvitationPage",
            "forgotPassword",
            "resetPassword",
            "showResetPage");

    private static final List<String> NO_JSON = List.of("{", "[1", "{\"a\":}", "null", "{\"a\":1}", "x".repeat(500));

    @Inject
    People people;

    private static Response callWith(Operation operation, String authorization) {
        var request = Api.json();
        if (authorization != null) {
            request.header("Authorization", authorization);
        }
        operation.body().ifPresent(body -> request.body(body.toString()));
        return operation.call(request);
    }

    private static void assertUnauthenticated(Operation operation, Response answer) {
        assertThat(answer.statusCode()).as("%s", operation).isEqualTo(401);
        if (operation.isOauth()) {
            assertThat(Api.read(answer).path("error").asText()).isEqualTo("invalid_client");
        } else {
            assertThat(answer.contentType()).as("%s", operation).startsWith("application/problem+json");
            assertThat(Api.read(answer).path("type").asText()).isEqualTo("urn:sallyport:problem:not-authenticated");
        }
        List<String> challenges = answer.headers().getValues("WWW-Authenticate");
        assertThat(challenges).as("%s", operation).anyMatch(challenge -> challenge.matches("Bearer( error=.*)?"));
        assertThat(challenges.stream().anyMatch(challenge -> challenge.startsWith("Basic realm=")))
                .as("%s", operation)
                .isEqualTo(operation.callers().contains("clientBasic"));
    }

    private static void assertProblem(Operation operation, Response answer, int status, String slug) {
        assertThat(answer.statusCode()).as("%s", operation).isEqualTo(status);
        assertThat(Api.read(answer).path("type").asText())
                .as("%s", operation)
                .isEqualTo("urn:sallyport:problem:" + slug);
    }

    /** A user's token is no credential of a client, where OAuth knows clients only (RFC 7662 section 2.1). */
    private static void assertSentAway(Operation operation, Response answer) {
        // A proxy that asks knows 200 and 401 only.
        if (operation.isOauth() || operation.path().equals("/v1/forward-auth")) {
            assertUnauthenticated(operation, answer);
        } else {
            assertThat(answer.statusCode()).as("%s", operation).isEqualTo(403);
            assertThat(Api.read(answer).path("type").asText()).isEqualTo("urn:sallyport:problem:forbidden");
        }
    }

    @Test
    @DisplayName("[API-01] only the operations in this list are public")
    void public_operations_are_listed() {
        assertThat(Contract.operations()).hasSizeGreaterThan(10);
        assertThat(Contract.operations().stream().filter(Operation::isPublic).map(Operation::id))
                .containsExactlyInAnyOrderElementsOf(PUBLIC);
    }

    @Test
    @DisplayName("[API-01] every other operation is 401 without a credential and with a bad one")
    void closed_operations_need_a_credential() {
        for (Operation operation : Contract.closed()) {
            for (String bad : new String[] {
                null,
                "",
                "Bearer",
                "Bearer x",
                "Bearer eyJhbGciOiJub25lIn0.e30.",
                "Basic",
                "Basic x",
                "Basic Og==",
                "Basic dGVzdC1jbGllbnQ6",
                "Basic dGVzdC1jbGllbnQ6eA==",
                "Digest x",
                "Negotiate x",
                "bearer"
            }) {
                assertUnauthenticated(operation, callWith(operation, bad));
            }
        }
    }

    @Test
    @DisplayName("[API-01] an operation for clients is 403 for a user, and the other way round")
    void closed_operations_need_the_right_credential() {
        Person ada = people.signedIn();
        for (Operation operation :
                Contract.operations().stream().filter(Operation::isForOneKind).toList()) {
            boolean forUsers = operation.callers().contains("userToken");
            Response answer = forUsers
                    ? operation.call(Api.asClient().body("{}"))
                    : operation.call(Api.as(ada.accessToken).body("{}"));
            assertSentAway(operation, answer);
        }
    }

    @Test
    @DisplayName("[API-01] the API port has no health, metrics or other page of the platform")
    void the_platform_shows_nothing() {
        for (String path : List.of(
                "/q/health",
                "/q/health/ready",
                "/q/health/live",
                "/q/metrics",
                "/q/dev",
                "/q/dev-ui",
                "/q/info",
                "/q/arc",
                "/q/scheduler",
                "/metrics",
                "/health",
                "/",
                "/v1",
                "/v1/",
                "/oauth2",
                "/index.html",
                "/q/openapi/../dev",
                "/actuator",
                "/.env",
                "/.git/config",
                "/WEB-INF/web.xml")) {
            assertThat(Api.json().get(path).statusCode()).as(path).isBetween(400, 499);
        }
    }

    @Test
    @DisplayName("[API-03] a caller without a credential gets 401 whatever the body is, and nothing about the body")
    void unknown_callers_learn_nothing_about_their_body() {
        for (Operation operation : Contract.withBody()) {
            if (!operation.isPublic()) {
                for (String body : NO_JSON) {
                    Response answer = operation.call(Api.json().body(body));
                    assertUnauthenticated(operation, answer);
                    assertThat(answer.asString()).doesNotContain("errors", "JSON");
                }
                String large = "{\"a\":\"" + "x".repeat(16 * 1024) + "\"}";
                assertProblem(operation, operation.call(Api.json().body(large)), 413, "payload-too-large");
                // The media type chooses the operation, and so comes before who may call it.
                Response text =
                        operation.call(Api.json().contentType(ContentType.TEXT).body("x"));
                assertProblem(operation, text, 415, "unsupported-media-type");
                assertThat(text.asString()).doesNotContain("errors");
            }
        }
    }

    @Test
    @DisplayName("[API-03] a caller of the wrong kind gets 403 whatever the body is")
    void wrong_callers_learn_nothing_about_their_body() {
        Person ada = people.signedIn();
        for (Operation operation : Contract.withBody()) {
            boolean forUsers = operation.callers().contains("userToken");
            if (operation.isForOneKind()) {
                for (String body : NO_JSON) {
                    Response answer = operation.call((forUsers ? Api.asClient() : Api.as(ada.accessToken)).body(body));
                    assertSentAway(operation, answer);
                    assertThat(answer.asString()).doesNotContain("errors", "JSON");
                }
            }
        }
    }
}
