package dev.sallyport.signin.sso;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The providers with which a user can sign in. */
@Schema(name = "LinkedIdentities")
record IdentityList(@Schema(required = true) List<LinkedIdentity> items) {}
