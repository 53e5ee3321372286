package dev.sallyport.factors.enrollment;

import dev.sallyport.base.ids.AuthenticatorId;
import dev.sallyport.base.names.DisplayName;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Asks for a new authenticator. */
@Schema(name = "StartEnrollmentRequest")
record StartEnrollmentRequest(@DisplayName String name, AuthenticatorId replaces) {}
