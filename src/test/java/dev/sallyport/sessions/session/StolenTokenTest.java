package dev.sallyport.sessions.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.caller.IdempotencyKey;
import dev.sallyport.sessions.rotation.PresentedToken;
import dev.sallyport.sessions.rotation.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** A thief has a copy of a refresh token, and its owner refreshes, too: a game on the rule itself. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class StolenTokenTest {

    private static final int TURNS = 20;

    private static final Duration WINDOW = Duration.ofSeconds(30);
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final Duration LATER = Duration.ofSeconds(31);

    private static final Instant THEFT = Instant.parse("2026-11-23T10:00:00Z");

    /** Who refreshes next, and how long after the refresh before. */
    private record Turn(int player, Duration after) {}

    /** What a player has: the newest token that it was given, and the key of a request that was not answered. */
    private record Client(int token, boolean makesKeys, Optional<IdempotencyKey> pending) {

        Optional<IdempotencyKey> key() {
            return pending.isPresent() || !makesKeys ? pending : Optional.of(anyKey());
        }
    }

    private static IdempotencyKey anyKey() {
        return IdempotencyKey.of(List.of(UUID.randomUUID().toString())).orElseThrow();
    }

    /** The session and its two holders at one moment. Nothing changes: each turn makes the next state. */
    private record Game(Rotation session, Instant now, List<Client> clients, boolean ended, Duration window) {

        static Game begin(Duration window, boolean firstMakesKeys, boolean secondMakesKeys) {
            Client first = new Client(7, firstMakesKeys, Optional.empty());
            Client second = new Client(7, secondMakesKeys, Optional.empty());
            return new Game(new Rotation(7, THEFT, null), THEFT, List.of(first, second), false, window);
        }

        Game refresh(Turn turn, boolean answerArrives) {
            Client client = clients.get(turn.player());
            Optional<IdempotencyKey> key = client.key();
            Instant time = now.plus(turn.after());
            RefreshTokenStatus status =
                    RefreshTokenStatus.of(new PresentedToken(client.token(), key, false), session, THEFT, window, time);
            Rotation next = switch (status) {
                case NEWEST ->
                    new Rotation(
                            session.generation() + 1,
                            time,
                            key.map(IdempotencyKey::hash).orElse(null));
                case REPEATED, COPIED -> session;
                default -> throw new AssertionError(status);
            };
            Client after = answerArrives
                    ? new Client(next.generation(), client.makesKeys(), Optional.empty())
                    : new Client(client.token(), client.makesKeys(), key);
            List<Client> all = turn.player() == 0 ? List.of(after, clients.get(1)) : List.of(clients.get(0), after);
            return new Game(next, time, all, status == RefreshTokenStatus.COPIED, window);
        }
    }

    /** How many of the last turns in a row were changes of hands later than the window: a closed one is always over. */
    private static int lateChanges(Deque<Turn> turns, Duration window) {
        int late = 0;
        Turn later = null;
        for (Turn turn : turns) {
            boolean changed = later != null && later.player() != turn.player();
            if (changed && later.after().compareTo(window) < 0) {
                break;
            }
            late += changed ? 1 : 0;
            later = turn;
        }
        return late;
    }

    /** Plays every continuation, as far as the session lives, and returns how many ended because of a copy. */
    private static long play(Game game, Deque<Turn> turns, int depth, List<Duration> pauses) {
        if (game.ended()) {
            return 1;
        }
        assertThat(lateChanges(turns, game.window())).as("%s", turns).isLessThan(2);
        long found = 0;
        for (int player = 0; turns.size() < depth && player < 2; player++) {
            for (Duration pause : pauses) {
                Turn turn = new Turn(player, pause);
                turns.push(turn);
                found += play(game.refresh(turn, true), turns, depth, pauses);
                turns.pop();
            }
        }
        return found;
    }

    private interface Round {
        void play(Game game);
    }

    /** With and without keys, on either side. */
    private static void each(Duration window, Round round) {
        for (boolean owner : List.of(true, false)) {
            for (boolean thief : List.of(true, false)) {
                round.play(Game.begin(window, owner, thief));
            }
        }
    }

    @Test
    @DisplayName(
            "[RFSH-02] thief and owner, twenty turns later than the window in every order: one is found out in two")
    void every_order() {
        each(
                WINDOW,
                game -> assertThat(play(game, new ArrayDeque<>(), TURNS, List.of(LATER)))
                        .as("each number of turns by one of them, and then the other")
                        .isEqualTo(2 * (TURNS - 1)));
    }

    @Test
    @DisplayName("[RFSH-02] with no window one of them is found out in two turns at any pace")
    void no_window() {
        each(
                Duration.ZERO,
                game -> assertThat(play(game, new ArrayDeque<>(), TURNS, List.of(Duration.ZERO)))
                        .isEqualTo(2 * (TURNS - 1)));
    }

    @Test
    @DisplayName("[RFSH-02] a thief within the window of the owner is found out in two turns when that ends")
    void within_the_window() {
        each(
                WINDOW,
                game -> assertThat(play(game, new ArrayDeque<>(), 8, List.of(SOON, LATER)))
                        .isPositive());
        Random chance = new Random(20261129);
        each(WINDOW, start -> {
            for (int games = 0; games < 2000; games++) {
                Game game = start;
                Deque<Turn> turns = new ArrayDeque<>();
                while (turns.size() < TURNS && !game.ended()) {
                    assertThat(lateChanges(turns, WINDOW)).as("%s", turns).isLessThan(2);
                    Turn turn = new Turn(chance.nextInt(2), chance.nextBoolean() ? SOON : LATER);
                    turns.push(turn);
                    game = game.refresh(turn, true);
                }
            }
        });
    }

    @Test
    @DisplayName("[RFSH-02] a thief who copied token and pending key is found out as soon as both have been answered")
    void a_stolen_key() {
        Turn byOwner = new Turn(0, LATER);
        Game lost = Game.begin(WINDOW, true, true).refresh(byOwner, false);
        Client owner = lost.clients().get(0);
        Game game = new Game(lost.session(), lost.now(), List.of(owner, owner), false, WINDOW);
        game = game.refresh(new Turn(1, LATER), true).refresh(byOwner, true);

        assertThat(game.ended()).isFalse();
        assertThat(play(game, new ArrayDeque<>(), TURNS, List.of(LATER))).isEqualTo(2 * (TURNS - 1));
    }

    @Test
    @DisplayName(
            "[RFSH-02] an owner with keys is never taken for a thief, whichever answers are lost, and however late")
    void lost_answers() {
        Random chance = new Random(20261130);
        for (Duration window : List.of(Duration.ZERO, WINDOW)) {
            Game game = Game.begin(window, true, true);
            for (int turn = 0; turn < 10_000; turn++) {
                Turn mine = new Turn(0, Duration.ofSeconds(chance.nextInt(100_000)));
                game = game.refresh(mine, chance.nextBoolean());
                assertThat(game.ended()).isFalse();
            }
            assertThat(game.session().generation()).isGreaterThan(4000);
        }
    }
}
