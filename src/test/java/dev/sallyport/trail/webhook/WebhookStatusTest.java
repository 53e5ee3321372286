package dev.sallyport.trail.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class WebhookStatusTest {

    @Test
    void a_request_sets_what_its_pattern_allows() {
        assertThat(Arrays.stream(WebhookStatus.values())
                        .filter(status -> status.text().matches(WebhookLimits.STATUS)))
                .containsExactly(WebhookStatus.ACTIVE, WebhookStatus.DISABLED)
                .allSatisfy(status ->
                        assertThat(WebhookStatus.ofRequest(status.text())).isEqualTo(status));
    }

    @Test
    void a_request_deletes_nothing_by_a_status() {
        assertThatThrownBy(() -> WebhookStatus.ofRequest("deleted")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> WebhookStatus.ofRequest("ACTIVE")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_status_of_a_message_has_the_name_of_the_contract() {
        assertThat(DeliveryStatus.texts()).containsExactly("pending", "delivered", "failed", "dead");
        assertThat(DeliveryStatus.values()).allMatch(status -> DeliveryStatus.of(status.text()) == status);
    }
}
