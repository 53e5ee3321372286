package dev.sallyport.base.names;

import jakarta.validation.Constraint;
import jakarta.validation.ConstraintValidator;
import jakarta.validation.ConstraintValidatorContext;
import jakarta.validation.Payload;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The text is a readable name: 1 to 100 characters, without invisible or direction-changing characters, and without web
 * or email addresses. The rule applies to the names of accounts, clients, authenticators, devices and identity
 * providers, because names appear in mails and pages that other users trust.
 */
@Constraint(validatedBy = DisplayName.Validator.class)
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.FIELD, ElementType.PARAMETER, ElementType.METHOD, ElementType.RECORD_COMPONENT})
public @interface DisplayName {

    String message() default "must have 1 to 100 characters, no control or invisible ones, and no web or email address";

    /** How many characters it has at most. A rule with another number needs a message of its own. */
    int max() default LENGTH;

    /** The same, where a rule says no other number. */
    int LENGTH = 100;

    Class<?>[] groups() default {};

    Class<? extends Payload>[] payload() default {};

    /** Leaves null to {@code @NotNull}. */
    class Validator implements ConstraintValidator<DisplayName, String> {

        private int max = LENGTH;

        @Override
        public void initialize(DisplayName rule) {
            max = rule.max();
        }

        @Override
        public boolean isValid(String text, ConstraintValidatorContext context) {
            return text == null
                    || (!text.codePoints().allMatch(Validator::isBlank)
                            && text.codePointCount(0, text.length()) <= max
                            && !Linkable.hasUnseen(text)
                            && !Linkable.isIn(text));
        }

        /** Both are needed: a no-break space is no whitespace, and a tab is no space character. */
        private static boolean isBlank(int character) {
            return Character.isWhitespace(character) || Character.isSpaceChar(character);
        }
    }
}
