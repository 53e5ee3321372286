package dev.sallyport.sessions.session;

/** The answer to a step of a sign-in; clients tell the kinds apart by {@code status}. */
public interface SignInResponse {

    String status();
}
