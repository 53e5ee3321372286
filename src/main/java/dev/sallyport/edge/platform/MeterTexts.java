package dev.sallyport.edge.platform;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.config.MeterFilterReply;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * What operators read of each metric: a help text, a name by the rules of Prometheus, and buckets for those whose
 * distribution matters.
 */
final class MeterTexts implements MeterFilter {

    /** Durations that have buckets, so that quantiles can be computed over all replicas. */
    private static final Set<String> DISTRIBUTED = Set.of("http.server.requests", "sallyport.hashing");

    /** From a session check to the limit of a request, in milliseconds. */
    private static final double[] BUCKETS = DoubleStream.of(
                    1, 2.5, 5, 10, 25, 50, 100, 250, 500, 1000, 2500, 5000, 10_000)
            .map(millis -> millis * Duration.ofMillis(1).toNanos())
            .toArray();

    /** A counter in a unit that no other metric has. */
    private static final String NANOSECONDS = "process.cpu.time";

    private static final Pattern CAPITAL = Pattern.compile("[A-Z]");

    /** By the name in the code, for metrics that have no text of their own. Others get the words of their name. */
    private static final Map<String, String> TEXTS = Map.ofEntries(
            Map.entry("sallyport.events", "Events of the audit trail"),
            Map.entry("sallyport.audit.unsealed", "Events of the audit trail without a seal, counted up to 100,000"),
            Map.entry("sallyport.audit.unsealed.age", "Age of the oldest event without a seal; 0 where there is none"),
            Map.entry("sallyport.audit.seal.age", "Age of the newest seal of the audit trail"),
            Map.entry("sallyport.challenges", "Sign-ins that were asked for a code, by its purpose and the reason"),
            Map.entry("sallyport.codes", "Codes and passkeys that were checked, by method and result"),
            Map.entry("sallyport.mails", "Attempts to send a mail, by what the mail server answered"),
            Map.entry(
                    "sallyport.mails.waiting", "Mails that wait: for an operator (rejected), for five minutes (late)"),
            Map.entry("sallyport.mail.check.failures", "Starts that found that the mail server takes no mail"),
            Map.entry("sallyport.forwarded.unread", "Requests with addresses of a proxy that is not trusted"),
            Map.entry("sallyport.ready", "Whether this replica is ready: 1 or 0"),
            Map.entry("sallyport.webhooks", "Tries to deliver a message to a webhook, by what became of it"),
            Map.entry("sallyport.siem.events", "Events of the trail that were sent to a receiver, by what it did"),
            Map.entry("sallyport.siem.failures", "Tries to send events of the trail that failed"),
            Map.entry("sallyport.siem.gaps", "Times that events were sent later than retention deletes them"),
            Map.entry("sallyport.siem.waiting", "Events of the trail that wait for a receiver, up to 100,000"),
            Map.entry("sallyport.siem.lag", "Age of the oldest event that waits for a receiver; 0 where there is none"),
            Map.entry("sallyport.revocations.waiting", "Backends that wait for the next revocation"),
            Map.entry("sallyport.database.connections", "Connections of the pool: in use (active), free (idle)"),
            Map.entry("sallyport.database.connections.max", "As many connections as the pool may open"),
            Map.entry("sallyport.database.waiting", "Work that waits for a connection of the pool"),
            Map.entry(
                    "sallyport.breached.passwords", "New passwords that were looked up in the lists of breached ones"),
            Map.entry("sallyport.hashes", "Slow hashes that were requested"),
            Map.entry("sallyport.hashes.waiting", "Work that waits for a core"),
            Map.entry("sallyport.hashing", "Time of slow work: waiting for a core (wait), and on it (work)"),
            Map.entry("sallyport.former.key.rows", "Rows that need a key other than the primary one"),
            Map.entry("sallyport.retention.rows", "Rows that were deleted or cleared after their time"),
            Map.entry("sallyport.retention.failures", "Runs of the clean-up that failed"),
            Map.entry("sallyport.retention.overdue", "For how long the oldest row is overdue that the last run left"),
            Map.entry("sallyport.build.info", "What runs here: always 1, with version, commit and schema as labels"),
            Map.entry("http.server.requests", "Requests that were answered"),
            Map.entry("http.server.errors", "Requests that ended in an error of the service or of the connection"),
            Map.entry("http.server.active.requests", "Requests that are being answered"),
            Map.entry("http.server.active.connections", "Connections to the API that are open"),
            Map.entry("http.server.bytes.read", "Bytes of requests"),
            Map.entry("http.server.bytes.written", "Bytes of responses"),
            Map.entry("netty.eventexecutor.tasks.pending", "Tasks that wait for a thread of the network"),
            Map.entry("netty.allocator.memory.used", "Memory of the network's buffers"),
            Map.entry("netty.allocator.memory.pinned", "Memory of buffers that are in use"),
            Map.entry("netty.allocator.pooled.arenas", "Arenas of the network's buffers"),
            Map.entry("netty.allocator.pooled.cache.size", "Size of the caches of buffers"),
            Map.entry("netty.allocator.pooled.threadlocal.caches", "Caches of buffers of threads"),
            Map.entry("netty.allocator.pooled.chunk.size", "Size of a chunk of buffers"));

    @Produces
    @Singleton
    static MeterFilter texts() {
        return new MeterTexts();
    }

    /** Long-task timers have no help text, and other metrics count the same. */
    @Override
    public MeterFilterReply accept(Meter.Id meter) {
        return meter.getType() == Meter.Type.LONG_TASK_TIMER || meter.getName().equals(NANOSECONDS)
                ? MeterFilterReply.DENY
                : MeterFilterReply.NEUTRAL;
    }

    /** By the rules for names that {@code promtool check metrics} holds. */
    @Override
    public Meter.Id map(Meter.Id meter) {
        String text = meter.getDescription() == null
                ? TEXTS.getOrDefault(meter.getName(), meter.getName().replace('.', ' '))
                : meter.getDescription();
        String name = meter.getName().equals("system.cpu.count") ? "system.cpus" : meter.getName();
        List<Tag> tags = meter.getTags().stream()
                .map(tag -> Tag.of(
                        CAPITAL.matcher(tag.getKey()).replaceAll("_$0").toLowerCase(Locale.ROOT), tag.getValue()))
                .toList();
        return new Meter.Id(name, Tags.of(tags), meter.getBaseUnit(), text, meter.getType());
    }

    @Override
    public DistributionStatisticConfig configure(Meter.Id meter, DistributionStatisticConfig config) {
        return DISTRIBUTED.contains(meter.getName())
                ? DistributionStatisticConfig.builder()
                        .serviceLevelObjectives(BUCKETS)
                        .build()
                        .merge(config)
                : config;
    }
}
