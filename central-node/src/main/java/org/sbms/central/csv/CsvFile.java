package org.sbms.central.csv;

import com.fasterxml.jackson.annotation.JsonValue;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.PushbackReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import org.sbms.contract.Outcome;
import org.sbms.contract.RefusalCode;

/**
 * A CSV file that was found to be text in UTF-8, and is read as a stream: a million rows need no
 * more memory than ten. In JSON it is its digest, so that a repeated request is known by what it
 * brings.
 */
public final class CsvFile {
  private static final int CHUNK = 64 * 1024;
  private static final char BYTE_ORDER_MARK = '\ufeff';

  private final Bytes bytes;
  private final String sha256;

  /** Where the bytes are; opened more than once. */
  public interface Bytes {
    InputStream open() throws IOException;
  }

  private CsvFile(Bytes bytes, String sha256) {
    this.bytes = bytes;
    this.sha256 = sha256;
  }

  public static CsvFile of(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return new CsvFile(() -> new ByteArrayInputStream(utf8), hex(sha256().digest(utf8)));
  }

  /** Reads it once, to say early and exactly where it is no text. */
  public static Outcome<CsvFile> check(String file, long size, Bytes bytes, long maxBytes) {
    if (size > maxBytes) {
      return Outcome.refused(
          RefusalCode.TOO_LARGE, "A file may have at most " + (maxBytes >> 20) + " MiB.");
    }
    MessageDigest digest = sha256();
    try (InputStream in = bytes.open()) {
      Optional<CsvProblem> problem = new Scan(file, digest).problem(in);
      return problem.isPresent()
          ? CsvProblem.refuse(file, problem.get())
          : Outcome.done(new CsvFile(bytes, hex(digest.digest())));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  @JsonValue
  public String digest() {
    return sha256;
  }

  /** The text without a byte order mark; close it. */
  public Reader open() throws IOException {
    PushbackReader reader =
        new PushbackReader(new InputStreamReader(bytes.open(), StandardCharsets.UTF_8));
    int first = reader.read();
    if (first >= 0 && first != BYTE_ORDER_MARK) {
      reader.unread(first);
    }
    return reader;
  }

  /** Looks for what is no character, chunk by chunk. */
  private static final class Scan {
    private final String file;
    private final MessageDigest digest;
    private final CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    private final ByteBuffer waiting = ByteBuffer.allocate(CHUNK);
    private final CharBuffer text = CharBuffer.allocate(CHUNK);
    private long line = 1;

    Scan(String file, MessageDigest digest) {
      this.file = file;
      this.digest = digest;
    }

    Optional<CsvProblem> problem(InputStream in) throws IOException {
      boolean isLast = false;
      while (!isLast) {
        int read = in.read(waiting.array(), waiting.position(), waiting.remaining());
        isLast = read < 0;
        if (!isLast) {
          digest.update(waiting.array(), waiting.position(), read);
          waiting.position(waiting.position() + read);
        }
        waiting.flip();
        CoderResult result = decoder.decode(waiting, text, isLast);
        Optional<CsvProblem> problem = look(result);
        if (problem.isPresent()) {
          return problem;
        }
        waiting.compact();
      }
      return Optional.empty();
    }

    private Optional<CsvProblem> look(CoderResult result) {
      text.flip();
      while (text.hasRemaining()) {
        char c = text.get();
        if (c == '\n') {
          line++;
        } else if (c == '\0') {
          return Optional.of(CsvProblem.at(file, line, "", "is a binary file, no CSV"));
        }
      }
      text.clear();
      return result.isError()
          ? Optional.of(
              CsvProblem.at(
                  file,
                  line,
                  "",
                  "is not UTF-8: the byte 0x%02X here is no character; save the file as UTF-8"
                      .formatted(waiting.get(waiting.position()))))
          : Optional.empty();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static String hex(byte[] digest) {
    return HexFormat.of().formatHex(digest);
  }
}
