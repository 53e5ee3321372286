package dev.sallyport.moving;

import java.util.List;

/** Keeps how far an import has come, in the transactions of its rows. */
interface ImportProgress {

    /** Of an import that is answered while it runs: nothing is kept. */
    ImportProgress NONE = new ImportProgress() {
        @Override
        public void note(List<RowResult> answers) {
            // The answer goes to the sender.
        }

        @Override
        public boolean stopsRun(RuntimeException failure) {
            return false;
        }
    };

    /** These rows are done: called in the transaction that does them, or after a row that failed in one of its own. */
    void note(List<RowResult> answers);

    /** Whether a failure stops the whole run and is not the fault of the row. */
    boolean stopsRun(RuntimeException failure);
}
