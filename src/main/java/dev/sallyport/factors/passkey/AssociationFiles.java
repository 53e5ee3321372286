package dev.sallyport.factors.passkey;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What browsers and phones read to learn which pages and apps may use the passkeys of this domain. */
final class AssociationFiles {

    private AssociationFiles() {}

    /** The related origins of WebAuthn level 3 (section 5.11). */
    @Schema(name = "RelatedOrigins")
    record RelatedOrigins(@Schema(required = true) List<String> origins) {}

    /** The file {@code apple-app-site-association}, as far as it is about credentials. */
    @Schema(name = "AppleAppSiteAssociation")
    record AppleApps(@Schema(required = true) WebCredentials webcredentials) {

        /** The apps, each by its team and bundle. */
        @Schema(name = "AppleWebCredentials")
        record WebCredentials(@Schema(required = true) List<String> apps) {}

        static AppleApps of(Set<String> apps) {
            return new AppleApps(
                    new WebCredentials(apps.stream().map(String::strip).sorted().toList()));
        }
    }

    /** A statement of Digital Asset Links. */
    @Schema(name = "DigitalAssetLink")
    record AssetLink(
            @Schema(required = true) List<String> relation,
            @Schema(required = true) Target target) {

        private static final List<String> CREDENTIALS = List.of("delegate_permission/common.get_login_creds");

        /** An app and the certificates that sign it. */
        @Schema(name = "DigitalAssetTarget")
        record Target(
                @Schema(required = true) String namespace,

                @Schema(required = true) @JsonProperty("package_name")
                String packageName,

                @Schema(required = true) @JsonProperty("sha256_cert_fingerprints")
                List<String> fingerprints) {}

        /** One for each app, with all of its certificates. */
        static List<AssetLink> of(Set<String> apps) {
            Map<String, Set<String>> certificates = new TreeMap<>();
            apps.stream()
                    .map(AndroidApp::of)
                    .forEach(app -> certificates
                            .computeIfAbsent(app.packageName(), name -> new TreeSet<>())
                            .add(app.fingerprint()));
            return certificates.entrySet().stream()
                    .map(app -> new AssetLink(
                            CREDENTIALS, new Target("android_app", app.getKey(), List.copyOf(app.getValue()))))
                    .toList();
        }
    }
}
