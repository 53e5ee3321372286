package dev.sallyport.accounts.emailaddress;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.hibernate.validator.constraintvalidation.HibernateConstraintValidatorContext;

/** The text is one email address to which mail can be sent. */
@Constraint(validatedBy = EmailAddressText.Validator.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface EmailAddressText {

    String message() default "must be one email address";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Leaves null to {@code @NotNull}. */
    class Validator implements ConstraintValidator<EmailAddressText, String> {

        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            if (text == null
                    || EmailAddress.parse(text)
                            .filter(EmailAddress::isDeliverable)
                            .isPresent()) {
                return true;
            }
            context.disableDefaultConstraintViolation();
            HibernateConstraintValidatorContext violation = context.unwrap(HibernateConstraintValidatorContext.class);
            violation.withDynamicPayload(EmailAddress.problem(text));
            violation
                    .buildConstraintViolationWithTemplate(context.getDefaultConstraintMessageTemplate())
                    .addConstraintViolation();
            return false;
        }
    }
}
