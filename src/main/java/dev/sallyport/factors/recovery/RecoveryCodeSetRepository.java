package dev.sallyport.factors.recovery;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class RecoveryCodeSetRepository implements PanacheRepositoryBase<RecoveryCodeSet, UUID> {}
