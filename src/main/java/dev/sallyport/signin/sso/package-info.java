/** Sign-in with the ID token of a configured OpenID provider: the providers, their keys, and who their subjects are. */
@NullMarked
package dev.sallyport.signin.sso;

import org.jspecify.annotations.NullMarked;
