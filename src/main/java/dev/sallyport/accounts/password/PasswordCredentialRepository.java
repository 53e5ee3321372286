package dev.sallyport.accounts.password;

import dev.sallyport.base.ids.UserId;
import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;

@ApplicationScoped
class PasswordCredentialRepository implements PanacheRepositoryBase<PasswordCredential, UserId> {}
