package dev.sallyport.base.language;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** The text asks for a language that this service speaks, as {@link Language#asked} reads it. */
@Constraint(validatedBy = SupportedLanguage.Validator.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface SupportedLanguage {

    String message() default "must be en, de, fr, es or ja, with or without a region";

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Leaves null to {@code @NotNull}. */
    class Validator implements ConstraintValidator<SupportedLanguage, String> {

        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            return text == null || Language.asked(text).isPresent();
        }
    }
}
