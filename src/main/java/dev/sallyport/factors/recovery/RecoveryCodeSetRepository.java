package dev.sallyport.factors.recovery;

import dev.sallyport.base.ids.UserId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class RecoveryCodeSetRepository implements PanacheRepositoryBase<RecoveryCodeSet, UserId> {}
