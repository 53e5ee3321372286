package dev.sallyport.password;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PasswordPolicyTest {

    private static final String LIST = "/com/nulabinc/zxcvbn/matchers/dictionaries/passwords.txt";

    private final PasswordPolicy policy = new PasswordPolicy();

    @Test
    @DisplayName(
            "[AUTH-08] [O5] every known password that is long enough to be set is refused, and more than 3000 are known")
    void known_passwords_are_refused() throws IOException {
        List<String> known;
        try (BufferedReader lines = new BufferedReader(
                new InputStreamReader(PasswordPolicy.class.getResourceAsStream(LIST), StandardCharsets.UTF_8))) {
            known = lines.lines()
                    .filter(password -> password.length() >= PasswordPolicy.MIN_LENGTH)
                    .toList();
        }
        assertThat(known).hasSizeGreaterThan(3000);
        assertThat(known)
                .allSatisfy(password -> assertThat(policy.objection(password, List.of()))
                        .as(password)
                        .isPresent());
    }
}
