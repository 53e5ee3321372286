package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.factors.passkey.AssertionResponse;
import dev.sallyport.security.caller.ClientContext;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SignInRequestTest {

    @Test
    void a_request_with_another_device_token_is_the_same_otherwise() {
        assertThat(new SignInRequest("ada@example.org", "tulip anvil", null, "Ada's laptop").withDeviceToken("sp_dt_x"))
                .isEqualTo(new SignInRequest("ada@example.org", "tulip anvil", "sp_dt_x", "Ada's laptop"));
        assertThat(new SsoSignInRequest("p", "token", "n", null, "Ada's laptop").withDeviceToken("sp_dt_x"))
                .isEqualTo(new SsoSignInRequest("p", "token", "n", "sp_dt_x", "Ada's laptop"));
        AssertionResponse credential = new AssertionResponse(
                "id",
                null,
                "public-key",
                new AssertionResponse.Assertion("client", "authenticator", "signature", null));
        assertThat(new PasskeySignInRequest("c", credential, null, "Ada's laptop").withDeviceToken("sp_dt_x"))
                .isEqualTo(new PasskeySignInRequest("c", credential, "sp_dt_x", "Ada's laptop"));
    }

    @Test
    void a_device_is_where_its_backend_says_it_is() {
        ClientContext backend = new ClientContext("203.0.113.1", "backend/1.0", "request");
        assertThat(new ReportedClient("backend", "Firefox", "198.51.100.7").at(backend))
                .isEqualTo(new ClientContext("198.51.100.7", "Firefox", "request"));
        assertThat(new ReportedClient("backend", null, null).at(backend))
                .isEqualTo(new ClientContext("203.0.113.1", null, "request"));
    }
}
