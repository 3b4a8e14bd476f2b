package org.sbms.kit.peer;

import java.security.cert.X509Certificate;
import java.util.List;
import org.sbms.contract.directory.Directory;

/** A directory under central's signature, so that it can be kept and passed on in any way. */
public final class DirectoryDocument {
  private static final SignedDocument<Directory> DIRECTORY =
      new SignedDocument<>("directory", Directory.class, Directory::issuedAt);

  private DirectoryDocument() {}

  public static String sign(Directory directory, Credential central) {
    return DIRECTORY.sign(directory, central);
  }

  /**
   * Reads what central signed with a certificate that was good when it signed; that the certificate
   * has expired since does not matter, or a branch could not start again without central.
   *
   * @throws IllegalArgumentException when anything about it is wrong
   */
  public static Directory read(String jws, List<X509Certificate> authorities) {
    return DIRECTORY.read(jws, signer -> signer.node().isCentral(), authorities);
  }
}
