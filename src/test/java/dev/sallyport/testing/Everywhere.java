package dev.sallyport.testing;

import io.restassured.config.HttpClientConfig;
import io.restassured.config.RestAssuredConfig;
import io.restassured.response.ValidatableResponse;
import io.restassured.specification.RequestSpecification;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Callers at any network address, behind the proxy of {@link OtherSettings}. */
public final class Everywhere {

    /** What REST Assured's HTTP client calls the local address of a connection. */
    private static final String FROM = "http.route.local-address";

    /** Connections come from the address of the proxy. */
    static final RestAssuredConfig FROM_PROXY = fromProxy();

    private Everywhere() {}

    /** A request from this address, as the proxy forwards it. */
    public static RequestSpecification from(String address) {
        return Api.json().config(FROM_PROXY).header("X-Forwarded-For", address);
    }

    public static ValidatableResponse signIn(String address, String email, String password) {
        return from(address)
                .body(Api.body("email", email, "password", password))
                .post("/v1/sign-in")
                .then();
    }

    public static ValidatableResponse verify(String address, String challengeToken, String method, String code) {
        return from(address)
                .body(Api.body("challengeToken", challengeToken, "method", method, "code", code))
                .post("/v1/sign-in/verify")
                .then();
    }

    private static RestAssuredConfig fromProxy() {
        try {
            return RestAssuredConfig.config()
                    .httpClient(HttpClientConfig.httpClientConfig()
                            .setParam(FROM, InetAddress.getByName(OtherSettings.PROXY)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
