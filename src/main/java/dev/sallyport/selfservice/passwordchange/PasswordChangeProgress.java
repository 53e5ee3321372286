package dev.sallyport.selfservice.passwordchange;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * How far a rollout of required passwords has come.
 *
 * @param done how many members it has reached, those without a password included
 * @param of how many members the account had then
 */
@Schema(name = "PasswordChangeProgress")
record PasswordChangeProgress(
        @Schema(required = true) int done,
        @Schema(required = true) int of) {}
