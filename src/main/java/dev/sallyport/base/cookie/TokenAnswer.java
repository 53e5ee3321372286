package dev.sallyport.base.cookie;

import java.util.Map;

/** An answer with tokens that a browser can keep as cookies instead. */
public interface TokenAnswer {

    /** Those that are in it, by the cookie that each would be. */
    Map<TokenCookie, CookieToken> lastingTokens();

    /** The same answer without them. */
    TokenAnswer withoutLastingTokens();
}
