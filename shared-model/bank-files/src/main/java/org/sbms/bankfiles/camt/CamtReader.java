package org.sbms.bankfiles.camt;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Reads camt.053 and camt.054. The messages have grown with their versions but kept their bones;
 * the two places that moved (status, parties) are read in both shapes. Source: the message
 * definitions of ISO 20022, {@code camt.053.001.02} to {@code .08} and the like-named
 * notifications.
 */
public final class CamtReader {
  public static final int MIN_VERSION = 2;
  public static final int MAX_VERSION = 12;
  public static final long MAX_BYTES = 256L * 1024 * 1024;
  public static final int MAX_ENTRIES = 1_000_000;

  private final String file;
  private final XmlCursor xml;
  private final Set<CamtStatement.Key> keys = new HashSet<>();
  private int entries;

  private CamtReader(String file, XmlCursor xml) {
    this.file = file;
    this.xml = xml;
  }

  /**
   * @param file its name, for messages
   * @throws BadCamtException when it is none of these messages, or says something impossible;
   *     nothing of it is to be used then
   */
  public static CamtFile read(String file, InputStream in) throws BadCamtException {
    return read(file, in, MAX_BYTES);
  }

  static CamtFile read(String file, InputStream in, long maxBytes) throws BadCamtException {
    MessageDigest digest = sha256();
    InputStream bounded = new DigestInputStream(new BoundedInput(in, maxBytes), digest);
    CamtReader reader = new CamtReader(file, XmlCursor.of(file, bounded));
    Message message = reader.message();
    try {
      bounded.transferTo(OutputStream.nullOutputStream());
    } catch (IOException unreadable) {
      throw BadCamtException.unreadable(file, String.valueOf(unreadable.getMessage()));
    }
    return new CamtFile(
        message.kind(),
        message.version(),
        message.id(),
        HexFormat.of().formatHex(digest.digest()),
        message.statements());
  }

  private record Message(CamtKind kind, int version, String id, List<CamtStatement> statements) {}

  private Message message() throws BadCamtException {
    String root = xml.enterNext().orElse("");
    String namespace = xml.namespace();
    CamtKind kind =
        CamtKind.ofNamespace(namespace)
            .filter(_ -> root.equals("Document"))
            .orElseThrow(() ->
                xml.bad(
                    "is neither camt.053 nor camt.054, but "
                        + root
                        + " of "
                        + (namespace.isEmpty() ? "no namespace" : namespace)));
    int version =
        kind.version(namespace)
            .filter(each -> each >= MIN_VERSION && each <= MAX_VERSION)
            .orElseThrow(() ->
                xml.bad("only versions %02d to %02d are read".formatted(MIN_VERSION, MAX_VERSION)));
    if (!xml.enterNext().filter(kind.root()::equals).isPresent()) {
      throw xml.bad("must begin with " + kind.root());
    }
    String id = "";
    List<CamtStatement> statements = new ArrayList<>();
    for (Optional<String> part = xml.enterNext(); part.isPresent(); part = xml.enterNext()) {
      if (part.get().equals("GrpHdr")) {
        id = xml.subtree().text("MsgId");
      } else if (part.get().equals(kind.part())) {
        statements.add(statement(kind));
      } else {
        xml.skip();
      }
    }
    if (statements.isEmpty()) {
      throw xml.bad("holds no " + kind.part());
    }
    xml.finish();
    return new Message(kind, version, id, List.copyOf(statements));
  }

  private CamtStatement statement(CamtKind kind) throws BadCamtException {
    StatementParts parts = new StatementParts(file);
    for (Optional<String> part = xml.enterNext(); part.isPresent(); part = xml.enterNext()) {
      if (!StatementParts.WANTED.contains(part.get())) {
        xml.skip();
        continue;
      }
      Element element = xml.subtree();
      if (element.name().equals("Ntry") && ++entries > MAX_ENTRIES) {
        throw xml.bad(element, "is beyond the " + MAX_ENTRIES + " entries that a file may hold");
      }
      parts.add(element);
    }
    CamtStatement statement =
        parts.build().orElseThrow(() -> xml.bad("a " + kind.part() + " has no Id or no account"));
    if (!keys.add(statement.key(kind))) {
      throw xml.bad("statement " + statement.id() + " of " + statement.account() + " comes twice");
    }
    return statement;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
