package dev.sallyport.moving;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.base.problem.ProblemException;
import dev.sallyport.security.crypto.Keyset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class RowDecryptionTest {

    private static final String UNREADABLE = "eyJhIjoxfQ.a.a.a.a";

    private final RowDecryption decryption = new RowDecryption(Keyset.parse(Keyset.generate()));

    @Test
    @DisplayName("[MOVE-01] each secret that does not open is named by its own place, also where two are equal")
    void places_of_equal_entries() {
        ImportRow.App app = new ImportRow.App(UNREADABLE, null, null, null, null);
        ImportRow.Code code = new ImportRow.Code(null, UNREADABLE);
        ImportRow row = new ImportRow(
                "a",
                "ada@example.org",
                true,
                null,
                null,
                null,
                List.of(),
                null,
                List.of(app, app),
                List.of(code, code),
                null);

        ProblemException refusal = catchThrowableOfType(ProblemException.class, () -> decryption.open(row));

        assertThat(refusal.errors())
                .extracting("field")
                .containsExactly("totp[0].secret", "totp[1].secret", "recoveryCodes[0].hash", "recoveryCodes[1].hash");
    }
}
