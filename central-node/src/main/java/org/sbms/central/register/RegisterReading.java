package org.sbms.central.register;

import java.io.ByteArrayInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.sbms.bankfiles.camt.BadCamtException;
import org.sbms.bankfiles.camt.CamtFile;
import org.sbms.bankfiles.camt.CamtReader;
import org.sbms.bankfiles.camt.CamtStatement;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;
import org.sbms.reconciliation.thirdparty.BadThirdPartyException;
import org.sbms.reconciliation.thirdparty.CamtLines;
import org.sbms.reconciliation.thirdparty.DialectReader;
import org.sbms.reconciliation.thirdparty.RegisterLine;

/** Reads a file as its source writes it; whole or not at all. */
final class RegisterReading {
  static final RefusalCode BAD_REGISTER =
      new RefusalCode("bad-register", RefusalCode.Category.INVALID);

  private RegisterReading() {}

  /**
   * @param statements by which a bank's file is known again; none for CSV
   */
  record Read(String fingerprint, List<RegisterLine> lines, List<CamtStatement.Key> statements) {}

  static Outcome<Read> read(Source source, String file, byte[] bytes) {
    try {
      return switch (source.format()) {
        case CSV ->
            Outcome.done(
                new Read(
                    sha256(bytes), DialectReader.read(file, bytes, source.dialect()), List.of()));
        case CAMT -> camt(file, bytes);
      };
    } catch (BadThirdPartyException | BadCamtException bad) {
      return Outcome.refused(BAD_REGISTER, String.valueOf(bad.getMessage()));
    }
  }

  private static Outcome<Read> camt(String file, byte[] bytes) throws BadCamtException {
    CamtFile read = CamtReader.read(file, new ByteArrayInputStream(bytes));
    List<RegisterLine> lines = CamtLines.of(read);
    return lines.isEmpty()
        ? Outcome.refused(BAD_REGISTER, file + ": nothing is booked in it")
        : Outcome.done(
            new Read(
                read.fingerprint(),
                lines,
                read.statements().stream().map(statement -> statement.key(read.kind())).toList()));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
