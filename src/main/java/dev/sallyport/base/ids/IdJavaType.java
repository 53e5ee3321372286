package dev.sallyport.base.ids;

import java.util.UUID;
import java.util.function.Function;
import org.hibernate.type.descriptor.WrapperOptions;
import org.hibernate.type.descriptor.java.AbstractClassJavaType;
import org.hibernate.type.descriptor.java.ImmutableMutabilityPlan;
import org.hibernate.type.descriptor.java.UUIDJavaType;
import org.hibernate.type.descriptor.jdbc.JdbcType;
import org.hibernate.type.descriptor.jdbc.JdbcTypeIndicators;
import org.hibernate.type.descriptor.jdbc.UUIDJdbcType;
import org.jspecify.annotations.Nullable;

/**
 * How Hibernate reads and writes one type of id: as the UUID that it is, in entities, keys and parameters of queries.
 */
final class IdJavaType<T extends Id> extends AbstractClassJavaType<T> {

    private static final long serialVersionUID = 1;

    private final transient Function<UUID, T> reading;

    IdJavaType(Class<T> type, Function<UUID, T> reading) {
        super(type, ImmutableMutabilityPlan.instance());
        this.reading = reading;
    }

    @Override
    public JdbcType getRecommendedJdbcType(JdbcTypeIndicators indicators) {
        return UUIDJdbcType.INSTANCE;
    }

    @Override
    public String toString(T id) {
        return id.value().toString();
    }

    @Override
    public T fromString(CharSequence text) {
        return reading.apply(UUID.fromString(text.toString()));
    }

    @Override
    public <X> @Nullable X unwrap(@Nullable T id, Class<X> type, WrapperOptions options) {
        if (id == null) {
            return null;
        }
        return type.isInstance(id) ? type.cast(id) : UUIDJavaType.INSTANCE.unwrap(id.value(), type, options);
    }

    @Override
    public <X> @Nullable T wrap(@Nullable X value, WrapperOptions options) {
        if (value == null) {
            return null;
        }
        return getJavaTypeClass().isInstance(value)
                ? getJavaTypeClass().cast(value)
                : reading.apply(UUIDJavaType.INSTANCE.wrap(value, options));
    }
}
