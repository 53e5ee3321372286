package dev.sallyport.base.network;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The text is a literal address, as {@link NetworkAddress} reads it. A zone (RFC 4007 section 11) is refused: it means
 * something only on the machine that names it.
 */
@Constraint(validatedBy = NetworkAddressText.Validator.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface NetworkAddressText {

    String message() default "must be an IPv4 or IPv6 address";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Leaves null to {@code @NotNull}. */
    class Validator implements ConstraintValidator<NetworkAddressText, String> {

        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            return text == null
                    || (text.indexOf('%') < 0 && NetworkAddress.parse(text).isPresent());
        }
    }
}
