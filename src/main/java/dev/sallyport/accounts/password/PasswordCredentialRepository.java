package dev.sallyport.accounts.password;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;

@ApplicationScoped
class PasswordCredentialRepository implements PanacheRepositoryBase<PasswordCredential, UUID> {}
