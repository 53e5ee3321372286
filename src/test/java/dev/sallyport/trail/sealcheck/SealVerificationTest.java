package dev.sallyport.trail.sealcheck;

import static dev.sallyport.trail.sealcheck.SealedTrail.event;
import static dev.sallyport.trail.sealcheck.SealedTrail.id;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.security.crypto.DocumentSignature;
import dev.sallyport.security.crypto.EcKeys;
import dev.sallyport.trail.chain.Head;
import dev.sallyport.trail.chain.Link;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.chain.Seal;
import dev.sallyport.trail.chain.SignedSeal;
import java.security.KeyPair;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DisplayNameGeneration;
import org.junit.jupiter.api.DisplayNameGenerator;
import org.junit.jupiter.api.Test;

/** What the chain shows of seals that were changed, replaced or cut off. */
@DisplayNameGeneration(DisplayNameGenerator.ReplaceUnderscores.class)
class SealVerificationTest extends ThreeBatches {

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
                .as("with the key everything can be sealed again")
                .isEmpty();
        assertThat(found(known)).containsExactly("seal 3 of the service is not the one that you know");
    }

    private List<String> found(Head known) {
        List<String> found = new ArrayList<>();
        trail.verify(Optional.of(known), finding -> found.add(finding.toString()));
        return found;
    }
}
