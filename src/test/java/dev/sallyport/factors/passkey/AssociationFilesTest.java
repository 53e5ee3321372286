package dev.sallyport.factors.passkey;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AssociationFilesTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String ONE =
            "14:6D:E9:83:C5:73:06:50:D8:EE:B9:95:2F:34:FC:64:16:A0:83:42:E6:1D:BE:A8:8A:04:96:B2" + ":3F:CF:44:E5";
    private static final String OTHER = ONE.replace("14:6D", "FF:00");

    private record Settings(
            Optional<String> relyingPartyId,
            Optional<Set<String>> origins,
            Optional<Set<String>> iosApps,
            Optional<Set<String>> androidApps,
            boolean passwordless,
            boolean refuseCopies)
            implements PasskeyConfig {}

    private static RelyingParty with(Set<String> origins, Set<String> androidApps) {
        return RelyingParty.of(
                new Settings(
                        Optional.empty(),
                        Optional.ofNullable(origins),
                        Optional.empty(),
                        Optional.ofNullable(androidApps),
                        true,
                        true),
                "https://id.example.org",
                Set.of("https://app.example.org"));
    }

    @Test
    void the_relying_party_is_the_issuer_unless_settings_say_otherwise() {
        assertThat(with(null, null))
                .isEqualTo(new RelyingParty(
                        "id.example.org", Set.of("https://id.example.org", "https://app.example.org")));
        assertThat(with(Set.of(" https://other.example"), null).origins()).containsExactly("https://other.example");
    }

    @Test
    @DisplayName("[PASK-09] an Android app that the settings name may ask, under the hash of its certificate")
    void an_android_app_may_ask_under_the_hash_of_its_certificate() {
        RelyingParty party = with(null, Set.of("org.example.app=" + ONE.toLowerCase(Locale.ROOT)));
        assertThat(party.origins()).contains("android:apk-key-hash:FG3pg8VzBlDY7rmVLzT8ZBagg0LmHb6oigSWsj_PROU");
        assertThat(party.webOrigins()).containsExactly("https://app.example.org", "https://id.example.org");
    }

    @Test
    @DisplayName("[PASK-09] the files have the form that browsers and phones read")
    void the_files_have_the_form_that_phones_read() throws Exception {
        assertThat(JSON.writeValueAsString(
                        AssociationFiles.AssetLink.of(Set.of("org.example.app=" + ONE, "org.example.app=" + OTHER))))
                .isEqualTo("""
                        [{"relation":["delegate_permission/common.get_login_creds"],"target":{"namespace":"android_app",\
                        "package_name":"org.example.app","sha256_cert_fingerprints":["%s","%s"]}}]""".formatted(ONE, OTHER));
        assertThat(JSON.writeValueAsString(AssociationFiles.AppleApps.of(Set.of("A1B2C3D4E5.org.example.app"))))
                .isEqualTo("""
                        {"webcredentials":{"apps":["A1B2C3D4E5.org.example.app"]}}""");
        assertThat(JSON.writeValueAsString(AssociationFiles.AssetLink.of(Set.of())))
                .isEqualTo("[]");
    }
}
