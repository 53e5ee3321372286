package dev.sallyport.trail.sealcheck;

import static dev.sallyport.trail.sealcheck.SealedTrail.event;
import static dev.sallyport.trail.sealcheck.SealedTrail.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.trail.chain.EventRow;
import dev.sallyport.trail.chain.Horizon;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.chain.SignedSeal;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the seals show of events that were changed, and what they allow to be gone. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TrailVerificationTest extends ThreeBatches {

    private static String of(int number, String what) {
        return "event " + id(number) + " of " + (number % 2 == 0 ? "the service" : "account " + ACCOUNT) + " " + what;
    }

    private void replace(int number, EventRow other) {
        trail.events.set(number - 1, other);
    }

    private static EventRow with(
            EventRow event,
            UUID id,
            String outcome,
            @Nullable String ip,
            @Nullable String details,
            @Nullable UUID originSalt,
            @Nullable UUID detailsSalt) {
        return new EventRow(
                id,
                event.at(),
                event.type(),
                outcome,
                event.actorKind(),
                event.actorId(),
                event.userId(),
                event.accountId(),
                ip,
                originSalt == null ? null : event.userAgent(),
                event.requestId(),
                details,
                originSalt,
                detailsSalt);
    }

    private static EventRow with(EventRow event, UUID id, String outcome) {
        return with(event, id, outcome, event.ip(), event.details(), event.originSalt(), event.detailsSalt());
    }

    private static EventRow blanked(EventRow event, boolean details) {
        return with(
                event,
                event.id(),
                event.outcome(),
                null,
                details ? "{}" : event.details(),
                null,
                details ? null : event.detailsSalt());
    }

    @Test
    @DisplayName("[LOGS-09] a trail as it was sealed verifies, and its head is the last seal of the service")
    void untouched() {
        trail.with(event(7, null));
        TrailVerdict verdict = trail.verify(Optional.empty(), finding -> {});
        assertThat(verdict)
                .isEqualTo(new TrailVerdict(
                        3,
                        6,
                        0,
                        0,
                        1,
                        0,
                        Optional.of(seal(Owners.SERVICE, 3).seal().head())));
    }

    @Test
    @DisplayName("[LOGS-09] a changed, missing or added event is named, with its owner")
    void events_are_named() {
        replace(2, with(get(2), id(2), "refused"));
        replace(
                3,
                with(
                        get(3),
                        id(3),
                        "success",
                        "203.0.113.9",
                        get(3).details(),
                        get(3).originSalt(),
                        get(3).detailsSalt()));
        EventRow four = get(4);
        replace(4, with(four, id(4), "success", four.ip(), "{\"n\": 5}", four.originSalt(), four.detailsSalt()));
        trail.events.remove(4);
        EventRow added = with(event(2, null), new UUID(id(2).getMostSignificantBits(), -1), "success");
        trail.with(added);

        assertThat(trail.findings())
                .containsExactlyInAnyOrder(
                        of(2, "was changed"),
                        of(3, "was changed: address or browser"),
                        of(4, "was changed: details"),
                        of(5, "is missing"),
                        "event " + added.id() + " of the service was added: no seal has it");
    }

    @Test
    @DisplayName("[LOGS-09] events that have changed places are out of order")
    void swapped() {
        trail = new SealedTrail()
                .with(event(1, null), event(2, null), event(3, null))
                .seal();
        EventRow first = get(1);
        replace(1, with(get(2), id(1), "success"));
        replace(2, with(first, id(2), "success"));
        assertThat(trail.findings())
                .contains(
                        "event " + id(1) + " of the service is out of order: it has the content of " + id(2),
                        "event " + id(2) + " of the service is out of order: it has the content of " + id(1));
    }

    @Test
    @DisplayName("[LOGS-10] what an erasure took still verifies; without an erasure it is reported")
    void erased() {
        replace(1, blanked(get(1), true));
        replace(2, blanked(get(2), false));
        assertThat(trail.findings())
                .containsExactly(
                        of(1, "was blanked without an erasure: address and browser are gone"),
                        of(2, "was blanked without an erasure: address and browser are gone"));

        trail.erased.add(new UUID(1, 1));
        assertThat(trail.findings()).isEmpty();
        assertThat(trail.verify(Optional.empty(), finding -> {}).erased()).isEqualTo(2);
    }

    @Test
    @DisplayName("[LOGS-10] details go with an erasure only, addresses also by their age")
    void cleared_by_retention() {
        trail.horizon = new Horizon(trail.horizon.purgedBefore(), SealedTrail.START.plusSeconds(10));
        replace(2, blanked(get(2), false));
        replace(4, blanked(get(4), true));
        assertThat(trail.findings()).containsExactly(of(4, "was blanked without an erasure: details are gone"));
    }

    @Test
    @DisplayName("[LOGS-10] a salt alone is no erasure")
    void salt_removed() {
        trail.erased.add(new UUID(1, 1));
        EventRow two = get(2);
        replace(2, with(two, two.id(), "success", "203.0.113.9", two.details(), null, two.detailsSalt()));
        assertThat(trail.findings()).containsExactly(of(2, "was changed: address or browser"));
    }

    @Test
    @DisplayName("[LOGS-10] what retention has deleted is not missing, and seals stay verifiable without their lists")
    void purged() {
        trail.horizon = new Horizon(SealedTrail.START.plusSeconds(3), SealedTrail.START.plusSeconds(3));
        trail.events.remove(get(1));
        trail.events.remove(get(1));
        replaceSeal(ACCOUNT, 1, null);
        SignedSeal first = seal(Owners.SERVICE, 1);
        replaceSeal(Owners.SERVICE, 1, new SignedSeal(first.seal(), first.signature(), null));

        TrailVerdict verdict = trail.verify(Optional.empty(), finding -> {});
        assertThat(verdict.findings()).as(trail.findings().toString()).isZero();
        assertThat(verdict.events()).isEqualTo(4);

        replaceSeal(
                Owners.SERVICE,
                2,
                new SignedSeal(
                        seal(Owners.SERVICE, 2).seal(), seal(Owners.SERVICE, 2).signature(), null));
        assertThat(trail.findings())
                .containsExactly(
                        "seal 2 of the service was changed: its list of events is not the one that was signed");
    }

    @Test
    void an_erasure_is_believed_while_its_own_event_may_have_been_purged() {
        replace(2, blanked(get(2), true));
        trail.horizon = new Horizon(SealedTrail.START.minus(Duration.ofMinutes(50)), SealedTrail.START);
        assertThat(trail.findings()).isEmpty();
    }
}
