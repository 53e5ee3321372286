package dev.sallyport.sessions.device;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.DeviceId;
import dev.sallyport.base.useragent.Browser;
import dev.sallyport.security.caller.IdempotencyKey;
import dev.sallyport.sessions.rotation.PresentedToken;
import dev.sallyport.sessions.rotation.Rotation;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class DeviceMatchTest {

    private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");
    private static final Browser CHROME = new Browser("Chrome", "140", "Windows");
    private static final Browser UPDATED = new Browser("Chrome", "141", "Windows");

    private static final Duration WINDOW = Duration.ofSeconds(10);

    private static final DeviceTerm LIVE = new DeviceTerm(true, false, NOW.plusNanos(1));

    private static final IdempotencyKey KEY = IdempotencyKey.of(List.of("\"8e03978e-40d5-43e8-bc93-6894a57f9324\""))
            .orElseThrow();

    private static DeviceMatch of(Browser recorded, Browser shown, boolean newAfterUpdate) {
        return of(3, state(3, NOW.minusSeconds(60), recorded), shown, newAfterUpdate);
    }

    private static DeviceState state(int generation, Instant rotatedAt, Browser recorded) {
        return new DeviceState(
                new DeviceId(UUID.randomUUID()),
                new Rotation(generation, rotatedAt, KEY.hash()),
                recorded,
                NOW.minusSeconds(600),
                false,
                LIVE);
    }

    private static DeviceMatch of(int generation, DeviceState state, Browser shown, boolean newAfterUpdate) {
        PresentedToken token = new PresentedToken(generation, Optional.empty(), false);
        return DeviceMatch.of(token, state, shown, newAfterUpdate, WINDOW, NOW);
    }

    @Test
    @DisplayName("[D5] another browser or system is a new device, whatever the setting says")
    void another_browser_or_system_is_new() {
        for (boolean newAfterUpdate : new boolean[] {true, false}) {
            assertThat(of(CHROME, CHROME, newAfterUpdate)).isEqualTo(DeviceMatch.RECOGNIZED);
            assertThat(of(CHROME, new Browser("Firefox", "140", "Windows"), newAfterUpdate))
                    .isEqualTo(DeviceMatch.CHANGED_BROWSER);
            assertThat(of(CHROME, new Browser("Chrome", "140", "macOS"), newAfterUpdate))
                    .isEqualTo(DeviceMatch.CHANGED_BROWSER);
            assertThat(of(CHROME, Browser.UNKNOWN, newAfterUpdate)).isEqualTo(DeviceMatch.CHANGED_BROWSER);
        }
    }

    @Test
    @DisplayName("[D5] [S16] a browser's update makes a new device, unless the setting says otherwise")
    void an_update_follows_the_setting() {
        assertThat(of(CHROME, UPDATED, true)).isEqualTo(DeviceMatch.CHANGED_VERSION);
        assertThat(of(CHROME, UPDATED, false)).isEqualTo(DeviceMatch.RECOGNIZED);
    }

    @Test
    @DisplayName("[D5] an app's update is no browser's: the device stays known, and another app or system is new")
    void an_app_may_be_updated() {
        Browser app = new Browser("Instagram", "331", "iOS");
        assertThat(of(app, new Browser("Instagram", "332", "iOS"), true)).isEqualTo(DeviceMatch.RECOGNIZED);
        assertThat(of(app, new Browser("Instagram", null, "iOS"), true)).isEqualTo(DeviceMatch.RECOGNIZED);
        assertThat(of(app, new Browser("Facebook", "331", "iOS"), true)).isEqualTo(DeviceMatch.CHANGED_BROWSER);
        assertThat(of(app, new Browser("Instagram", "331", "Android"), true)).isEqualTo(DeviceMatch.CHANGED_BROWSER);
    }

    @Test
    @DisplayName("[D5] a client that said nothing when it was trusted is known by its token alone")
    void a_client_without_a_user_agent_is_known_by_its_token() {
        assertThat(of(Browser.UNKNOWN, Browser.UNKNOWN, true)).isEqualTo(DeviceMatch.RECOGNIZED);
        assertThat(of(Browser.UNKNOWN, CHROME, true)).isEqualTo(DeviceMatch.RECOGNIZED);
    }

    @Test
    @DisplayName("[D8] an old token is a copy, whichever browser shows it")
    void an_old_token_is_a_copy() {
        DeviceState justRotated = state(3, NOW.minusSeconds(9), CHROME);
        assertThat(of(2, justRotated, CHROME, true)).isEqualTo(DeviceMatch.RECOGNIZED);
        assertThat(of(2, justRotated, UPDATED, true)).isEqualTo(DeviceMatch.CHANGED_VERSION);
        assertThat(of(1, justRotated, CHROME, true)).isEqualTo(DeviceMatch.COPIED);
        DeviceState rotated = state(3, NOW.minusSeconds(10), CHROME);
        assertThat(of(2, rotated, CHROME, true)).isEqualTo(DeviceMatch.COPIED);
        assertThat(of(2, rotated, UPDATED, true)).isEqualTo(DeviceMatch.COPIED);
        DeviceState fresh = state(1, null, CHROME);
        assertThat(of(0, fresh, CHROME, true)).isEqualTo(DeviceMatch.COPIED);
    }

    @Test
    @DisplayName("[D7] the predecessor with the key of its rotation, or whose answer is known to be lost, is no copy")
    void a_late_retry_is_no_copy() {
        DeviceState rotated = state(3, NOW.minusSeconds(86_400), CHROME);
        assertThat(late(rotated, new PresentedToken(2, Optional.of(KEY), false)))
                .isEqualTo(DeviceMatch.RECOGNIZED);
        assertThat(late(rotated, new PresentedToken(2, Optional.empty(), true))).isEqualTo(DeviceMatch.RECOGNIZED);
        assertThat(late(rotated, new PresentedToken(1, Optional.of(KEY), true))).isEqualTo(DeviceMatch.COPIED);
    }

    @Test
    @DisplayName(
            "[D5] what ended the device comes first: an epoch, which revokes it too, then a revocation, then its time")
    void what_ended_the_device() {
        for (int generation : new int[] {1, 3}) {
            for (Browser shown : List.of(CHROME, UPDATED, Browser.UNKNOWN)) {
                assertThat(ended(generation, shown, new DeviceTerm(false, true, NOW)))
                        .isEqualTo(DeviceMatch.BEFORE_EPOCH);
                assertThat(ended(generation, shown, new DeviceTerm(false, false, LIVE.expiresAt())))
                        .isEqualTo(DeviceMatch.BEFORE_EPOCH);
                assertThat(ended(generation, shown, new DeviceTerm(true, true, NOW)))
                        .isEqualTo(DeviceMatch.REVOKED);
                assertThat(ended(generation, shown, new DeviceTerm(true, false, NOW)))
                        .isEqualTo(DeviceMatch.EXPIRED);
            }
        }
        assertThat(ended(3, CHROME, LIVE)).isEqualTo(DeviceMatch.RECOGNIZED);
    }

    private static DeviceMatch ended(int generation, Browser shown, DeviceTerm term) {
        DeviceState live = state(3, null, CHROME);
        return of(
                generation,
                new DeviceState(live.id(), live.rotation(), live.browser(), live.trustedAt(), false, term),
                shown,
                true);
    }

    private static DeviceMatch late(DeviceState state, PresentedToken token) {
        return DeviceMatch.of(token, state, CHROME, true, WINDOW, NOW);
    }
}
