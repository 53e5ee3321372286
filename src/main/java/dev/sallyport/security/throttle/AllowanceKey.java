package dev.sallyport.security.throttle;

import dev.sallyport.base.network.NetworkAddress;
import java.util.HexFormat;
import java.util.UUID;

/**
 * The owner of an allowance.
 *
 * @param owner the user, account, client, network or hashed email
 * @param part which of the owner's allowances of a kind, where there are several; else empty
 */
public record AllowanceKey(String owner, String part) {

    private static final String WHOLE = "";

    public static AllowanceKey ofId(UUID owner) {
        return new AllowanceKey(owner.toString(), WHOLE);
    }

    public static AllowanceKey ofClient(String client) {
        return new AllowanceKey(client, WHOLE);
    }

    public static AllowanceKey ofNetwork(String address) {
        return new AllowanceKey(network(address), WHOLE);
    }

    /**
     * The allowances of an email address.
     *
     * @param hash of the address, which need not belong to a user
     */
    public static AllowanceKey ofEmail(byte[] hash) {
        return new AllowanceKey(HexFormat.of().formatHex(hash), WHOLE);
    }

    public AllowanceKey device(UUID device) {
        return new AllowanceKey(owner, device.toString());
    }

    public AllowanceKey authenticator(UUID authenticator) {
        return new AllowanceKey(owner, authenticator.toString());
    }

    /** What one account takes of another owner's allowance. */
    public AllowanceKey account(UUID account) {
        return new AllowanceKey(owner, account.toString());
    }

    public AllowanceKey from(String address) {
        return new AllowanceKey(owner, network(address));
    }

    /** The network of an address, or the text itself where it is none. */
    static String network(String address) {
        return NetworkAddress.parse(address).map(NetworkAddress::network).orElse(address);
    }
}
