package dev.sallyport.factors.passkey;

import static dev.sallyport.testing.SoftAuthenticator.BACKED_UP;
import static dev.sallyport.testing.SoftAuthenticator.BACKUP_ELIGIBLE;
import static dev.sallyport.testing.SoftAuthenticator.USER_PRESENT;
import static dev.sallyport.testing.SoftAuthenticator.USER_VERIFIED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.testing.SoftAuthenticator;
import dev.sallyport.testing.SoftAuthenticator.Algorithm;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class CredentialVerifierTest extends Credentials {

    @ParameterizedTest
    @EnumSource(
            value = Algorithm.class,
            names = {"ES256", "EDDSA", "RS256"})
    void a_credential_of_each_algorithm_is_made_and_signs(Algorithm algorithm) {
        SoftAuthenticator key = new SoftAuthenticator(algorithm);
        NewCredential made = register(key.create(creation())).orElseThrow();

        assertThat(Base64Url.encode(made.id())).isEqualTo(key.id());
        assertThat(made.transports()).containsExactly("hybrid", "internal");
        VerifiedAssertion signed = check(key.get(request()), stored(made), true).orElseThrow();
        assertThat(signed.signCount()).isEqualTo(2);
        assertThat(signed.userVerified()).isTrue();
        assertThat(signed.counterWentBack()).isFalse();
    }

    @Test
    void an_algorithm_that_was_not_offered_is_refused() {
        assertThat(register(new SoftAuthenticator(Algorithm.ES384).create(creation())))
                .isEmpty();
    }

    static Stream<Arguments> wrong() {
        return Stream.of(
                wrong("origin", key -> key.origin = "https://localhost:8080"),
                wrong("origin of a subdomain", key -> key.origin = "http://a.localhost:8080"),
                wrong("relying party", key -> key.rpId = "example.org"),
                wrong("challenge", key -> key.challenge = Base64Url.encode(bytes(32, 8))),
                wrong("short challenge", key -> key.challenge = Base64Url.encode(bytes(31, 7))),
                wrong("frame of another origin", key -> key.crossOrigin = true),
                wrong("user not present", key -> key.flags &= ~USER_PRESENT),
                wrong("backed up, and cannot be", key -> key.flags |= BACKED_UP),
                wrong("types swapped", key -> {
                    key.createType = "webauthn.get";
                    key.getType = "webauthn.create";
                }));
    }

    private static Arguments wrong(String what, Consumer<SoftAuthenticator> change) {
        return Arguments.of(what, change);
    }

    @ParameterizedTest(name = "[PASK-03] {0}")
    @MethodSource("wrong")
    void a_registration_that_does_not_fit_the_options_is_refused(String what, Consumer<SoftAuthenticator> change) {
        SoftAuthenticator key = new SoftAuthenticator(Algorithm.ES256);
        assertThat(register(key.create(creation()))).isPresent();
        change.accept(key);
        assertThat(register(key.create(creation()))).as(what).isEmpty();
    }

    @ParameterizedTest(name = "[PASK-03] {0}")
    @MethodSource("wrong")
    void a_signature_that_does_not_fit_the_options_is_refused(String what, Consumer<SoftAuthenticator> change) {
        SoftAuthenticator key = new SoftAuthenticator(Algorithm.ES256);
        StoredCredential stored = registered(key);
        assertThat(check(key.get(request()), stored, true)).isPresent();
        change.accept(key);
        assertThat(check(key.get(request()), stored, true)).as(what).isEmpty();
    }

    @Test
    void an_origin_of_an_app_is_accepted_where_the_settings_name_it() {
        SoftAuthenticator key = new SoftAuthenticator(Algorithm.ES256);
        key.origin = "android:apk-key-hash:abcDEF";
        StoredCredential stored = registered(key);
        assertThat(check(key.get(request()), stored, true)).isPresent();
        key.origin = "android:apk-key-hash:abcDEG";
        assertThat(check(key.get(request()), stored, true)).isEmpty();
    }

    @Test
    void another_key_with_the_same_name_is_refused() {
        SoftAuthenticator key = new SoftAuthenticator(Algorithm.ES256);
        StoredCredential stored = registered(key);
        StoredCredential swapped = new StoredCredential(
                stored.id(), registered(new SoftAuthenticator(Algorithm.ES256)).publicKey(), HANDLE, 0, false);
        assertThat(check(key.get(request()), swapped, true)).isEmpty();
    }

    @Test
    void another_credential_of_the_user_is_refused() {
        SoftAuthenticator key = new SoftAuthenticator(Algorithm.ES256);
        registered(key);
        assertThat(check(key.get(request()), registered(new SoftAuthenticator(Algorithm.ES256)), true))
                .isEmpty();
    }

    @Test
    void the_handle_of_another_user_is_refused_and_none_is_accepted() {
        SoftAuthenticator key = new SoftAuthenticator(Algorithm.ES256);
        StoredCredential stored = registered(key);
        Map<String, Object> signed = key.get(request());
        assertThat(check(with(signed, "userHandle", null), stored, true)).isPresent();
        assertThat(check(with(signed, "userHandle", Base64Url.encode(bytes(32, 1))), stored, true))
                .isEmpty();
    }

    @Test
    void user_verification_is_demanded_only_where_it_is_needed() {
        SoftAuthenticator key = new SoftAuthenticator(Algorithm.ES256);
        StoredCredential stored = registered(key);
        key.flags &= ~USER_VERIFIED;
        assertThat(check(key.get(request()), stored, false).orElseThrow().userVerified())
                .isFalse();
        assertThat(check(key.get(request()), stored, true)).isEmpty();
    }

    @Test
    void whether_a_key_can_be_copied_is_settled_when_it_is_made() {
        SoftAuthenticator key = new SoftAuthenticator(Algorithm.ES256);
        StoredCredential stored = registered(key);
        key.flags |= BACKUP_ELIGIBLE;
        assertThat(check(key.get(request()), stored, true)).isEmpty();
    }

    @Test
    void a_counter_that_went_back_is_told_and_left_to_the_caller() {
        SoftAuthenticator key = new SoftAuthenticator(Algorithm.ES256);
        NewCredential made = register(key.create(creation())).orElseThrow();
        StoredCredential ahead = new StoredCredential(made.id(), made.publicKey(), HANDLE, 100, false);
        assertThat(check(key.get(request()), ahead, true).orElseThrow().counterWentBack())
                .isTrue();
    }

    @Test
    void the_id_must_be_the_one_that_the_authenticator_made() {
        Map<String, Object> made = new LinkedHashMap<>(new SoftAuthenticator(Algorithm.ES256).create(creation()));
        made.put("id", Base64Url.encode(bytes(32, 3)));
        made.put("rawId", Base64Url.encode(bytes(32, 3)));
        assertThat(register(made)).isEmpty();
    }

    @Test
    void ids_that_differ_make_no_answer() {
        SoftAuthenticator key = new SoftAuthenticator(Algorithm.ES256);
        Map<String, Object> signed = new LinkedHashMap<>(key.get(request()));
        signed.put("rawId", Base64Url.encode(bytes(32, 3)));
        assertThat(PasskeyAnswer.read(
                        JSON.convertValue(signed, AssertionResponse.class).answerTo("token")))
                .isEmpty();
    }

    @Test
    void the_amr_values_say_what_kind_of_key_it_is_and_whether_its_user_was_verified() {
        SoftAuthenticator key = new SoftAuthenticator(Algorithm.ES256);
        assertThat(answer(key.get(request())).amr()).containsExactly("hwk", "user");
        key.flags &= ~USER_VERIFIED;
        assertThat(answer(key.get(request())).amr()).containsExactly("hwk");
        key.flags |= BACKUP_ELIGIBLE;
        assertThat(answer(key.get(request())).amr()).containsExactly("swk");
    }
}
