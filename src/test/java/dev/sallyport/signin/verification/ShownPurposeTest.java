package dev.sallyport.signin.verification;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ShownPurposeTest {

    private static final List<String> TEXTS =
            Stream.of(ShownPurpose.values()).map(ShownPurpose::text).toList();

    @Test
    void the_trail_has_the_names_of_the_contract() throws Exception {
        assertThat(TEXTS).containsExactly("two_factor", "device_verification", "extra_verification");
        for (ShownPurpose purpose : ShownPurpose.values()) {
            assertThat(new ObjectMapper().writeValueAsString(purpose)).isEqualTo("\"" + purpose.text() + "\"");
        }
    }

    @Test
    void the_contract_lists_every_purpose() {
        for (Class<?> answer : List.of(ChallengeRequired.class, ChallengeView.class)) {
            assertThat(enumeration(answer)).as("%s", answer).containsExactlyElementsOf(TEXTS);
        }
    }

    private static String[] enumeration(Class<?> answer) {
        RecordComponent purpose = Stream.of(answer.getRecordComponents())
                .filter(component -> component.getType() == ShownPurpose.class)
                .findFirst()
                .orElseThrow();
        return purpose.getAccessor().getAnnotation(Schema.class).enumeration();
    }
}
