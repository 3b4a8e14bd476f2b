package org.sbms.kit.peer;

import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.cert.X509CertificateHolder;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.openssl.PEMKeyPair;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.openssl.jcajce.JcaPEMKeyConverter;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.bouncycastle.openssl.jcajce.JcaPKCS8Generator;

/** Keys and certificates as PEM text and files. */
public final class Pem {
  private static final int MAX_OBJECTS = 16;

  private Pem() {}

  public static String of(X509Certificate certificate) {
    return write(certificate);
  }

  public static String of(List<X509Certificate> certificates) {
    StringBuilder text = new StringBuilder();
    certificates.forEach(certificate -> text.append(of(certificate)));
    return text.toString();
  }

  public static String of(PrivateKey key) {
    try {
      return write(new JcaPKCS8Generator(key, null));
    } catch (IOException bug) {
      throw new UncheckedIOException(bug);
    }
  }

  /** Every certificate in the text, in its order; other objects are passed over. */
  public static List<X509Certificate> certificates(String text) {
    List<X509Certificate> found = new ArrayList<>();
    for (Object object : read(text)) {
      if (object instanceof X509CertificateHolder holder) {
        found.add(convert(holder));
      }
    }
    return found;
  }

  /**
   * @throws IllegalArgumentException where there is none
   */
  public static PrivateKey privateKey(String text) {
    try {
      for (Object object : read(text)) {
        if (object instanceof PrivateKeyInfo key) {
          return new JcaPEMKeyConverter().getPrivateKey(key);
        }
        if (object instanceof PEMKeyPair pair) {
          return new JcaPEMKeyConverter().getKeyPair(pair).getPrivate();
        }
      }
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("holds a private key that cannot be read", unreadable);
    }
    throw new IllegalArgumentException("holds no private key");
  }

  /** Replaces the file in one step, readable by its owner only where the file system can say so. */
  static void save(Path file, String text) {
    try {
      Path folder = file.toAbsolutePath().getParent();
      if (folder == null) {
        throw new IllegalArgumentException("not a file: " + file);
      }
      Files.createDirectories(folder);
      Path draft = createPrivately(folder, file.getFileName().toString());
      Files.writeString(draft, text);
      Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  static String load(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Path createPrivately(Path folder, String name) throws IOException {
    if (!Files.getFileStore(folder).supportsFileAttributeView("posix")) {
      return Files.createTempFile(folder, name, ".draft");
    }
    return Files.createTempFile(
        folder,
        name,
        ".draft",
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  private static List<Object> read(String text) {
    List<Object> objects = new ArrayList<>();
    try (PEMParser parser = new PEMParser(new StringReader(text))) {
      for (int count = 0; count < MAX_OBJECTS; count++) {
        Object object = parser.readObject();
        if (object == null) {
          break;
        }
        objects.add(object);
      }
    } catch (IOException unreadable) {
      throw new IllegalArgumentException("is no PEM text", unreadable);
    }
    return objects;
  }

  static X509Certificate convert(X509CertificateHolder holder) {
    try {
      return new JcaX509CertificateConverter().getCertificate(holder);
    } catch (CertificateException unreadable) {
      throw new IllegalArgumentException("holds a certificate that cannot be read", unreadable);
    }
  }

  static String write(Object object) {
    StringWriter text = new StringWriter();
    try (JcaPEMWriter writer = new JcaPEMWriter(text)) {
      writer.writeObject(object);
    } catch (IOException bug) {
      throw new UncheckedIOException(bug);
    }
    return text.toString();
  }
}
