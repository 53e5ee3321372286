package dev.sallyport.sessions.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.SessionId;
import dev.sallyport.base.ids.UserId;
import dev.sallyport.base.pagination.Page;
import dev.sallyport.security.token.AssuranceLevel;
import dev.sallyport.testing.Api;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SessionViewsTest {

    private static final Instant BEGUN = Instant.parse("2026-11-23T10:00:00Z");
    private static final Instant SEEN = BEGUN.plusSeconds(60);
    private static final SessionId ID = new SessionId(UUID.randomUUID());
    private static final SessionId OTHER = new SessionId(UUID.randomUUID());

    /** A second factor that was removed since. */
    private static final SessionProof LOST = new SessionProof(
            AssuranceLevel.TWO_FACTOR, List.of("pwd", "otp", "mfa"), List.of(), null, Set.of(), true, false);

    private static final ListedSession LISTED = new ListedSession(ID, BEGUN, SEEN, "203.0.113.1", Api.BROWSER, LOST);

    @Test
    void a_session_shows_what_of_its_proof_the_user_still_has() {
        UserId ada = new UserId(UUID.randomUUID());
        ActiveSession active = new ActiveSession(
                ID,
                ada,
                "ada@example.org",
                List.of("support"),
                BEGUN.plusSeconds(1),
                BEGUN,
                SEEN,
                BEGUN.plusSeconds(600),
                BEGUN.plusSeconds(6000),
                "en",
                LOST);

        assertThat(SessionView.of(active))
                .isEqualTo(new SessionView(
                        ID,
                        new SignedInResponse.User(ada, "ada@example.org"),
                        "1fa",
                        List.of("pwd"),
                        BEGUN.plusSeconds(1),
                        BEGUN,
                        SEEN,
                        BEGUN.plusSeconds(600),
                        BEGUN.plusSeconds(6000)));
    }

    @Test
    void the_list_names_the_browser_and_marks_the_session_at_hand() {
        SessionOverview shown = SessionOverview.of(LISTED, OTHER);

        assertThat(shown)
                .isEqualTo(new SessionOverview(
                        ID, BEGUN, SEEN, "Chrome 140", "Windows", "203.0.113.1", List.of("pwd"), "1fa", false));
        assertThat(SessionOverview.of(LISTED, ID).current()).isTrue();
    }

    @Test
    void a_page_has_its_items_and_the_way_to_the_next() {
        List<SessionOverview> items = List.of(SessionOverview.of(LISTED, OTHER));

        assertThat(SessionPage.of(new Page<>(items, "next"))).isEqualTo(new SessionPage(items, "next"));
    }
}
