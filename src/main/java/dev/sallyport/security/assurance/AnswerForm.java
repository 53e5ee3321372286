package dev.sallyport.security.assurance;

/** What an answer looks like: the field of the request that carries it, and what is said of a text of another form. */
public enum AnswerForm {
    SIX_DIGITS("code", "must be exactly six digits"),
    RECOVERY_CODE("code", "must be a recovery code of 16 characters"),
    PAPER_KEY("code", "must be a paper key of 64 characters");

    private final String field;
    private final String requirement;

    AnswerForm(String field, String requirement) {
        this.field = field;
        this.requirement = requirement;
    }

    /** The field of the request. */
    public String field() {
        return field;
    }

    /** What the field must be, for the errors of a problem document. */
    public String requirement() {
        return requirement;
    }
}
