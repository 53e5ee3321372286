package dev.sallyport.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * What has ended before its tokens expire: sessions, users and keys. A thread of its own follows {@code GET
 * /v1/revocations} by a long poll, as a client with the scope {@code introspect}, and hears of an end within a second.
 *
 * <p>It keeps the entries in memory until no token can belong to them, up to a number. After a failure it asks again,
 * at first in a fifth of a second, and then ever more slowly, up to ten seconds. {@link #age()} says how old its
 * knowledge is. If that is older than a limit, or was never complete, tokens get 503 by default ({@link
 * WhenStale#REFUSE}).
 *
 * <p>Safe for many threads. Make one for the application, hand it to {@link TokenVerifier}, and close it at the end.
 */
public final class Revocations implements AutoCloseable {

    /** What happens to tokens while it is not known whether they were revoked. */
    public enum WhenStale {
        /** They get 503: nothing that has ended is served for longer than the limit. */
        REFUSE,

        /** They are accepted unless they are known to be revoked: what has ended is served until its token expires. */
        ACCEPT
    }

    /** The answer about a token. */
    enum Judgement {
        NOT_REVOKED,
        REVOKED,
        NOT_KNOWN
    }

    private final RevokedThings things;
    private final RevocationFollower follower;
    private final Duration staleAfter;
    private final WhenStale whenStale;

    private Revocations(Builder settings) {
        this.staleAfter = settings.staleAfter;
        this.whenStale = settings.whenStale;
        this.things = new RevokedThings(settings.mostEntries);
        this.follower = new RevocationFollower(settings.service, settings.authorization, things);
        follower.start();
    }

    /**
     * Begins the settings.
     *
     * @param service the address of the service
     * @param clientId the id of a client with the scope {@code introspect}
     * @param clientSecret its secret
     * @return settings with the defaults
     */
    public static Builder of(String service, String clientId, String clientSecret) {
        return new Builder(service, clientId, clientSecret);
    }

    /** Whether a token was revoked. */
    Judgement judge(SignIn signIn, String kid) {
        if (things.concern(signIn, kid)) {
            return Judgement.REVOKED;
        }
        return whenStale == WhenStale.ACCEPT || isCurrent() ? Judgement.NOT_REVOKED : Judgement.NOT_KNOWN;
    }

    /**
     * How long ago the service had reported everything that had ended.
     *
     * @return up to 30 seconds where nothing ends, since the service waits that long; empty while it is not known what
     *     has ended
     */
    public Optional<Duration> age() {
        return follower.age();
    }

    /**
     * Whether everything is known that ended up to the limit ago. A readiness probe can ask this.
     *
     * @return false before the first answer, after an outage that is longer than the limit, and where there are too
     *     many entries
     */
    public boolean isCurrent() {
        return age().map(age -> age.compareTo(staleAfter) <= 0).orElse(false);
    }

    /**
     * Waits until it is known for the first time what has ended. Call it before the first request is taken.
     *
     * @param patience how long to wait
     * @return whether it is known
     * @throws InterruptedException if the thread is interrupted
     */
    public boolean awaitFirst(Duration patience) throws InterruptedException {
        return follower.firstRead().await(patience.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * How many sessions, users and keys are remembered.
     *
     * @return the number of entries
     */
    public int size() {
        return things.size();
    }

    /** Ends the thread. Nothing becomes known from now on, so that the knowledge grows old. */
    @Override
    public void close() {
        follower.interrupt();
    }

    /** The settings of {@link Revocations}. */
    public static final class Builder {

        private final String address;
        private final String authorization;
        private String service;
        private Duration staleAfter = Duration.ofMinutes(2);
        private WhenStale whenStale = WhenStale.REFUSE;
        private int mostEntries = 500_000;
        private boolean isHttpAllowed;

        private Builder(String address, String clientId, String clientSecret) {
            this.address = Objects.requireNonNull(address, "service");
            this.authorization = "Basic "
                    + Base64.getEncoder()
                            .encodeToString((clientId + ":" + clientSecret).getBytes(StandardCharsets.UTF_8));
        }

        /**
         * After which time without an answer the knowledge is stale. A limit of less than 40 seconds is passed while
         * nothing ends, because an answer takes up to 30.
         *
         * @param limit two minutes by default
         * @return these settings
         */
        public Builder staleAfter(Duration limit) {
            staleAfter = Objects.requireNonNull(limit, "limit");
            return this;
        }

        /**
         * What happens then.
         *
         * @param choice {@link WhenStale#REFUSE} by default
         * @return these settings
         */
        public Builder whenStale(WhenStale choice) {
            whenStale = Objects.requireNonNull(choice, "choice");
            return this;
        }

        /**
         * How many entries are kept at most, some 200 bytes each. With more the knowledge is not complete, and counts
         * as stale until it has been read again.
         *
         * @param number 500,000 by default
         * @return these settings
         */
        public Builder mostEntries(int number) {
            if (number < 1) {
                throw new IllegalArgumentException("There must be room for an entry");
            }
            mostEntries = number;
            return this;
        }

        /**
         * Lets the secret of the client go to another machine over plain {@code http}. That is right only where the
         * network between the two is trusted.
         *
         * @return these settings
         */
        public Builder allowHttp() {
            isHttpAllowed = true;
            return this;
        }

        /**
         * Starts to follow.
         *
         * @return what is known, which is nothing yet: see {@link Revocations#awaitFirst}
         * @throws IllegalArgumentException if the address of the service is not https
         */
        public Revocations follow() {
            service = ServiceAddress.checked(address, isHttpAllowed);
            return new Revocations(this);
        }
    }
}
