package dev.sallyport.sessions.session;

/** The response to a step of a sign-in; clients distinguish the kinds by {@code status}. */
public interface SignInResponse {

    String status();
}
