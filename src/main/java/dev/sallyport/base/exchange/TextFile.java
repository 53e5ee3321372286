package dev.sallyport.base.exchange;

/** A response that can also be a file to download, if {@code text/plain} is requested. */
public interface TextFile {

    /** The name that the file is given. */
    String fileName();

    /** All that is in it. */
    String fileText();
}
