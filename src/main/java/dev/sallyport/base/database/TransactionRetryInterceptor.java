package dev.sallyport.base.database;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.Status;
import jakarta.transaction.Transactional;

/** Repeats a {@code @Transactional} method that begins a transaction, as {@link Transactions} does. */
@Transactional
@Interceptor
@Priority(TransactionRetryInterceptor.AROUND_TRANSACTION)
class TransactionRetryInterceptor {

    /** Before the interceptor that begins and commits, which the specification of JTA puts at 200. */
    static final int AROUND_TRANSACTION = Interceptor.Priority.PLATFORM_BEFORE + 100;

    @AroundInvoke
    Object call(InvocationContext method) throws Exception {
        return QuarkusTransaction.getStatus() != Status.STATUS_NO_TRANSACTION
                ? method.proceed()
                : TransactionRetry.call(method::proceed);
    }
}
