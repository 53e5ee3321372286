package dev.sallyport.security.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AllowanceKeyTest {

    private static final UUID ID = UUID.fromString("01a22884-a76f-73d7-a5cd-6202dbc71458");

    @Test
    void an_owner_has_one_key() {
        assertThat(AllowanceKey.ofId(ID)).isEqualTo(new AllowanceKey(ID.toString(), ""));
        assertThat(AllowanceKey.ofClient("shop")).isEqualTo(new AllowanceKey("shop", ""));
        assertThat(AllowanceKey.ofEmail(new byte[] {1, -1})).isEqualTo(new AllowanceKey("01ff", ""));
    }

    @Test
    void addresses_of_one_network_share_a_key() {
        assertThat(AllowanceKey.ofNetwork("2001:db8::1"))
                .isEqualTo(AllowanceKey.ofNetwork("2001:db8::2"))
                .isNotEqualTo(AllowanceKey.ofNetwork("2001:db9::1"));
        assertThat(AllowanceKey.ofNetwork("no address")).isEqualTo(new AllowanceKey("no address", ""));
    }

    @Test
    void a_device_and_a_network_are_parts_of_their_owner() {
        AllowanceKey owner = AllowanceKey.ofEmail(new byte[] {7});
        assertThat(owner.device(ID)).isEqualTo(new AllowanceKey("07", ID.toString()));
        assertThat(owner.account(ID)).isEqualTo(new AllowanceKey("07", ID.toString()));
        assertThat(owner.from("192.0.2.1"))
                .isEqualTo(new AllowanceKey(
                        "07", AllowanceKey.ofNetwork("192.0.2.1").owner()));
    }

    @Test
    void a_kind_is_stored_in_lower_case() {
        assertThat(AllowanceKind.SIGN_IN.code()).isEqualTo("sign_in");
    }
}
