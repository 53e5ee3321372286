package dev.sallyport.sessions.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.sallyport.base.cookie.CookieToken;
import dev.sallyport.base.cookie.TokenCookie;
import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SignedInResponseTest {

    private static final CookieToken DEVICE = new CookieToken("sp_dt_x", Duration.ofDays(30));
    private static final SessionId ID = new SessionId(UUID.randomUUID());
    private static final SignedInResponse.User ADA =
            new SignedInResponse.User(new UserId(UUID.randomUUID()), "ada@example.org");

    private static SignedInResponse response(String refreshToken, CookieToken deviceToken) {
        return new SignedInResponse(
                "signed_in",
                "access",
                "Bearer",
                300,
                refreshToken,
                600,
                ID,
                ADA,
                deviceToken,
                List.of(new SignedInResponse.Notice("recovery_codes_low", null, 0)),
                List.of("ABCD-EFGH-JKMN-PQRS"));
    }

    @Test
    void refresh_and_device_token_can_be_kept_in_cookies_for_as_long_as_they_are_valid() {
        assertThat(response("sp_rt_x", DEVICE).cookieTokens())
                .containsExactly(
                        entry(TokenCookie.REFRESH, new CookieToken("sp_rt_x", Duration.ofSeconds(600))),
                        entry(TokenCookie.DEVICE, DEVICE));
        assertThat(response("sp_rt_x", null).cookieTokens()).containsOnlyKeys(TokenCookie.REFRESH);
        assertThat(response(null, DEVICE).cookieTokens()).containsOnlyKeys(TokenCookie.DEVICE);
        assertThat(response(null, null).cookieTokens()).isEmpty();
    }

    @Test
    void the_body_loses_what_went_into_cookies_and_nothing_else() {
        assertThat(response("sp_rt_x", DEVICE).withoutLastingTokens()).isEqualTo(response(null, null));
    }
}
