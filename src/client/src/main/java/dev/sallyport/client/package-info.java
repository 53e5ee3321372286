/**
 * Sallyport's library for backends that check access tokens by themselves.
 *
 * <p>{@link dev.sallyport.client.TokenVerifier} checks a token with the published keys, {@link
 * dev.sallyport.client.Revocations} follows what ends before its tokens expire, and {@link
 * dev.sallyport.client.SignInFeature} protects resources of JAX-RS that carry {@link
 * dev.sallyport.client.RequiresSignIn}. The first two need no JAX-RS. No type of this package writes a token or a
 * secret into a log, an exception or a {@code toString}.
 */
package dev.sallyport.client;
