package dev.sallyport.base.ids;

import java.util.UUID;
import java.util.function.Function;
import org.hibernate.boot.model.TypeContributions;
import org.hibernate.boot.model.TypeContributor;
import org.hibernate.service.ServiceRegistry;
import org.hibernate.type.BasicTypeRegistry;
import org.hibernate.type.descriptor.jdbc.UUIDJdbcType;

/** Makes the ids known to Hibernate, which finds this class through {@code META-INF/services}. */
public final class IdTypes implements TypeContributor {

    @Override
    public void contribute(TypeContributions types, ServiceRegistry services) {
        add(types, UserId.class, UserId::new);
        add(types, AccountId.class, AccountId::new);
        add(types, SessionId.class, SessionId::new);
        add(types, DeviceId.class, DeviceId::new);
        add(types, AuthenticatorId.class, AuthenticatorId::new);
        add(types, ProviderId.class, ProviderId::new);
        add(types, ChallengeId.class, ChallengeId::new);
        add(types, WebhookId.class, WebhookId::new);
        add(types, DeliveryId.class, DeliveryId::new);
        add(types, ImportId.class, ImportId::new);
    }

    private static <T extends Id> void add(TypeContributions types, Class<T> type, Function<UUID, T> reading) {
        IdJavaType<T> java = new IdJavaType<>(type, reading);
        types.contributeJavaType(java);
        BasicTypeRegistry registry = types.getTypeConfiguration().getBasicTypeRegistry();
        registry.register(registry.resolve(java, UUIDJdbcType.INSTANCE), type.getName());
    }
}
