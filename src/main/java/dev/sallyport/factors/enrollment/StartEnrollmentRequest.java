package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.account.DisplayName;
import dev.sallyport.base.ids.AuthenticatorId;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Asks for a new authenticator. */
@Schema(name = "StartEnrollmentRequest")
record StartEnrollmentRequest(@DisplayName String name, AuthenticatorId replaces) {}
