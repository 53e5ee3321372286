package dev.sallyport.testing;

import java.util.List;

/** A user, and everything that person would have on phone, paper and screen. */
public final class Person {

    public final String email;
    public final String userId;
    public final String accountId;
    public String accessToken;
    public String refreshToken;
    public String deviceToken;
    public TotpApp app;
    public String authenticatorId;
    public String paperKey;
    public List<String> recoveryCodes;

    Person(String email, String userId, String accountId) {
        this.email = email;
        this.userId = userId;
        this.accountId = accountId;
    }

    /** The same user after a change of email address. */
    public Person at(String newEmail) {
        Person same = new Person(newEmail, userId, accountId);
        same.accessToken = accessToken;
        same.refreshToken = refreshToken;
        same.deviceToken = deviceToken;
        same.app = app;
        same.authenticatorId = authenticatorId;
        same.paperKey = paperKey;
        same.recoveryCodes = recoveryCodes;
        return same;
    }
}
