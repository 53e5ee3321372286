package dev.sallyport.factors.factor;

import dev.sallyport.base.language.Language;
import java.util.Map;
import java.util.Objects;

/** What an authenticator is called until its user calls it something else, in the language of the user. */
public final class DefaultNames {

    private static final Map<Language, String> PASSKEYS = Map.of(
            Language.ENGLISH, "Passkey",
            Language.GERMAN, "Passkey",
            Language.FRENCH, "Clé d’accès",
            Language.SPANISH, "Llave de acceso",
            Language.JAPANESE, "パスキー");

    private static final Map<Language, String> APPS = Map.of(
            Language.ENGLISH, "Authenticator app",
            Language.GERMAN, "Authenticator-App",
            Language.FRENCH, "Application d’authentification",
            Language.SPANISH, "Aplicación de autenticación",
            Language.JAPANESE, "認証アプリ");

    private DefaultNames() {}

    /**
     * The name of an app.
     *
     * @param language the tag of the user's language
     */
    public static String ofApp(String language) {
        return in(language, APPS);
    }

    /** The name of a passkey, in the same way. */
    public static String ofPasskey(String language) {
        return in(language, PASSKEYS);
    }

    private static String in(String language, Map<Language, String> names) {
        return Objects.requireNonNull(names.get(Language.ofSetting(language)), language);
    }
}
