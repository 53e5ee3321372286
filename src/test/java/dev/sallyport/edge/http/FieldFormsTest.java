package dev.sallyport.edge.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class FieldFormsTest {

    private enum One {
        support
    }

    private enum Two {
        email,
        sms
    }

    @Test
    @DisplayName("what may have one value only is not said as a choice")
    void one_value() {
        assertThat(FieldForms.of(One.class)).hasToString("must be support");
        assertThat(FieldForms.of(Two.class)).hasToString("must be one of email, sms");
    }
}
