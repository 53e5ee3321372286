package dev.sallyport.factors.passkey;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationData;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.authenticator.AAGUID;
import com.webauthn4j.data.attestation.authenticator.AttestedCredentialData;
import com.webauthn4j.data.attestation.authenticator.AuthenticatorData;
import com.webauthn4j.data.attestation.authenticator.COSEKey;
import com.webauthn4j.data.attestation.authenticator.EdDSACOSEKey;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import dev.sallyport.security.crypto.Digest;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Checks what authenticators make and sign, as sections 7.1 and 7.2 of WebAuthn demand: type, challenge, origin,
 * relying party, flags, algorithm and signature. It stores nothing and has no state.
 *
 * <p>Attestation is not requested, and an attestation statement is ignored: every authenticator is accepted.
 */
final class CredentialVerifier {

    /** In the order in which they are preferred. */
    static final List<COSEAlgorithmIdentifier> ALGORITHMS =
            List.of(COSEAlgorithmIdentifier.ES256, COSEAlgorithmIdentifier.EdDSA, COSEAlgorithmIdentifier.RS256);

    private static final List<PublicKeyCredentialParameters> PARAMETERS = ALGORITHMS.stream()
            .map(algorithm -> new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, algorithm))
            .toList();

    private static final int ED25519_SIGNATURE = 64;

    /** The transports of WebAuthn; others that a browser names are left out. */
    private static final Set<String> TRANSPORTS = Set.of("usb", "nfc", "ble", "smart-card", "hybrid", "internal");

    private final ObjectConverter converter = new ObjectConverter();
    private final WebAuthnManager webAuthn = WebAuthnManager.createNonStrictWebAuthnManager(converter);
    private final RelyingParty relyingParty;
    private final Set<Origin> origins;

    CredentialVerifier(RelyingParty relyingParty) {
        this.relyingParty = relyingParty;
        this.origins = relyingParty.origins().stream().map(Origin::create).collect(Collectors.toUnmodifiableSet());
        // The counter has a rule of its own: see SignatureCounter.
        webAuthn.getAuthenticationDataVerifier().setMaliciousCounterValueHandler(counter -> {});
    }

    /** The credential, if it was made for these options; empty for anything else, however it is malformed. */
    Optional<NewCredential> registered(RegistrationResponse response, byte[] challenge) {
        Optional<byte[]> id = Base64Url.decode(response.id());
        Optional<byte[]> attestation = Base64Url.decode(response.response().attestationObject());
        Optional<byte[]> clientData = Base64Url.decode(response.response().clientDataJSON());
        if (!response.hasOneId() || id.isEmpty() || attestation.isEmpty() || clientData.isEmpty()) {
            return Optional.empty();
        }
        try {
            RegistrationData data = webAuthn.verify(
                    new RegistrationRequest(attestation.get(), clientData.get()),
                    new RegistrationParameters(server(challenge), PARAMETERS, false, true));
            return credential(data, transports(response.response().transports()))
                    .filter(credential -> Digest.same(credential.id(), id.get()));
        } catch (RuntimeException notAccepted) {
            // The library throws for what it refuses and, from several layers, for what it cannot read.
            return Optional.empty();
        }
    }

    private Optional<NewCredential> credential(RegistrationData data, List<String> transports) {
        if (data.getAttestationObject() == null) {
            return Optional.empty();
        }
        AuthenticatorData<?> authenticator = data.getAttestationObject().getAuthenticatorData();
        AttestedCredentialData attested = authenticator.getAttestedCredentialData();
        if (attested == null || attested.getCredentialId().length > PasskeyAnswer.MAX_CREDENTIAL_ID) {
            return Optional.empty();
        }
        return Optional.of(new NewCredential(
                attested.getCredentialId(),
                converter.getCborConverter().writeValueAsBytes(attested.getCOSEKey()),
                authenticator.getSignCount(),
                authenticator.isFlagBE(),
                authenticator.isFlagBS(),
                authenticator.isFlagUV(),
                transports));
    }

    private static List<String> transports(@Nullable List<String> named) {
        return named == null
                ? List.of()
                : named.stream()
                        .filter(TRANSPORTS::contains)
                        .distinct()
                        .sorted()
                        .toList();
    }

    /**
     * What was signed, if the credential has signed it for these options; empty for anything else, however it is
     * malformed.
     *
     * @param userVerification whether the authenticator must have verified its user
     */
    Optional<VerifiedAssertion> signed(
            PasskeyAnswer answer, StoredCredential credential, byte[] challenge, boolean userVerification) {
        boolean belongs = Digest.same(answer.credentialId(), credential.id())
                && (answer.userHandle().length == 0 || Digest.same(answer.userHandle(), credential.userHandle()));
        if (!belongs) {
            return Optional.empty();
        }
        try {
            CredentialRecordImpl record = stored(credential);
            if (record.getAttestedCredentialData().getCOSEKey() instanceof EdDSACOSEKey
                    && answer.signature().length != ED25519_SIGNATURE) {
                return Optional.empty(); // the JDK accepts a signature with anything behind it
            }
            AuthenticationData data = webAuthn.verify(
                    new AuthenticationRequest(
                            answer.credentialId(),
                            answer.userHandle().length == 0 ? null : answer.userHandle(),
                            answer.authenticatorData(),
                            answer.clientData(),
                            answer.signature()),
                    new AuthenticationParameters(
                            server(challenge), record, List.of(credential.id()), userVerification, true));
            return Optional.ofNullable(data.getAuthenticatorData()).map(signed -> signed(signed, credential));
        } catch (RuntimeException notAccepted) {
            // The library throws for what it refuses and, from several layers, for what it cannot read.
            return Optional.empty();
        }
    }

    private static VerifiedAssertion signed(AuthenticatorData<?> data, StoredCredential credential) {
        return new VerifiedAssertion(
                data.getSignCount(),
                SignatureCounter.wentBack(credential.signCount(), data.getSignCount()),
                data.isFlagUV(),
                data.isFlagBS());
    }

    private CredentialRecordImpl stored(StoredCredential credential) {
        COSEKey key = converter.getCborConverter().readValue(credential.publicKey(), COSEKey.class);
        return new CredentialRecordImpl(
                new NoneAttestationStatement(),
                null,
                credential.backupEligible(),
                null,
                credential.signCount(),
                new AttestedCredentialData(AAGUID.ZERO, credential.id(), key),
                null,
                null,
                null,
                null);
    }

    private ServerProperty server(byte[] challenge) {
        return ServerProperty.builder()
                .origins(origins)
                .rpId(relyingParty.id())
                .challenge(new DefaultChallenge(challenge))
                .build();
    }
}
