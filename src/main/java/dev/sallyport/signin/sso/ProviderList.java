package dev.sallyport.signin.sso;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The identity providers of an account. */
@Schema(name = "IdentityProviders")
record ProviderList(@Schema(required = true) List<ProviderView> items) {}
