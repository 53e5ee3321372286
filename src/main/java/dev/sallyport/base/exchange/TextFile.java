package dev.sallyport.base.exchange;

/** A response that can also be a file to download, if {@code text/plain} is requested. */
public interface TextFile {

    /** The name of the file. */
    String fileName();

    /** The content of the file. */
    String fileText();
}
