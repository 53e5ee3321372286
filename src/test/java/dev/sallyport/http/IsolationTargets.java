package dev.sallyport.http;

import dev.sallyport.http.Isolation.Caller;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.Contract.Operation;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import java.util.UUID;

/** What operations are called about: things of one account and its owner, all of which exist. */
final class IsolationTargets {

    private final People people;
    private final Rows rows;
    private final Person owner;
    private final String member;
    private final String otherSession;
    private final String provider;
    private final String reset;

    IsolationTargets(People people, Rows rows, Person owner, Person reset) {
        this.people = people;
        this.rows = rows;
        this.owner = owner;
        this.member = people.memberOf(owner, "member").userId;
        this.otherSession = anotherSession();
        this.provider = provider();
        this.reset = waitingReset(reset);
    }

    /** The path of an operation, with the ids of what is there. Whoever may remove a member gets one to remove. */
    String path(Operation operation, Caller caller) {
        String path = operation.path();
        boolean removes = operation.id().equals("removeUser") && caller.ordinal() >= Caller.ADMIN.ordinal();
        String user = removes ? people.memberOf(owner, "member").userId : member;
        return path.replace("/v1/accounts/{id}", "/v1/accounts/" + owner.accountId)
                .replace("{accountId}", owner.accountId)
                .replace("{userId}", user)
                .replace("{providerId}", provider)
                .replace("{provider}", provider)
                .replace("/v1/me/authenticators/{id}", "/v1/me/authenticators/" + owner.authenticatorId)
                .replace("/v1/me/sessions/{id}", "/v1/me/sessions/" + otherSession)
                .replace("/v1/support/resets/{id}", "/v1/support/resets/" + reset)
                .replace("{id}", member)
                .replace("{kid}", member);
    }

    /** Everything of the account that its members would miss, or see change. */
    String fingerprint() {
        return rows.text(
                "select md5(string_agg(row_text, ',' order by row_text)) from ("
                        + " select m::text as row_text from membership m where m.account_id = ?::uuid"
                        + " union all select p::text from two_factor_policy p where p.account_id = ?::uuid"
                        + " union all select i::text from identity_provider i where i.account_id = ?::uuid"
                        + " union all select concat_ws(' ', u.id, u.email, u.status, u.roles, u.locale, u.epoch)"
                        + "   from app_user u join membership m on m.user_id = u.id and m.account_id = ?::uuid"
                        + " union all select concat_ws(' ', s.id, s.ended_at)"
                        + "   from session s join membership m on m.user_id = s.user_id and m.account_id = ?::uuid"
                        + " union all select t::text"
                        + "   from totp_authenticator t join membership m on m.user_id = t.user_id and m.account_id = ?::uuid"
                        + ") all_rows",
                owner.accountId,
                owner.accountId,
                owner.accountId,
                owner.accountId,
                owner.accountId,
                owner.accountId);
    }

    private String anotherSession() {
        String id = UUID.randomUUID().toString();
        rows.change(
                "insert into session (id, user_id, epoch, acr, amr, auth_time, created_at, last_seen_at,"
                        + " idle_expires_at, expires_at) select ?::uuid, user_id, epoch, acr, amr, auth_time, created_at,"
                        + " last_seen_at, idle_expires_at, expires_at from session where user_id = ?::uuid and ended_at is null",
                id,
                owner.userId);
        return id;
    }

    private String provider() {
        Operation adding = Contract.operations().stream()
                .filter(operation -> operation.id().equals("addIdentityProvider"))
                .findFirst()
                .orElseThrow();
        return Api.read(Api.asClient()
                        .body(adding.body().orElseThrow().toString())
                        .post("/v1/accounts/{id}/identity-providers", owner.accountId)
                        .then()
                        .statusCode(201))
                .path("id")
                .asText();
    }

    /** A reset that the owner, once an agent, has asked for. */
    private String waitingReset(Person person) {
        String id = UUID.randomUUID().toString();
        rows.change(
                "insert into two_factor_reset (id, user_id, requested_by, reason, identity_check, status, created_at)"
                        + " select ?::uuid, id, ?::uuid, 'lost', 'video_call', 'requested', created_at"
                        + " from app_user where id = ?::uuid",
                id,
                owner.userId,
                person.userId);
        return id;
    }
}
