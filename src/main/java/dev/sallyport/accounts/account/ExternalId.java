package dev.sallyport.accounts.account;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Pattern;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The text is an id of another system: 1 to 128 visible ASCII characters, which are compared as they are. */
@Pattern(regexp = ExternalId.FORM, message = ExternalId.MEANING)
@Constraint(validatedBy = {})
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface ExternalId {

    /** As a regular expression. */
    String FORM = "[!-~]{1,128}";

    /** The message for any other text. */
    String MEANING = "must have 1 to 128 visible ASCII characters";

    String message() default "must be an external id";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
