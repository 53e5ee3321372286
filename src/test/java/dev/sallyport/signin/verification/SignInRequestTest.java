package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.caller.ClientContext;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SignInRequestTest {

    private static final Optional<String> COOKIE = Optional.of("sp_dt_cookie");

    @Test
    @DisplayName("[WEB-03] a device token in the body goes before the one in the cookie")
    void the_body_goes_before_the_cookie() {
        SignInRequest without = new SignInRequest("ada@example.org", "tulip anvil", null, "Ada's laptop");
        SignInRequest with = new SignInRequest("ada@example.org", "tulip anvil", "sp_dt_body", "Ada's laptop");
        assertThat(without.orDevice(COOKIE))
                .isEqualTo(new SignInRequest("ada@example.org", "tulip anvil", "sp_dt_cookie", "Ada's laptop"));
        assertThat(without.orDevice(Optional.empty())).isEqualTo(without);
        assertThat(with.orDevice(COOKIE)).isEqualTo(with);
    }

    @Test
    void the_same_holds_where_a_provider_vouches() {
        SsoSignInRequest without = new SsoSignInRequest("p", "token", "n", null, "Ada's laptop");
        SsoSignInRequest with = new SsoSignInRequest("p", "token", "n", "sp_dt_body", "Ada's laptop");
        assertThat(without.orDevice(COOKIE))
                .isEqualTo(new SsoSignInRequest("p", "token", "n", "sp_dt_cookie", "Ada's laptop"));
        assertThat(without.orDevice(Optional.empty())).isEqualTo(without);
        assertThat(with.orDevice(COOKIE)).isEqualTo(with);
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
