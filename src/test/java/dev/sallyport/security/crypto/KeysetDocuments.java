package dev.sallyport.security.crypto;

import com.google.crypto.tink.AccessesPartialKey;
import com.google.crypto.tink.InsecureSecretKeyAccess;
import com.google.crypto.tink.Key;
import com.google.crypto.tink.KeysetHandle;
import com.google.crypto.tink.TinkJsonProtoKeysetFormat;
import com.google.crypto.tink.aead.AesGcmKey;
import com.google.crypto.tink.aead.AesGcmParameters;
import com.google.crypto.tink.prf.HmacPrfKey;
import com.google.crypto.tink.prf.HmacPrfParameters;
import com.google.crypto.tink.util.SecretBytes;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.security.GeneralSecurityException;

/** Keyset documents with one thing wrong, or one key more. */
public final class KeysetDocuments {

    private static final String PRIMARY = "primaryKeyId";

    private KeysetDocuments() {}

    /** The document with this purpose's keyset put in the place of what was there. */
    public static String with(String document, String purpose, String keyset) {
        JsonObject json = object(document);
        json.add(purpose, JsonParser.parseString(keyset));
        return json.toString();
    }

    public static String without(String document, String purpose) {
        JsonObject json = object(document);
        json.remove(purpose);
        return json.toString();
    }

    public static String swapped(String document, String one, String other) {
        JsonObject json = object(document);
        JsonElement first = json.get(one);
        json.add(one, json.get(other));
        json.add(other, first);
        return json.toString();
    }

    public static String keysetOf(String document, String purpose) {
        return object(document).get(purpose).toString();
    }

    @AccessesPartialKey
    public static String aes(byte[] material) {
        try {
            AesGcmParameters parameters = AesGcmParameters.builder()
                    .setKeySizeBytes(material.length)
                    .setIvSizeBytes(12)
                    .setTagSizeBytes(16)
                    .setVariant(AesGcmParameters.Variant.TINK)
                    .build();
            return one(AesGcmKey.builder()
                    .setParameters(parameters)
                    .setKeyBytes(SecretBytes.copyFrom(material, InsecureSecretKeyAccess.get()))
                    .setIdRequirement(1234)
                    .build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @AccessesPartialKey
    public static String hmac(byte[] material) {
        try {
            HmacPrfParameters parameters = HmacPrfParameters.builder()
                    .setKeySizeBytes(material.length)
                    .setHashType(HmacPrfParameters.HashType.SHA256)
                    .build();
            return one(HmacPrfKey.builder()
                    .setParameters(parameters)
                    .setKeyBytes(SecretBytes.copyFrom(material, InsecureSecretKeyAccess.get()))
                    .build());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The document with a new primary key for this purpose; the old one still reads. */
    public static String rotated(String document, String purpose) {
        try {
            KeysetHandle old =
                    TinkJsonProtoKeysetFormat.parseKeyset(keysetOf(document, purpose), InsecureSecretKeyAccess.get());
            KeysetHandle.Builder.Entry fresh = KeysetHandle.generateEntryFromParameters(
                            old.getPrimary().getKey().getParameters())
                    .withRandomId()
                    .makePrimary();
            return with(document, purpose, text(KeysetHandle.newBuilder(old).addEntry(fresh)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The document in which the same keys have another primary one: as {@code other} has it. */
    public static String withPrimaryOf(String document, String other, String purpose) {
        JsonObject keyset = JsonParser.parseString(keysetOf(document, purpose)).getAsJsonObject();
        keyset.add(
                PRIMARY,
                JsonParser.parseString(keysetOf(other, purpose))
                        .getAsJsonObject()
                        .get(PRIMARY));
        return with(document, purpose, keyset.toString());
    }

    /** The document without the former keys of this purpose. */
    public static String withoutFormer(String document, String purpose) {
        JsonObject keyset = JsonParser.parseString(keysetOf(document, purpose)).getAsJsonObject();
        JsonArray kept = new JsonArray();
        keyset.getAsJsonArray("key").forEach(key -> {
            if (key.getAsJsonObject().get("keyId").equals(keyset.get(PRIMARY))) {
                kept.add(key);
            }
        });
        keyset.add("key", kept);
        return with(document, purpose, keyset.toString());
    }

    private static String one(Key key) throws GeneralSecurityException {
        return text(KeysetHandle.newBuilder()
                .addEntry(KeysetHandle.importKey(key).withFixedId(1234).makePrimary()));
    }

    private static String text(KeysetHandle.Builder keyset) throws GeneralSecurityException {
        return TinkJsonProtoKeysetFormat.serializeKeyset(keyset.build(), InsecureSecretKeyAccess.get());
    }

    private static JsonObject object(String document) {
        return JsonParser.parseString(document).getAsJsonObject();
    }
}
