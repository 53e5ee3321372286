package dev.sallyport.security.crypto;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import dev.sallyport.testing.ServiceClasses;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SecretValuesTest {

    private static final int SAMPLE = 4_000;

    private static final JavaClasses SERVICE = ServiceClasses.ALL;

    /** Each bit of 32 bytes is set in about half of them: seven standard deviations either way. */
    private static void assertBalanced(Supplier<byte[]> source) {
        int[] set = new int[256];
        Set<String> seen = new HashSet<>();
        for (int number = 0; number < SAMPLE; number++) {
            byte[] value = source.get();
            assertThat(value).hasSize(32);
            seen.add(Base64.getEncoder().encodeToString(value));
            for (int bit = 0; bit < set.length; bit++) {
                set[bit] += (value[bit / 8] >> (bit % 8)) & 1;
            }
        }
        assertThat(seen).hasSize(SAMPLE);
        double deviation = Math.sqrt(SAMPLE) / 2;
        assertThat(IntStream.of(set)).allMatch(count -> Math.abs(count - SAMPLE / 2.0) < 7 * deviation);
    }

    @Test
    @DisplayName("[CRYP-05] opaque tokens are 256 bits, balanced and never the same")
    void opaque_tokens_are_random() {
        assertBalanced(() ->
                Base64.getUrlDecoder().decode(OpaqueToken.next("sp_ch_").text().substring("sp_ch_".length())));
    }

    @Test
    @DisplayName("[CRYP-05] derived tokens end in 256 bits that look random too")
    void derived_tokens_look_random() {
        RotatingTokens tokens =
                new RotatingTokens(Keyset.parse(Keyset.generate()).tokens(), "sp_dt_");
        UUID id = Ids.next();
        int[] generation = {0};
        assertBalanced(() -> {
            String token = tokens.issue(id, id, generation[0]++);
            byte[] tag = Base64.getUrlDecoder().decode(token.substring(token.lastIndexOf('.') + 1));
            return Arrays.copyOfRange(tag, Integer.BYTES, tag.length);
        });
    }

    @Test
    @DisplayName("[CRYP-05] two instances give unrelated tokens for one row")
    void two_instances_are_unrelated() {
        UUID id = Ids.next();
        RotatingTokens one = new RotatingTokens(Keyset.parse(Keyset.generate()).tokens(), "sp_dt_");
        RotatingTokens other =
                new RotatingTokens(Keyset.parse(Keyset.generate()).tokens(), "sp_dt_");
        assertThat(one.read(one.issue(id, id, 3))).contains(new RotatingTokens.Handle(id, id, 3));
        assertThat(other.read(one.issue(id, id, 3))).isEmpty();
    }

    @Test
    @DisplayName("[CRYP-05] [JWT-06] no two kinds of token begin alike")
    void kinds_are_told_apart() {
        List<String> kinds = SERVICE.stream()
                .flatMap(type -> type.getConstructorCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(RotatingTokens.class))
                .map(call -> call.getOriginOwner().getSimpleName())
                .toList();
        assertThat(kinds).as("a new kind of derived token goes into KINDS").hasSize(RotatingTokensTest.KINDS.size());
    }

    @Test
    @DisplayName("[CRYP-05] only crypto creates random values, and no class uses a predictable generator")
    void random_values_have_one_source() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Random.class, ThreadLocalRandom.class, SplittableRandom.class)
                .because("their next value follows from the last ones")
                .check(SERVICE.that(DescribedPredicate.not(
                        JavaClass.Predicates.resideInAPackage("dev.sallyport.security.crypto"))));
        noClasses()
                .should()
                .callMethod(Math.class, "random")
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(ThreadLocalRandom.class, SplittableRandom.class)
                .check(SERVICE);
    }

    @Test
    @DisplayName("[CRYP-05] random UUIDs are ids of tokens and requests, never secrets")
    void random_uuids_are_ids() {
        Set<String> users = SERVICE.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(SecretValuesTest::makesRandomUuid)
                .map(call -> call.getOriginOwner().getSimpleName())
                .collect(Collectors.toSet());
        assertThat(users).containsExactlyInAnyOrder("AccessTokenIssuer", "RequestId");
    }

    @Test
    @DisplayName("[CRYP-05] bytes are compared in constant time, by one method")
    void bytes_are_compared_in_constant_time() {
        Set<String> users = SERVICE.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(Arrays.class)
                        && call.getTarget().getName().equals("equals"))
                .map(call -> call.getOriginOwner().getName())
                .collect(Collectors.toSet());
        assertThat(users).isEmpty();
        Set<String> constant = SERVICE.stream()
                .flatMap(type -> type.getMethodCallsFromSelf().stream())
                .filter(call -> call.getTargetOwner().isEquivalentTo(MessageDigest.class)
                        && call.getTarget().getName().equals("isEqual"))
                .map(call -> call.getOriginOwner().getSimpleName())
                .collect(Collectors.toSet());
        assertThat(constant).contains("Digest", "EmailCodes", "Totp");
    }

    private static boolean makesRandomUuid(JavaMethodCall call) {
        return call.getTargetOwner().isEquivalentTo(UUID.class)
                && call.getTarget().getName().equals("randomUUID");
    }
}
