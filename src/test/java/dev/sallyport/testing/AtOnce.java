package dev.sallyport.testing;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.IntFunction;

/** Runs things at the same moment: every thread waits at a barrier until all are there. */
public final class AtOnce {

    private AtOnce() {}

    public static <T> List<T> run(int times, Callable<T> work) {
        return run(times, number -> work);
    }

    public static <T> List<T> run(int times, IntFunction<Callable<T>> work) {
        ExecutorService threads = Executors.newFixedThreadPool(times);
        CyclicBarrier start = new CyclicBarrier(times);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int number = 0; number < times; number++) {
                Callable<T> one = work.apply(number);
                running.add(threads.submit(() -> {
                    start.await();
                    return one.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : running) {
                results.add(one.get());
            }
            return results;
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException(e);
        } finally {
            threads.shutdownNow();
        }
    }
}
