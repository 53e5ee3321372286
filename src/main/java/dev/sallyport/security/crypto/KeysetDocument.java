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
        JsonObject document = new JsonObject();
        try {
            for (Purpose purpose : Purpose.values()) {
                KeysetHandle fresh = KeysetHandle.generateNew(purpose.parameters());
                String keyset = TinkJsonProtoKeysetFormat.serializeKeyset(fresh, InsecureSecretKeyAccess.get());
                document.add(purpose.label(), JsonParser.parseString(keyset));
            }
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This Java runtime cannot create AES-256-GCM and HMAC-SHA-256 keys", e);
        }
        return JSON.toJson(document);
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
