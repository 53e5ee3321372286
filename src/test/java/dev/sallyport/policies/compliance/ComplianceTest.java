package dev.sallyport.policies.compliance;

import static dev.sallyport.testing.AccountPolicies.save;
import static dev.sallyport.testing.Ceremonies.refused;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.testing.AccountPolicies;
import dev.sallyport.testing.Api;
import dev.sallyport.testing.Challenged;
import dev.sallyport.testing.People;
import dev.sallyport.testing.Person;
import dev.sallyport.testing.Rows;
import dev.sallyport.testing.TestClock;
import dev.sallyport.testing.Tokens;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What owners see of their members, before they require a second factor and after. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class ComplianceTest {

    private static final String LIST = "/v1/accounts/{id}/two-factor-compliance";
    private static final String PREVIEW = "/v1/accounts/{id}/two-factor-policy/preview";

    @Inject
    People people;

    @Inject
    AccountPolicies accounts;

    @Inject
    Rows rows;

    @Inject
    TestClock clock;

    @Inject
    Tokens tokens;

    private Person owner;
    private Person admin;
    private Person member;

    @BeforeEach
    void three_people_in_an_account() {
        owner = people.enrolled();
        admin = people.memberOf(owner, "admin");
        member = people.signedIn(people.memberOf(owner, "member"));
    }

    @Test
    @DisplayName("[P10] A preview says how many and who would be compliant, asked and in grace, and changes nothing")
    void a_preview_changes_nothing() {
        String before = everything();

        JsonNode asked = preview("required", true, "existingSessions", "clear");
        assertThat(asked.at("/compliant/count").asInt()).isEqualTo(1);
        assertThat(asked.at("/compliant/members/0/email").asText()).isEqualTo(owner.email);
        assertThat(asked.at("/asked/count").asInt()).isEqualTo(2);
        assertThat(asked.at("/asked/members").findValuesAsText("email"))
                .containsExactlyInAnyOrder(admin.email, member.email);
        assertThat(asked.at("/inGrace/count").asInt()).isZero();
        assertThat(asked.at("/exempt/count").asInt()).isZero();
        assertThat(asked.at("/sessionsEnded").asInt()).isEqualTo(1);

        JsonNode inGrace = preview("required", true, "gracePeriodEndsAt", inDays(10));
        assertThat(inGrace.at("/asked/count").asInt()).isZero();
        assertThat(inGrace.at("/inGrace/members").findValuesAsText("role"))
                .containsExactlyInAnyOrder("admin", "member");
        assertThat(inGrace.at("/sessionsEnded").asInt()).isZero();

        JsonNode nothing = preview("required", false);
        assertThat(nothing.at("/compliant/count").asInt()).isEqualTo(1);
        assertThat(nothing.at("/asked/count").asInt()
                        + nothing.at("/inGrace/count").asInt())
                .isZero();

        assertThat(everything()).isEqualTo(before);
        Api.session(member.accessToken).statusCode(200);
        AccountPolicies.read(owner).header("ETag", "\"0\"");
        refused(
                Api.as(owner.accessToken)
                        .body(Api.body("required", true, "gracePeriodEndsAt", inDays(91)))
                        .post(PREVIEW, owner.accountId)
                        .then(),
                422,
                "rule-violated");
    }

    @Test
    void every_member_stands_somewhere() {
        assertThat(standings(""))
                .isEqualTo(Map.of(owner.email, "enrolled", admin.email, "not_required", member.email, "not_required"));

        String due = inDays(3);
        save(owner, "required", true, "gracePeriodEndsAt", due).statusCode(200);
        JsonNode inGrace = list("?status=in_grace");
        assertThat(inGrace.at("/items").findValuesAsText("email")).containsExactlyInAnyOrder(admin.email, member.email);
        assertThat(inGrace.at("/items").findValuesAsText("dueAt")).containsExactly(due, due);
        assertThat(list("?status=overdue").at("/items")).isEmpty();

        save(owner, "required", true).statusCode(200);
        assertThat(standings(""))
                .isEqualTo(Map.of(owner.email, "enrolled", admin.email, "overdue", member.email, "overdue"));
        assertThat(standings("?status=enrolled")).containsOnlyKeys(owner.email);
    }

    @Test
    void the_list_comes_in_pages() {
        List<String> emails = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = list("?limit=1" + after);
            assertThat(page.at("/items")).hasSize(1);
            emails.add(page.at("/items/0/email").asText());
            after = page.path("next").isNull()
                    ? null
                    : "&after=" + page.path("next").asText();
        } while (after != null);

        assertThat(emails).containsExactlyInAnyOrder(owner.email, admin.email, member.email);
        refused(Api.as(owner.accessToken).get(LIST + "?stat=x", owner.accountId).then(), 400, "invalid-request");
    }

    @Test
    @DisplayName("As CSV all members come at once, and no cell is a formula")
    void it_comes_as_csv() {
        String formula = "=cmd|'/c calc'!a0@example.org";
        rows.change(
                "insert into app_user (id, email, status, created_at) values (gen_random_uuid(), ?, 'active', now())",
                formula + owner.email);
        rows.change(
                "insert into membership select id, ?::uuid, 'member', now() from app_user where email = ?",
                owner.accountId,
                formula + owner.email);

        String csv = Api.as(owner.accessToken)
                .accept("text/csv")
                .get(LIST + "?limit=1", owner.accountId)
                .then()
                .statusCode(200)
                .contentType("text/csv")
                .header("Content-Disposition", "attachment; filename=\"two-factor-compliance.csv\"")
                .extract()
                .asString();

        assertThat(csv.split("\r\n"))
                .hasSize(5)
                .startsWith("\"id\",\"email\",\"role\",\"status\",\"due_at\"")
                .contains("\"" + owner.userId + "\",\"" + owner.email + "\",\"owner\",\"enrolled\",\"\"")
                .anyMatch(line -> line.contains(",\"'" + formula + owner.email + "\",\"member\",\"not_required\","));
        assertThat(rows.number(
                        "select count(*) from audit_event where type = 'sensitive_read' and actor_id = ?"
                                + " and account_id = ?::uuid",
                        owner.userId,
                        owner.accountId))
                .isOne();
    }

    @Test
    @DisplayName("[STEP-02] A session that was proved more than ten minutes ago sees none of it, in no form")
    void an_old_session_sees_none_of_it() {
        String old = tokens.issue(owner, AssuranceLevel.TWO_FACTOR, 601);

        for (String accept : List.of("application/json", "text/csv")) {
            Challenged.askedToStepUp(
                    Api.as(old).accept(accept).get(LIST, owner.accountId).then(), "2fa");
        }
        Challenged.askedToStepUp(
                Api.as(old)
                        .body(Api.body("required", true))
                        .post(PREVIEW, owner.accountId)
                        .then(),
                "2fa");
        Challenged.askedToStepUp(
                Api.as(old)
                        .get("/v1/accounts/{id}/two-factor-policy", owner.accountId)
                        .then(),
                "2fa");
    }

    @Test
    void cells_are_quoted_as_rfc_4180_says() {
        assertThat(ComplianceCsv.line("a,b", "say \"x\"", "+1", "-1", "@a", "\tx", "", "x=1"))
                .isEqualTo("\"a,b\",\"say \"\"x\"\"\",\"'+1\",\"'-1\",\"'@a\",\"'\tx\",\"\",\"x=1\"\r\n");
    }

    @Test
    @DisplayName("[TENT-02] [TENT-06] Members see none of it, and owners nothing of other accounts")
    void only_owners_and_admins_see_it() {
        Person stranger = people.signedIn();
        accounts.require(stranger.accountId, clock.instant().plus(Duration.ofDays(1)));
        rows.join(member, stranger.accountId, "member");

        for (String accept : List.of("application/json", "text/csv")) {
            refused(
                    Api.as(member.accessToken)
                            .accept(accept)
                            .get(LIST, owner.accountId)
                            .then(),
                    403,
                    "forbidden");
            refused(
                    Api.as(stranger.accessToken)
                            .accept(accept)
                            .get(LIST, owner.accountId)
                            .then(),
                    404,
                    "not-found");
        }
        assertThat(standings("").get(member.email)).isEqualTo("not_required");
        String strangers =
                Api.as(stranger.accessToken).get(LIST, stranger.accountId).asString();
        assertThat(strangers).contains(member.email).doesNotContain("\"" + owner.email, admin.email);
    }

    private JsonNode preview(Object... namesAndValues) {
        return Api.read(Api.as(owner.accessToken)
                .body(Api.body(namesAndValues))
                .post(PREVIEW, owner.accountId)
                .then()
                .statusCode(200));
    }

    private JsonNode list(String query) {
        return Api.read(Api.as(owner.accessToken)
                .get(LIST + query, owner.accountId)
                .then()
                .statusCode(200));
    }

    private Map<String, String> standings(String query) {
        return StreamSupport.stream(list(query).path("items").spliterator(), false)
                .collect(Collectors.toMap(
                        item -> item.path("email").asText(),
                        item -> item.path("status").asText()));
    }

    /** What a preview might have touched. */
    private String everything() {
        return rows.text(
                "select (select count(*) from two_factor_policy where account_id = ?::uuid) || ' '"
                        + " || (select count(*) from audit_event where account_id = ?::uuid) || ' '"
                        + " || (select count(*) from mail_outbox where user_id = ?::uuid) || ' '"
                        + " || (select sum(epoch) from app_user join membership on user_id = id where account_id = ?::uuid)",
                owner.accountId,
                owner.accountId,
                member.userId,
                owner.accountId);
    }

    private String inDays(int days) {
        return clock.instant().plus(Duration.ofDays(days)).toString();
    }
}
