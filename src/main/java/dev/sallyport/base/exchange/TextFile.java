package dev.sallyport.base.exchange;

/** An answer that can also be a file to download, where {@code text/plain} is asked for. */
public interface TextFile {

    /** The name that the file is given. */
    String fileName();

    /** All that is in it. */
    String fileText();
}
