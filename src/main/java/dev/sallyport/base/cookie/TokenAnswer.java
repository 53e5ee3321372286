package dev.sallyport.base.cookie;

import java.util.Map;

/** A response with tokens that can be sent as cookies instead. */
public interface TokenAnswer {

    /** The tokens in the response, by their cookies. */
    Map<TokenCookie, CookieToken> cookieTokens();

    /** The same response without the tokens. */
    TokenAnswer withoutLastingTokens();
}
