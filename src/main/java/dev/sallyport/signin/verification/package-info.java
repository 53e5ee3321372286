/** Sign-in: the first factor, the outcome, the challenges and the codes that answer them. */
package dev.sallyport.signin.verification;
