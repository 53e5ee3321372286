package dev.sallyport.accounts.emailaddress;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The text is a domain of email addresses, in its own letters or in its ASCII form. */
@Constraint(validatedBy = MailDomain.Validator.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.TYPE_USE})
public @interface MailDomain {

    String message() default "must be a domain";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Leaves null to {@code @NotNull}. */
    class Validator implements ConstraintValidator<MailDomain, String> {

        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            return text == null || EmailAddress.domain(text).isPresent();
        }
    }
}
