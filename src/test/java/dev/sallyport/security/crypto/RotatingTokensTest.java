package dev.sallyport.security.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.crypto.RotatingTokens.Handle;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RotatingTokensTest {

    /**
     * Refresh, device, challenge, enrollment, blind challenge, reset, invitation, report and cancel: what every kind of
     * derived token begins with.
     */
    static final List<String> KINDS =
            List.of("sp_rt_", "sp_dt_", "sp_ch_", "sp_en_", "sp_bc_", "sp_pr_", "sp_in_", "sp_nd_", "sp_rc_");

    private static final UUID OWNER = UUID.fromString("018f0e1d-2c3b-7a49-9887-a6b5c4d3e2f1");

    private static final UUID ID = UUID.fromString("0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b");

    private final KeyedHash keys = Keyset.parse(Keyset.generate()).tokens();
    private final RotatingTokens tokens = new RotatingTokens(keys, "sp_dt_");

    @Test
    @DisplayName("[CRYP-05] [JWT-06] a token of one kind is refused as another kind, under the same keys")
    void a_token_is_bound_to_its_kind() {
        for (String kind : KINDS) {
            String token = new RotatingTokens(keys, kind).issue(OWNER, ID, 0);
            for (String other : KINDS) {
                String renamed = other + token.substring(kind.length());
                assertThat(new RotatingTokens(keys, other).read(renamed).isPresent())
                        .as("%s shown as %s", kind, other)
                        .isEqualTo(kind.equals(other));
            }
        }
    }

    @Test
    @DisplayName("[DEVC-01] what was issued names its owner, row and generation, and is the same every time")
    void what_was_issued_is_read() {
        for (int generation : new int[] {0, 1, 999_999_999}) {
            String token = tokens.issue(OWNER, ID, generation);
            assertThat(token)
                    .startsWith("sp_dt_018f0e1d2c3b7a499887a6b5c4d3e2f1.0190a1b2c3d47e5f8a9b0c1d2e3f4a5b." + generation
                            + ".");
            assertThat(tokens.issue(OWNER, ID, generation)).isEqualTo(token);
            assertThat(tokens.read(token)).contains(new Handle(OWNER, ID, generation));
        }
    }

    @Test
    @DisplayName("[DEVC-01] another owner, another row, another generation, another byte or another form is no token")
    void anything_else_is_none() {
        String token = tokens.issue(OWNER, ID, 3);
        String mac = token.substring(token.lastIndexOf('.') + 1);
        String owner = token.substring(6, 38);
        String id = token.substring(6, 71);
        String row = token.substring(39, 71);
        for (String odd : List.of(
                "",
                "sp_dt_",
                "sp_dt_" + row + "." + owner + ".3." + mac,
                "sp_dt_" + owner + ".1" + row.substring(1) + ".3." + mac,
                "sp_dt_" + row + ".3." + mac,
                "sp_dt_" + id + ".4." + mac,
                "sp_dt_" + id + ".03." + mac,
                "sp_dt_" + id + ".-3." + mac,
                "sp_dt_" + id + ".9999999999." + mac,
                "sp_dt_1" + id.substring(1) + ".3." + mac,
                "sp_dt_" + id.toUpperCase(Locale.ROOT) + ".3." + mac,
                token + "A",
                token + " ",
                " " + token,
                token.substring(6),
                token.substring(0, token.length() - 1),
                "sp_dt_" + id + ".3." + "A".repeat(48),
                "sp_dt_" + id + ".3." + mac.substring(0, 20) + (mac.charAt(20) == 'A' ? 'B' : 'A')
                        + mac.substring(21))) {
            assertThat(tokens.read(odd)).as(odd).isEmpty();
        }
        assertThat(tokens.read(null)).isEmpty();
    }

    @Test
    @DisplayName("[CRYP-05] under another keyset nothing is read")
    void another_keyset_reads_nothing() {
        RotatingTokens others =
                new RotatingTokens(Keyset.parse(Keyset.generate()).tokens(), "sp_dt_");
        assertThat(others.read(tokens.issue(OWNER, ID, 3))).isEmpty();
    }

    @Test
    @DisplayName(
            "[CRYP-02] a token that was made before a rotation is read after it, and the next is made by the new key")
    void a_rotation_ends_no_token() {
        String document = Keyset.generate();
        RotatingTokens before = new RotatingTokens(Keyset.parse(document).tokens(), "sp_dt_");
        RotatingTokens after = new RotatingTokens(
                Keyset.parse(KeysetDocuments.rotated(document, "tokens")).tokens(), "sp_dt_");
        assertThat(after.read(before.issue(OWNER, ID, 3))).contains(new Handle(OWNER, ID, 3));
        assertThat(after.issue(OWNER, ID, 3)).isNotEqualTo(before.issue(OWNER, ID, 3));
        assertThat(before.read(after.issue(OWNER, ID, 3))).isEmpty();
    }
}
