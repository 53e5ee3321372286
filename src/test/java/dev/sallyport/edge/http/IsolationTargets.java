package dev.sallyport.edge.http;

import dev.sallyport.clients.TestClients;
import dev.sallyport.edge.http.Isolation.Caller;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Contract;
import dev.sallyport.testing.Contract.Operation;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** What operations are called about: things of one account and its owner, all of which exist. */
final class IsolationTargets {

    /**
     * What is about a user, in each table; but for mails, which leave meanwhile, and what is reported of the rest.
     */
    private static final String COLUMNS = "select table_name || '.' || column_name from information_schema.columns"
            + " where table_schema = 'public' and table_name not in ('mail_outbox', 'audit_event', 'audit_event_account')"
            + " and (column_name in ('user_id', 'account_id')"
            + " or table_name in ('app_user', 'account') and column_name = 'id') order by 1";

    private final People people;
    private final Rows rows;
    private final Person owner;
    private final String member;
    private final String otherSession;
    private final String ownDevice;
    private final String memberDevice;
    private final String provider;
    private final String client;
    private final String reset;
    private final String webhook;

    IsolationTargets(People people, Rows rows, Person owner, Person reset) {
        this.people = people;
        this.rows = rows;
        this.owner = owner;
        this.member = people.memberOf(owner, "member").userId;
        this.otherSession = anotherSession();
        this.ownDevice = device(owner.userId);
        this.memberDevice = device(member);
        this.provider = provider();
        this.client = TestClients.with("introspect").id();
        this.reset = waitingReset(reset);
        this.webhook = webhook();
    }

    /** The path of an operation, with the ids of what is there. A caller who may remove a member gets one to remove. */
    String path(Operation operation, Caller caller) {
        String path = operation.path();
        if (caller == Caller.BACKEND && operation.id().startsWith("erase")) {
            return path.replace("{accountId}", people.newcomer().accountId)
                    .replace("{id}", people.memberOf(owner, "member").userId);
        }
        boolean deletes =
                operation.id().equals("deleteAccountWebhook") && (caller == Caller.ADMIN || caller == Caller.OWNER);
        boolean removes = operation.id().equals("removeUser") && caller.ordinal() >= Caller.ADMIN.ordinal();
        String user = removes ? people.memberOf(owner, "member").userId : member;
        return path.replace("/v1/accounts/{id}", "/v1/accounts/" + owner.accountId)
                .replace("{accountId}/webhooks/{id}", owner.accountId + "/webhooks/" + (deletes ? webhook() : webhook))
                .replace("{accountId}", owner.accountId)
                .replace("{userId}", user)
                .replace("{providerId}", provider)
                .replace("{provider}", provider)
                .replace("{deviceId}", memberDevice)
                .replace("{deliveryId}", memberDevice)
                .replace("/v1/me/authenticators/{id}", "/v1/me/authenticators/" + owner.authenticatorId)
                .replace("/v1/me/devices/{id}", "/v1/me/devices/" + ownDevice)
                .replace("/v1/me/sessions/{id}", "/v1/me/sessions/" + otherSession)
                .replace("/v1/admin/clients/{id}", "/v1/admin/clients/" + client)
                .replace("/v1/support/resets/{id}", "/v1/support/resets/" + reset)
                .replace("{id}", member)
                .replace("{kid}", member);
    }

    /** Every row about the account and its members, but for what is about that one person. */
    List<String> rowsBut(Person person) {
        List<String> found = new ArrayList<>();
        for (String column : rows.texts(COLUMNS)) {
            boolean ofUsers = column.endsWith("user_id") || column.equals("app_user.id");
            String table = column.substring(0, column.indexOf('.'));
            String all = "select t::text from " + table + " t where " + column.replace(table, "t");
            List<String> some = ofUsers
                    ? rows.texts(
                            all
                                    + " in (select user_id from membership where account_id = ?::uuid and user_id <> ?::uuid) order by 1",
                            owner.accountId,
                            person.userId)
                    : rows.texts(all + " = ?::uuid" + butMembership(table, person) + " order by 1", owner.accountId);
            some.forEach(row -> found.add(column + " " + row));
        }
        return found;
    }

    private static String butMembership(String table, Person person) {
        return table.equals("membership") ? " and user_id <> '" + person.userId + "'" : "";
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

    private String device(String user) {
        String id = UUID.randomUUID().toString();
        rows.change(
                "insert into trusted_device (id, user_id, epoch, created_at, last_seen_at, expires_at)"
                        + " select ?::uuid, u.id, u.epoch, s.created_at, s.last_seen_at, s.expires_at"
                        + " from app_user u, session s where u.id = ?::uuid and s.id = ?::uuid",
                id,
                user,
                otherSession);
        return id;
    }

    /** A provider of the account, by which its owner can sign in. */
    private String provider() {
        Operation adding = Contract.operations().stream()
                .filter(operation -> operation.id().equals("addIdentityProvider"))
                .findFirst()
                .orElseThrow();
        String id = Api.read(Api.asClient()
                        .body(adding.body().orElseThrow().toString())
                        .post("/v1/accounts/{id}/identity-providers", owner.accountId)
                        .then()
                        .statusCode(201))
                .path("id")
                .asText();
        rows.change(
                "insert into sso_identity (provider_id, subject, user_id, created_at)"
                        + " select ?::uuid, id, id, created_at from app_user where id = ?::uuid",
                id,
                owner.userId);
        return id;
    }

    /** An endpoint of the account, which gets no events meanwhile. */
    private String webhook() {
        return Api.read(Api.as(owner.accessToken)
                        .body(Api.body("url", "http://127.0.0.1:9/", "events", List.of("account.renamed")))
                        .post("/v1/accounts/{id}/webhooks", owner.accountId)
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
