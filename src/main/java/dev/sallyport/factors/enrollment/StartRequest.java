package dev.sallyport.factors.enrollment;

import dev.sallyport.accounts.account.DisplayName;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Asks for a new authenticator. */
@Schema(name = "StartEnrollmentRequest")
record StartRequest(@DisplayName String name, UUID replaces) {}
