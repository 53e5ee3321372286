package dev.sallyport.moving;

/** What a row does, which is decided and not done. */
record RowPlan(ImportedPerson person, ImportDecision.Found found, ImportDecision decision) {

    @Override
    public String toString() {
        return "RowPlan";
    }
}
