package dev.sallyport.trail.sealcheck;

import static dev.sallyport.trail.sealcheck.SealedTrail.event;
import static dev.sallyport.trail.sealcheck.SealedTrail.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.crypto.DocumentSignature;
import dev.sallyport.security.crypto.EcKeys;
import dev.sallyport.trail.chain.EventRow;
import dev.sallyport.trail.chain.Head;
import dev.sallyport.trail.chain.Horizon;
import dev.sallyport.trail.chain.Link;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.chain.Seal;
import dev.sallyport.trail.chain.SignedSeal;
import java.security.KeyPair;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/**
 * Events 1 and 2 are sealed in the first batch, 3 and 4 in the second, 5 and 6 in the third: odd ones of an account.
 */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class TrailVerificationTest {

    private static final UUID ACCOUNT = new UUID(9, 9);

    private SealedTrail trail = new SealedTrail();

    @BeforeEach
    void seal() {
        trail = new SealedTrail();
        for (int batch = 0; batch < 3; batch++) {
            trail.with(event(2 * batch + 1, ACCOUNT), event(2 * batch + 2, null))
                    .seal();
        }
    }

    private static String of(int number, String what) {
        return "event " + id(number) + " of " + (number % 2 == 0 ? "the service" : "account " + ACCOUNT) + " " + what;
    }

    private void replace(int number, EventRow other) {
        trail.events.set(number - 1, other);
    }

    private EventRow get(int number) {
        return trail.events.get(number - 1);
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

    private void replaceSeal(UUID owner, int sequence, @Nullable SignedSeal other) {
        int at = IntStream.range(0, trail.seals.size())
                .filter(each -> trail.seals.get(each).seal().owner().equals(owner)
                        && trail.seals.get(each).seal().sequence() == sequence)
                .findFirst()
                .orElseThrow();
        if (other == null) {
            trail.seals.remove(at);
        } else {
            trail.seals.set(at, other);
        }
    }

    private SignedSeal seal(UUID owner, int sequence) {
        return trail.seals.stream()
                .filter(signed ->
                        signed.seal().owner().equals(owner) && signed.seal().sequence() == sequence)
                .findFirst()
                .orElseThrow();
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
    @DisplayName("[LOGS-09] a seal that is gone is named: of the service, of an account, and all of an account")
    void seals_are_missed() {
        replaceSeal(Owners.SERVICE, 2, null);
        assertThat(trail.findings()).contains("seal 2 of the service is missing");

        seal();
        replaceSeal(ACCOUNT, 2, null);
        assertThat(trail.findings())
                .contains(
                        "seal 2 of account " + ACCOUNT + " is missing",
                        "seal 2 of the service names other seals of accounts than there are");

        seal();
        trail.seals.removeIf(signed -> signed.seal().owner().equals(ACCOUNT));
        trail.events.removeIf(event -> ACCOUNT.equals(event.accountId()));
        assertThat(trail.findings()).hasSize(3);
    }

    @Test
    @DisplayName("[LOGS-09] a seal by another key, with another content or at another place is named")
    void seals_are_forged() {
        KeyPair other = EcKeys.generate();
        SignedSeal second = seal(Owners.SERVICE, 2);
        replaceSeal(
                Owners.SERVICE,
                2,
                new SignedSeal(
                        second.seal(),
                        DocumentSignature.sign(other.getPrivate(), second.seal().content()),
                        second.leaves()));
        assertThat(trail.findings())
                .containsExactly("seal 2 of the service was changed: the signature is of something else");

        seal();
        Seal honest = seal(Owners.SERVICE, 3).seal();
        Seal early = new Seal(
                honest.owner(),
                honest.sequence(),
                honest.batch(),
                honest.after(),
                honest.to(),
                honest.count(),
                honest.root(),
                honest.accounts(),
                honest.previous(),
                honest.purgedBefore(),
                honest.clearedBefore(),
                honest.sealedAt().minusSeconds(1),
                "00");
        replaceSeal(
                Owners.SERVICE,
                3,
                new SignedSeal(
                        early,
                        DocumentSignature.sign(other.getPrivate(), early.content()),
                        seal(Owners.SERVICE, 3).leaves()));
        assertThat(trail.findings())
                .containsExactly("seal 3 of the service was changed: key 00 is none of the service");

        seal();
        SignedSeal alone = trail.signed(
                Owners.SERVICE,
                2,
                new Link(1, Optional.empty(), id(2)),
                id(4),
                seal(Owners.SERVICE, 2).events(),
                seal(Owners.SERVICE, 2).seal().accounts());
        replaceSeal(Owners.SERVICE, 2, alone);
        assertThat(trail.findings())
                .containsExactly(
                        "seal 2 of the service is out of order: it does not follow seal 1",
                        "seal 3 of the service is out of order: it does not follow seal 2");
    }

    @Test
    @DisplayName("[LOGS-11] a trail that was cut or sealed again is detected by a head that is kept elsewhere")
    void head() {
        Head known = seal(Owners.SERVICE, 3).seal().head();
        assertThat(found(known)).isEmpty();

        replaceSeal(Owners.SERVICE, 3, null);
        replaceSeal(ACCOUNT, 3, null);
        assertThat(trail.findings()).as("as if it had never been sealed").isEmpty();
        assertThat(found(known))
                .containsExactly("seal 3 of the service is not the one that you know: the chain ends with seal 2");

        trail.events.remove(get(5));
        trail.seal();
        assertThat(trail.findings())
                .as("with the key everything can be sealed anew")
                .isEmpty();
        assertThat(found(known)).containsExactly("seal 3 of the service is not the one that you know");
    }

    private List<String> found(Head known) {
        List<String> found = new ArrayList<>();
        trail.verify(Optional.of(known), finding -> found.add(finding.toString()));
        return found;
    }

    @Test
    void an_erasure_is_believed_while_its_own_event_may_have_been_purged() {
        replace(2, blanked(get(2), true));
        trail.horizon = new Horizon(SealedTrail.START.minus(Duration.ofMinutes(50)), SealedTrail.START);
        assertThat(trail.findings()).isEmpty();
    }
}
