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

/**
 * The text is not too long for a new password. {@link PasswordPolicy} refuses passwords that are too short or too weak.
 */
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
