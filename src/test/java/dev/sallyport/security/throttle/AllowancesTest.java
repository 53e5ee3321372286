package dev.sallyport.security.throttle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.database.Transactions;
import dev.sallyport.testing.AtOnce;
import dev.sallyport.testing.Rows;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** The one statement behind every limit. */
@QuarkusTest
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class AllowancesTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private static final Allowance TWO_AN_HOUR = Allowance.of(AllowanceKind.INVITATION, Limit.hourly(2));

    private static final Allowance OF_MAILS = Allowance.of(
            AllowanceKind.EMAIL_CODE, new Limit(1, Duration.ofSeconds(30)), Limit.hourly(2), Limit.daily(3));

    @Inject
    Allowances allowances;

    @Inject
    PasswordThrottle passwords;

    @Inject
    BlindGuesses guesses;

    @Inject
    Rows rows;

    private final AllowanceKey key = AllowanceKey.ofId(UUID.randomUUID());

    private AllowanceResult take(Allowance allowance, int count, Duration later) {
        return Transactions.call(() -> allowances.take(allowance, key, count, NOW.plus(later)));
    }

    private AllowanceResult takeMail(Duration later) {
        return take(OF_MAILS, 1, later);
    }

    private void add(int more) {
        Transactions.run(() -> allowances.add(more, TWO_AN_HOUR, key));
    }

    private String row() {
        return rows.text("select taken::text from allowance where owner = ?", key.owner());
    }

    @Test
    void a_window_begins_with_the_first_and_what_is_over_begins_another() {
        assertThat(take(TWO_AN_HOUR, 1, Duration.ZERO).granted()).isTrue();
        assertThat(take(TWO_AN_HOUR, 1, Duration.ofMinutes(20)).taken()).isEqualTo(2);
        AllowanceResult third = take(TWO_AN_HOUR, 1, Duration.ofMinutes(25));
        assertThat(third.refusal()).contains(Duration.ofMinutes(35));
        assertThat(take(TWO_AN_HOUR, 1, Duration.ofMinutes(59)).refusal()).contains(Duration.ofMinutes(1));
        assertThat(row()).isEqualTo("{3}");

        AllowanceResult next = take(TWO_AN_HOUR, 1, Duration.ofHours(1));
        assertThat(next).isEqualTo(new AllowanceResult(true, 1, Duration.ZERO, NOW.plus(Duration.ofHours(2))));
    }

    @Test
    void what_one_window_refuses_is_counted_in_none() {
        assertThat(takeMail(Duration.ZERO).granted()).isTrue();
        assertThat(takeMail(Duration.ofSeconds(10)).refusal()).contains(Duration.ofSeconds(20));
        assertThat(row()).isEqualTo("{2,1,1}");
        assertThat(takeMail(Duration.ofSeconds(30)).granted()).isTrue();
        assertThat(takeMail(Duration.ofMinutes(2)).refusal()).contains(Duration.ofMinutes(58));
        assertThat(row()).isEqualTo("{1,3,2}");

        assertThat(takeMail(Duration.ofHours(1)).granted()).isTrue();
        assertThat(row()).isEqualTo("{1,1,3}");
        assertThat(takeMail(Duration.ofHours(5)).refusal()).contains(Duration.ofHours(19));
        assertThat(takeMail(Duration.ofHours(24)).granted()).isTrue();
        assertThat(row()).isEqualTo("{1,1,1}");
    }

    @Test
    void looking_counts_nothing() {
        assertThat(take(TWO_AN_HOUR, 0, Duration.ZERO).granted()).isTrue();
        assertThat(row()).isEqualTo("{0}");
        assertThat(possibleFrom(Duration.ZERO)).isNull();
        take(TWO_AN_HOUR, 2, Duration.ZERO);
        assertThat(take(TWO_AN_HOUR, 0, Duration.ofMinutes(10)).granted()).isFalse();
        assertThat(possibleFrom(Duration.ofMinutes(10))).isEqualTo(NOW.plus(Duration.ofHours(1)));
        assertThat(possibleFrom(Duration.ofHours(1))).isNull();
        assertThat(row()).isEqualTo("{2}");
    }

    private Instant possibleFrom(Duration later) {
        return Transactions.call(
                () -> allowances.possibleFrom(TWO_AN_HOUR, key, NOW.plus(later)).orElse(null));
    }

    @Test
    void what_is_given_back_can_be_taken_again_but_not_more() {
        take(TWO_AN_HOUR, 1, Duration.ZERO);
        take(TWO_AN_HOUR, 1, Duration.ZERO);
        add(-1);
        assertThat(take(TWO_AN_HOUR, 1, Duration.ZERO).granted()).isTrue();
        add(-9);
        assertThat(row()).isEqualTo("{0}");
        add(2);
        assertThat(take(TWO_AN_HOUR, 1, Duration.ZERO).granted()).isFalse();
    }

    @Test
    void kinds_and_parts_are_apart_and_forgotten_by_their_owner() {
        AllowanceKey email = AllowanceKey.ofEmail(key.owner().getBytes());
        AllowanceKey device = email.device(UUID.randomUUID());
        Transactions.run(() -> {
            allowances.take(Allowance.of(AllowanceKind.PASSWORD, Limit.hourly(1)), email, NOW);
            allowances.take(Allowance.of(AllowanceKind.PASSWORD, Limit.hourly(1)), device, NOW);
            allowances.take(Allowance.of(AllowanceKind.BLIND_PROOF, Limit.hourly(1)), email, NOW);
        });
        String kinds = "select string_agg(kind, ' ' order by kind) from allowance where owner = ?";
        assertThat(rows.text(kinds, email.owner())).isEqualTo("blind_proof password password");

        Transactions.run(() -> allowances.forget(AllowanceKind.PASSWORD, device));
        assertThat(rows.text(kinds, email.owner())).isEqualTo("blind_proof password");
        Transactions.run(() -> allowances.forgetAll(Set.of(AllowanceKind.PASSWORD), device));
        assertThat(rows.text(kinds, email.owner())).isEqualTo("blind_proof");
    }

    @Test
    @DisplayName("[RACE-06] of fifty at once no more are granted than each window allows, the first row included")
    void fifty_at_once() {
        List<Boolean> mails = AtOnce.run(50, () -> takeMail(Duration.ZERO).granted());
        assertThat(mails).filteredOn(granted -> granted).hasSize(1);
        assertThat(row()).isEqualTo("{2,1,1}");

        rows.change("delete from allowance where owner = ?", key.owner());
        List<Boolean> additions =
                AtOnce.run(50, () -> take(TWO_AN_HOUR, 1, Duration.ZERO).granted());
        assertThat(additions).filteredOn(granted -> granted).hasSize(2);
    }

    @Test
    @DisplayName("[RACE-08] guesses are forgotten in the order in which a sign-in counts them")
    void guesses_are_forgotten_in_the_order_of_a_sign_in() throws Exception {
        byte[] email = key.owner().getBytes();
        AllowanceKey owner = AllowanceKey.ofEmail(email);
        Transactions.run(() -> {
            passwords.spend(email, Optional.empty(), NOW);
            guesses.spend(email, "192.0.2.7", NOW);
            guesses.lockProven(email, NOW);
            guesses.takeDailyNotice(email, NOW);
        });
        String row = "select from allowance where owner = '" + owner.owner() + "' and kind = ";
        List<CompletableFuture<Void>> forgotten = new ArrayList<>();

        rows.whileHeld(row + "'password' for update", () -> {
            forgotten.add(CompletableFuture.runAsync(() -> Transactions.run(() -> guesses.clear(email))));
            rows.awaitWaiting();
            assertThat(rows.number(
                            "select count(*) from (" + row + "'blind_sign_in' and part <> ? for update nowait) free",
                            ""))
                    .isOne();
        });

        forgotten.get(0).get(20, TimeUnit.SECONDS);
        assertThat(rows.text("select string_agg(kind, ' ') from allowance where owner = ?", owner.owner()))
                .isEqualTo("wrong_passwords_notice");
    }

    @Test
    void a_row_can_go_when_its_longest_window_is_over() {
        takeMail(Duration.ZERO);
        takeMail(Duration.ofHours(2));
        assertThat(rows.text(
                        "select (expires_at = ?::timestamptz)::text from allowance where owner = ?",
                        NOW.plus(Duration.ofDays(1)).toString(),
                        key.owner()))
                .isEqualTo("true");
        takeMail(Duration.ofHours(25));
        assertThat(rows.text(
                        "select (expires_at = ?::timestamptz)::text from allowance where owner = ?",
                        NOW.plus(Duration.ofHours(49)).toString(),
                        key.owner()))
                .isEqualTo("true");
    }
}
