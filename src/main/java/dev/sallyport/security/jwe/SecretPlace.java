package dev.sallyport.security.jwe;

/**
 * Where an encrypted secret belongs. It is in the protected header, so that the secret opens in no other place: {@code
 * sub}, {@code email} and {@code field}.
 *
 * @param subject the id of the user, as the row has it
 * @param email the address of the user, as the row has it
 * @param field what the secret is, e.g. {@code password.hash}
 */
public record SecretPlace(String subject, String email, String field) {

    static final String SUBJECT = "sub";
    static final String EMAIL = "email";
    static final String FIELD = "field";

    @Override
    public String toString() {
        return "SecretPlace[field=" + field + "]";
    }
}
