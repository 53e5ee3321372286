package dev.sallyport.trail.sealcheck;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.trail.chain.Canonical;
import dev.sallyport.trail.chain.EventRow;
import dev.sallyport.trail.chain.Hash;
import dev.sallyport.trail.chain.Horizon;
import dev.sallyport.trail.chain.Owners;
import dev.sallyport.trail.chain.Seal;
import dev.sallyport.trail.chain.SignedSeal;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The form of an exported trail: lines of JSON, each an object with one member that says what the line is. A service's
 * seal, the accounts' seals of its batch, and their events follow one another. In an account's trail, the newest seal
 * of the service comes first, and then each seal of the account with its events.
 */
public final class TrailLines {

    public static final String EXPORT = "export";
    public static final String SEAL = "seal";
    public static final String EVENT = "event";
    public static final String UNSEALED = "unsealed";

    private static final ObjectMapper JSON = new ObjectMapper();

    private TrailLines() {}

    /** The first line: whose trail it is, when it was exported, and what retention had done by then. */
    public static String header(UUID owner, Instant now, Horizon horizon) {
        ObjectNode line = JSON.createObjectNode();
        line.putObject(EXPORT)
                .put("owner", owner.toString())
                .put("at", now.toString())
                .put("purgedBefore", horizon.purgedBefore().toString())
                .put("clearedBefore", horizon.clearedBefore().toString());
        return line.toString();
    }

    /**
     * Whose trail it is. Exports of an older form, which accounts did not have, do not say so.
     *
     * @throws IllegalArgumentException for what is no id
     */
    public static UUID owner(JsonNode header) {
        return header.has("owner") ? uuid(header, "owner") : Owners.SERVICE;
    }

    /**
     * What retention had done by the time of the export.
     *
     * @throws IllegalArgumentException for what is no time
     */
    public static Horizon horizon(JsonNode header) {
        try {
            return new Horizon(
                    Instant.parse(header.path("purgedBefore").asText()),
                    Instant.parse(header.path("clearedBefore").asText()));
        } catch (DateTimeParseException unreadable) {
            throw new IllegalArgumentException("The file does not say what retention had done", unreadable);
        }
    }

    public static String line(SignedSeal signed) {
        Seal seal = signed.seal();
        ObjectNode line = JSON.createObjectNode();
        line.putObject(SEAL)
                .put("owner", seal.owner().toString())
                .put("sequence", seal.sequence())
                .put("batch", seal.batch())
                .put("after", seal.after().toString())
                .put("to", seal.to().toString())
                .put("events", seal.count())
                .put("root", seal.root().hex())
                .put("accounts", seal.accounts().map(Hash::hex).orElse(null))
                .put("previous", seal.previous().map(Hash::hex).orElse(null))
                .put("purgedBefore", Canonical.micros(seal.purgedBefore()))
                .put("clearedBefore", Canonical.micros(seal.clearedBefore()))
                .put("sealedAt", Canonical.micros(seal.sealedAt()))
                .put("key", seal.keyId())
                .put("signature", signed.signature())
                .put("leaves", signed.leaves());
        return line.toString();
    }

    public static SignedSeal seal(JsonNode line) {
        Seal seal = new Seal(
                uuid(line, "owner"),
                line.path("sequence").asLong(),
                line.path("batch").asLong(),
                uuid(line, "after"),
                uuid(line, "to"),
                line.path("events").asInt(),
                new Hash(line.path("root").asText()),
                Optional.ofNullable(text(line, "accounts")).map(Hash::new),
                Optional.ofNullable(text(line, "previous")).map(Hash::new),
                time(line, "purgedBefore"),
                time(line, "clearedBefore"),
                time(line, "sealedAt"),
                line.path("key").asText());
        String leaves = text(line, "leaves");
        Base64.Decoder decoder = Base64.getDecoder();
        return new SignedSeal(
                seal, decoder.decode(line.path("signature").asText()), leaves == null ? null : decoder.decode(leaves));
    }

    public static String line(String kind, EventRow event) {
        ObjectNode line = JSON.createObjectNode();
        line.putObject(kind)
                .put("id", event.id().toString())
                .put("at", Canonical.micros(event.at()))
                .put("type", event.type())
                .put("outcome", event.outcome())
                .put("actorKind", event.actorKind())
                .put("actor", event.actorId())
                .put("user", text(event.userId()))
                .put("account", text(event.accountId()))
                .put("ip", event.ip())
                .put("userAgent", event.userAgent())
                .put("requestId", event.requestId())
                .put("details", event.details())
                .put("originSalt", text(event.originSalt()))
                .put("detailsSalt", text(event.detailsSalt()));
        return line.toString();
    }

    public static EventRow event(JsonNode line) {
        return new EventRow(
                uuid(line, "id"),
                time(line, "at"),
                line.path("type").asText(),
                line.path("outcome").asText(),
                line.path("actorKind").asText(),
                text(line, "actor"),
                find(line, "user"),
                find(line, "account"),
                text(line, "ip"),
                text(line, "userAgent"),
                text(line, "requestId"),
                text(line, "details"),
                find(line, "originSalt"),
                find(line, "detailsSalt"));
    }

    /**
     * A line of the file.
     *
     * @throws IllegalArgumentException for what is no such line
     */
    public static JsonNode read(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("A line of the file is not JSON");
        }
    }

    private static @Nullable String text(@Nullable UUID value) {
        return value == null ? null : value.toString();
    }

    private static @Nullable String text(JsonNode line, String name) {
        JsonNode value = line.path(name);
        return value.isTextual() ? value.asText() : null;
    }

    private static UUID uuid(JsonNode line, String name) {
        return UUID.fromString(line.path(name).asText());
    }

    private static @Nullable UUID find(JsonNode line, String name) {
        String value = text(line, name);
        return value == null ? null : UUID.fromString(value);
    }

    private static Instant time(JsonNode line, String name) {
        return Instant.EPOCH.plus(line.path(name).asLong(), ChronoUnit.MICROS);
    }
}
