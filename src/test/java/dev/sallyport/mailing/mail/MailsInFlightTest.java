package dev.sallyport.mailing.mail;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.base.ids.UserId;
import dev.sallyport.mailing.brand.Brand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class MailsInFlightTest {

    private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1); // which may wrap
    private final MailsInFlight inFlight = new MailsInFlight(2, nanos::get);
    private final ClaimedMail first = mail();
    private final ClaimedMail second = mail();

    @Test
    @DisplayName("A mail that the server keeps waiting leaves its place to others, and keeps its claim")
    void hanging() {
        inFlight.add(List.of(first, second));
        assertThat(inFlight.room(false)).isZero();
        inFlight.begin(first.id());
        pass(MailsInFlight.HANGS_AFTER.minusNanos(1));
        assertThat(inFlight.room(false)).isZero();
        assertThat(inFlight.busy().users()).containsExactlyInAnyOrder(user(first), user(second));
        pass(Duration.ofNanos(1));
        assertThat(inFlight.hangs(first.id())).isTrue();
        assertThat(inFlight.room(false)).isOne();
        assertThat(inFlight.ids()).containsExactlyInAnyOrder(first.id(), second.id());
        assertThat(inFlight.busy().mails()).containsExactlyInAnyOrder(first.id(), second.id());
        assertThat(inFlight.busy().users()).containsExactly(user(second));
    }

    @Test
    @DisplayName("A mail that waits for a server to greet keeps its place: no other would fare better")
    void not_begun() {
        inFlight.add(List.of(first, second));
        pass(Duration.ofMinutes(2));
        assertThat(inFlight.room(false)).isZero();
        inFlight.remove(first.id());
        assertThat(inFlight.room(false)).isOne();
    }

    @Test
    @DisplayName("While the server is away one mail at a time looks for it, in addition to any that hang")
    void away() {
        assertThat(inFlight.room(true)).isOne();
        inFlight.add(List.of(first));
        assertThat(inFlight.room(true)).isZero();
        inFlight.begin(first.id());
        pass(MailsInFlight.HANGS_AFTER);
        assertThat(inFlight.room(true)).isOne();
    }

    @Test
    @DisplayName("No more than a hundred hang")
    void many_hang() {
        for (int number = 0; number < MailsInFlight.MOST_HANGING + 1; number++) {
            ClaimedMail mail = mail();
            inFlight.add(List.of(mail));
            inFlight.begin(mail.id());
        }
        pass(MailsInFlight.HANGS_AFTER);
        assertThat(inFlight.room(false)).isOne();
        inFlight.add(List.of(first));
        assertThat(inFlight.room(false)).isZero();
    }

    @Test
    @DisplayName("[NOTI-05] A quarter of the places is kept for codes; while the server is away any mail looks for it")
    void places_for_codes() {
        MailsInFlight eight = new MailsInFlight(8, nanos::get);
        assertThat(eight.roomForNotices(false)).isEqualTo(6);
        for (int number = 0; number < 6; number++) {
            eight.add(List.of(mail()));
        }
        assertThat(eight.room(false)).isEqualTo(2);
        assertThat(eight.roomForNotices(false)).isZero();
        eight.add(List.of(first));
        assertThat(eight.roomForNotices(false)).isZero();
        assertThat(inFlight.roomForNotices(false)).isEqualTo(2);
        assertThat(new MailsInFlight(8, nanos::get).roomForNotices(true)).isOne();
    }

    private void pass(Duration time) {
        nanos.addAndGet(time.toNanos());
    }

    private static UserId user(ClaimedMail mail) {
        return mail.mail().userId();
    }

    private static ClaimedMail mail() {
        return new ClaimedMail(
                UUID.randomUUID(),
                new QueuedMail(
                        new UserId(UUID.randomUUID()), MailKind.NEW_DEVICE, "a@b.test", null, Map.of(), Instant.MAX),
                Brand.NONE,
                null);
    }
}
