package dev.sallyport.base.problem;

import jakarta.validation.ConstraintViolation;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Properties;
import org.hibernate.validator.engine.HibernateConstraintViolation;

/**
 * The text of a constraint that a field violates. The validator's own message is in the language of
 * {@code Accept-Language}; this text becomes that of the problem document, which may be the user's setting.
 */
public final class ViolationText {

    /** The English messages of the standard constraints. */
    private static final Properties STANDARD = read();

    private ViolationText() {}

    /** The text that a validator has attached as a dynamic payload, else the message of the constraint. */
    public static Text of(ConstraintViolation<?> violation) {
        HibernateConstraintViolation<?> detailed = violation.unwrap(HibernateConstraintViolation.class);
        Text attached = detailed.getDynamicPayload(Text.class);
        if (attached != null) {
            return attached;
        }
        String message = violation.getMessageTemplate();
        String english =
                message.startsWith("{") ? STANDARD.getProperty(message.substring(1, message.length() - 1)) : message;
        return english == null
                ? Text.untranslated(violation.getMessage())
                : new Text(english, violation.getConstraintDescriptor().getAttributes());
    }

    private static Properties read() {
        Properties messages = new Properties();
        try (InputStream stream = ViolationText.class.getResourceAsStream("/ValidationMessages.properties")) {
            messages.load(new InputStreamReader(stream, StandardCharsets.UTF_8));
            return messages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
