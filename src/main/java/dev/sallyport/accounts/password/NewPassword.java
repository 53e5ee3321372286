package dev.sallyport.accounts.password;

import jakarta.validation.Constraint;
import jakarta.validation.Payload;
import jakarta.validation.constraints.Size;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.hibernate.validator.constraints.CodePointLength;
import org.hibernate.validator.constraints.CodePointLength.NormalizationStrategy;

/** The text is short enough for a password that is to be set. Too short or too weak is another answer, and the policy's. */
@Size(max = PasswordPolicy.MAX_LENGTH * 2)
@CodePointLength(max = PasswordPolicy.MAX_LENGTH, normalizationStrategy = NormalizationStrategy.NFC)
@Constraint(validatedBy = {})
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface NewPassword {

    String message() default "must be a password";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};
}
