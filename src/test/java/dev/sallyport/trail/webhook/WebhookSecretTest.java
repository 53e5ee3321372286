package dev.sallyport.trail.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WebhookSecretTest {

    @Test
    @DisplayName("[HOOK-01] the signature is that of the specification's own example")
    void the_signature_of_the_specification() {
        WebhookSecret secret = new WebhookSecret(Base64.getDecoder().decode("MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"));
        assertThat(secret.text()).isEqualTo("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");
        assertThat(secret.sign(
                        "msg_p5jXN8AQM9LWM0D4loKWxJek", Instant.ofEpochSecond(1614265330), "{\"test\": 2432232314}"))
                .isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    @DisplayName("[HOOK-05] two secrets are kept together, the newest first, and neither is shown")
    void two_secrets() {
        WebhookSecret first = WebhookSecret.next();
        WebhookSecret second = WebhookSecret.next();
        assertThat(first.text()).startsWith("whsec_").hasSize(50).isNotEqualTo(second.text());
        assertThat(WebhookSecret.split(WebhookSecret.join(second, first)).stream()
                        .map(WebhookSecret::text))
                .containsExactly(second.text(), first.text());
        assertThat(WebhookSecret.split(first.key()).stream().map(WebhookSecret::text))
                .containsExactly(first.text());
        assertThat(first).hasToString("WebhookSecret");
    }
}
