package dev.sallyport.security.caller;

import dev.sallyport.base.language.Language;
import dev.sallyport.base.network.NetworkAddress;
import dev.sallyport.base.useragent.Browser;
import dev.sallyport.base.useragent.UserAgents;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The origin of a request, as far as the service trusts it.
 *
 * @param address the socket's address, or the forwarded one where the peer is a configured trusted proxy
 * @param userAgent the user agent of the client, without control characters, at most 200 characters; may be null
 * @param requestId the id that is also in the answer and in the log lines
 * @param language what the request asks to be answered in
 * @param idempotencyKey under which the client repeats the request, if it sent one
 */
public record ClientContext(
        String address,
        @Nullable String userAgent,
        @Nullable String requestId,
        Language language,
        Optional<IdempotencyKey> idempotencyKey) {

    /**
     * The context of the acts that no request asks for: those of the service itself, and of its operator's commands.
     */
    // they have no address, and go into the trail alone, where there may be none
    @SuppressWarnings("NullAway")
    public static final ClientContext NO_REQUEST =
            new ClientContext(null, null, null, Language.byDefault(), Optional.empty());

    /** The address in its canonical form, whichever header it came from. */
    public ClientContext {
        address = NetworkAddress.canonical(address);
    }

    /** A context in the default language, of a client that does not repeat its request. */
    public ClientContext(String address, @Nullable String userAgent, @Nullable String requestId) {
        this(address, userAgent, requestId, Language.byDefault(), Optional.empty());
    }

    /** The same of another client, for which this request was sent. */
    public ClientContext from(String otherAddress, @Nullable String otherUserAgent) {
        return new ClientContext(otherAddress, otherUserAgent, requestId, language, idempotencyKey);
    }

    /** The same client, for what no single request is the cause of: without the ids of this one. */
    public ClientContext withoutRequest() {
        return new ClientContext(address, userAgent, null, language, Optional.empty());
    }

    /** The tag of the language in which to write to a user: their own setting, else what the request asks for. */
    public String languageFor(@Nullable String setting) {
        return setting == null ? language.tag() : setting;
    }

    /** What the client is by the names that people know. */
    public Browser browser() {
        return UserAgents.read(userAgent);
    }
}
