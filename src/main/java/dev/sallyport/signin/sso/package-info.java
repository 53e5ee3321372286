/** Sign-in with the ID token of a configured OpenID provider: the providers, their keys, and who their subjects are. */
package dev.sallyport.signin.sso;
