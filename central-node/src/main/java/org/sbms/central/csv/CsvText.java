package org.sbms.central.csv;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;

/** The text of an uploaded file; only UTF-8, with or without a byte order mark. */
public final class CsvText {
  public static final int MAX_BYTES = 32 * 1024 * 1024;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private CsvText() {}

  public static Outcome<String> decode(String file, byte[] bytes) {
    if (bytes.length > MAX_BYTES) {
      return Outcome.refused(
          RefusalCode.TOO_LARGE, "A file may have at most " + (MAX_BYTES >> 20) + " MiB.");
    }
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer out = CharBuffer.allocate(bytes.length);
    CoderResult result = decoder.decode(in, out, true);
    String text = out.flip().toString();
    if (result.isError()) {
      return CsvProblem.refuse(
          file,
          CsvProblem.at(
              file,
              text.lines().count(),
              "",
              "is not UTF-8: the byte 0x%02X here is no character; save the file as UTF-8"
                  .formatted(bytes[in.position()])));
    }
    if (text.indexOf('\0') >= 0) {
      return CsvProblem.refuse(file, CsvProblem.at(file, 1, "", "is a binary file, no CSV"));
    }
    return Outcome.done(
        !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text);
  }
}
