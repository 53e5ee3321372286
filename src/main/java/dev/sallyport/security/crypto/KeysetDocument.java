package dev.sallyport.security.crypto;

import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AeadWrapper;
import com.google.crypto.tink.aead.AesGcmKeyManager;
import com.google.crypto.tink.prf.HmacPrfKeyManager;
import com.google.crypto.tink.prf.PrfSetWrapper;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.security.GeneralSecurityException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/** The keyset file's form: one JSON object, purpose name to Tink JSON keyset. */
final class KeysetDocument {

    private static final Gson JSON = new GsonBuilder().setPrettyPrinting().create();

    static {
        registerKeyTypes();
    }

    private KeysetDocument() {}

    static Map<Purpose, KeysetHandle> read(String json) {
        JsonObject document = object(json);
        Map<Purpose, KeysetHandle> handles = new EnumMap<>(Purpose.class);
        KeyStrength strength = new KeyStrength();
        for (Purpose purpose : Purpose.values()) {
            KeysetHandle handle = keyset(purpose, document.get(purpose.label()));
            strength.check(purpose, handle);
            handles.put(purpose, handle);
        }
        return handles;
    }

    static String generate() {
        return written(purpose -> KeysetHandle.generateNew(purpose.parameters()));
    }

    static String withNewKeys(String json) {
        Map<Purpose, KeysetHandle> before = read(json);
        return written(purpose -> KeysetHandle.newBuilder(handle(before, purpose))
                .addEntry(KeysetHandle.generateEntryFromParameters(purpose.parameters())
                        .withRandomId())
                .build());
    }

    static String withLastKeysPrimary(String json) {
        Map<Purpose, KeysetHandle> before = read(json);
        return written(purpose -> {
            KeysetHandle.Builder keys = KeysetHandle.newBuilder(handle(before, purpose));
            keys.getAt(keys.size() - 1).makePrimary();
            return keys.build();
        });
    }

    private static KeysetHandle handle(Map<Purpose, KeysetHandle> handles, Purpose purpose) {
        return Objects.requireNonNull(handles.get(purpose), purpose::label);
    }

    private static String written(KeysOfPurpose keys) {
        JsonObject document = new JsonObject();
        try {
            for (Purpose purpose : Purpose.values()) {
                String keyset =
                        TinkJsonProtoKeysetFormat.serializeKeyset(keys.of(purpose), InsecureSecretKeyAccess.get());
                document.add(purpose.label(), JsonParser.parseString(keyset));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime cannot create AES-256-GCM and HMAC-SHA-256 keys", e);
        }
        return JSON.toJson(document);
    }

    private interface KeysOfPurpose {
        KeysetHandle of(Purpose purpose) throws GeneralSecurityException;
    }

    private static JsonObject object(String json) {
        try {
            JsonElement document = JsonParser.parseString(json);
            if (document.isJsonObject()) {
                return document.getAsJsonObject();
            }
        } catch (JsonParseException e) {
            // reported below, without the parser's message: it may quote the document
        }
        throw new InvalidKeysetException("The keyset is not a JSON object of purposes");
    }

    private static KeysetHandle keyset(Purpose purpose, JsonElement keyset) {
        if (keyset == null || !keyset.isJsonObject()) {
            throw new InvalidKeysetException("The keyset has no keys for purpose '" + purpose.label() + "'");
        }
        try {
            return TinkJsonProtoKeysetFormat.parseKeyset(keyset.toString(), InsecureSecretKeyAccess.get());
        } catch (GeneralSecurityException | RuntimeException e) {
            throw new InvalidKeysetException(
                    "The keys for purpose '" + purpose.label() + "' are not a Tink JSON keyset with a primary key");
        }
    }

    // Tink's own AeadConfig and PrfConfig would load a dozen key types that we refuse anyway
    private static void registerKeyTypes() {
        try {
            AeadWrapper.register();
            AesGcmKeyManager.register(true);
            PrfSetWrapper.register();
            HmacPrfKeyManager.register(true);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Tink does not support AES-GCM and HMAC in this runtime", e);
        }
    }
}
