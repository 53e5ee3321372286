package dev.sallyport.trail.siem;

import dev.sallyport.base.network.HeaderPairs;
import dev.sallyport.security.token.TokenConfig;
import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.inject.Singleton;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * The receivers that are set. Trusted certificates and the client certificate of each come from the TLS configuration
 * of its name: {@code quarkus.tls.syslog}, {@code quarkus.tls.logs}; without one, those that Java trusts, and none.
 */
@Singleton
class Receivers {

    static final String SYSLOG = "syslog";
    static final String LOGS = "logs";

    static final List<String> NAMES = List.of(SYSLOG, LOGS);

    private final SyslogConfig syslog;
    private final LogsConfig logs;
    private final String issuer;
    private final TlsConfigurationRegistry certificates;

    Receivers(SyslogConfig syslog, LogsConfig logs, TokenConfig tokens, TlsConfigurationRegistry certificates) {
        this.syslog = syslog;
        this.logs = logs;
        this.issuer = tokens.issuer();
        this.certificates = certificates;
    }

    Optional<Receiver> find(String name) {
        return name.equals(SYSLOG)
                ? syslog.endpoint().map(this::syslog)
                : logs.endpoint().map(this::logs);
    }

    private Receiver syslog(String endpoint) {
        String host = URI.create(issuer).getHost();
        SyslogMessages messages = new SyslogMessages(host, syslog.facility(), syslog.enterpriseNumber());
        return new SyslogReceiver(
                SyslogReceiver.Address.parse(endpoint),
                () -> context(SYSLOG),
                messages,
                SyslogReceiver.TIMEOUT,
                syslog.confirmed());
    }

    private Receiver logs(String endpoint) {
        return new LogsReceiver(
                URI.create(endpoint + "/v1/logs"),
                logs.headers().map(HeaderPairs::parse).orElse(Map.of()),
                new LogRecords(issuer),
                context(LOGS),
                LogsReceiver.TIMEOUT);
    }

    private SSLContext context(String name) {
        try {
            Optional<TlsConfiguration> configured = certificates.get(name);
            return configured.isPresent() ? configured.get().createSSLContext() : SSLContext.getDefault();
        } catch (GeneralSecurityException fault) {
            throw new IllegalStateException("TLS is not available", fault);
        } catch (Exception fault) {
            throw new IllegalStateException("The certificates for " + name + " cannot be used", fault);
        }
    }
}
